// Continues the holidays of calendars and of countries: what was imported or chosen is written out three years ahead, and as the days pass
// the host adds those that come into sight. It owns that; flows that are published long ago need no new import, no call reads a calendar.
import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import { type CalendarDay, type StoredCalendar, storedCalendar, yearsAhead } from '../../shared/calendar/calendar.ts'
import { dayAfter, dayOf } from '../../shared/domain/days.ts'
import type { OfficeConfig } from '../../shared/domain/office.ts'
import type {
  HolidayPlace,
  HolidayPreset,
  NamedPlace,
  OfficeSchedule,
  PublicHoliday,
} from '../../shared/domain/officeSchedule.ts'
import type { FlowDocument } from '../../shared/flow/document.ts'
import type { Clock, FlowSource, Log, Timer } from '../engine/ports.ts'
import type { CalendarJob, HolidayJob } from './calendarWorker.ts'

/** How often it is looked whether a new day has begun, ms: a machine that slept is late by no more. */
const everyMs = 3_600_000
/** Longest a calendar may take, ms. */
const mostMs = 20_000

/** The days of a calendar's series as of `today`. Rejects when it can't be read in time. */
export type ExpandSeries = (job: CalendarJob) => Promise<CalendarDay[]>

type Given = {
  /** All published flows' ids. */
  flowIds(): string[]
  flows: FlowSource
  timeZone(): string
  /** In which days are named. */
  language(): string
  clock: Clock
  log: Log
  expand: ExpandSeries
}

const calendarsOf = z.array(storedCalendar)
/** A job of any day. */
type Wanted = { kind: 'series'; series: string; timeZone: string } | { kind: 'preset'; preset: HolidayPreset }

const keyOf = (wanted: Wanted): string => {
  if (wanted.kind === 'series') return `${wanted.timeZone}\n${wanted.series}`
  const { days: _, until: __, ...preset } = wanted.preset
  return JSON.stringify(preset)
}

export class Calendars {
  private readonly given: Given
  private readonly days = new Map<string, CalendarDay[]>()
  private readonly wanted = new Map<string, Wanted>()
  /** Flows with their days, for as long as no day was added. */
  private continued = new WeakMap<FlowDocument, FlowDocument>()
  private offices = new WeakMap<OfficeConfig, OfficeConfig>()
  private asOf = ''
  private running: Promise<void> = Promise.resolve()
  private timer: Timer | null = null
  private released = false

  constructor(given: Given) {
    this.given = given
  }

  /** The flows as calls use them: each calendar's holidays go on to three years from today. */
  get flows(): FlowSource {
    const { flows } = this.given
    return {
      published: (id) => {
        const found = flows.published(id)
        return found && { ...found, document: this.continue(found.document) }
      },
      version: (id, version) => {
        const found = flows.version(id, version)
        return found && this.continue(found)
      },
      named: (name) => flows.named(name),
    }
  }

  /** The office as calls use it: its opening hours go on in the same way. */
  office(config: OfficeConfig): OfficeConfig {
    const known = this.offices.get(config)
    if (known) return known
    const schedules = [...config.schedules].map(([id, each]) => [id, this.goOn(each, config.settings.timeZone)] as const)
    const result = { ...config, schedules: new Map(schedules) }
    this.offices.set(config, result)
    return result
  }

  /** The schedule with the days of its countries written out, as it is stored. Rejects where the library takes too long. */
  async written(schedule: OfficeSchedule): Promise<OfficeSchedule> {
    const presets = await Promise.all(
      schedule.presets.map(async (preset) => {
        const job = this.jobOf({ kind: 'preset', preset })
        return { ...preset, days: await this.given.expand(job), until: `${Number(job.today.slice(0, 4)) + yearsAhead + 1}-01-01` }
      }),
    )
    return { ...schedule, presets }
  }

  /** Looks now and with every new day of the office, until it is released. */
  start(): void {
    for (const id of this.given.flowIds()) {
      const found = this.given.flows.published(id)
      if (found) this.continue(found.document)
    }
    this.look()
  }

  release(): void {
    this.released = true
    this.timer?.cancel()
  }

  /** Resolves when nothing is being read. */
  idle(): Promise<void> {
    return this.running
  }

  private look(): void {
    const { clock } = this.given
    const today = this.today()
    if (today !== this.asOf) {
      this.asOf = today
      this.offices = new WeakMap()
      this.read([...this.wanted.keys()])
    }
    this.timer = clock.after(everyMs, () => this.look())
  }

  /** One calendar after the other, off this thread. */
  private read(keys: readonly string[]): void {
    this.running = this.running.then(async () => {
      for (const key of keys) await this.readOne(key)
    })
  }

  private async readOne(key: string): Promise<void> {
    const job = this.wanted.get(key)
    if (!job || this.released) return
    try {
      const { expand } = this.given
      this.days.set(key, await expand(this.jobOf(job)))
      this.continued = new WeakMap()
      this.offices = new WeakMap()
    } catch (error) {
      // The days that are known stay; the next day it is tried again.
      this.given.log.warn('a calendar could not be continued', { error: String(error) })
    }
  }

  private continue(document: FlowDocument): FlowDocument {
    const known = this.continued.get(document)
    if (known) return known
    const nodes = document.nodes.map((node) => {
      if (node.type !== 'businessHours') return node
      const { calendars, timeZone, holidays } = node.config
      const read = calendarsOf.safeParse(calendars)
      if (!read.success || read.data.length === 0) return node
      const added = read.data.flatMap((calendar) => this.added(calendar, String(timeZone)))
      return { ...node, config: { ...node.config, holidays: [...(Array.isArray(holidays) ? holidays : []), ...added] } }
    })
    const changed = nodes.some((node, at) => node !== document.nodes[at])
    const result = changed ? { ...document, nodes } : document
    this.continued.set(document, result)
    return result
  }

  /** The days that were not yet in sight at the import. */
  private added({ series, until }: StoredCalendar, timeZone: string): CalendarDay[] {
    return this.from({ kind: 'series', series, timeZone }, until)
  }

  private from(wanted: Wanted, until: string): CalendarDay[] {
    const key = keyOf(wanted)
    if (!this.wanted.has(key)) {
      this.wanted.set(key, wanted)
      if (this.asOf !== '') this.read([key])
    }
    return (this.days.get(key) ?? []).filter(({ date }) => date >= until)
  }

  private goOn(schedule: OfficeSchedule, officeZone: string): OfficeSchedule {
    const { calendars, presets, holidays, timeZone } = schedule
    if (calendars.length === 0 && presets.length === 0) return schedule
    const added = calendars.flatMap((calendar) => this.added(calendar, timeZone || officeZone))
    return {
      ...schedule,
      holidays: [...holidays, ...added],
      presets: presets.map((preset) => ({ ...preset, days: [...preset.days, ...this.continuedDays(preset)] })),
    }
  }

  private continuedDays(preset: HolidayPreset): CalendarDay[] {
    const { until } = preset
    // Two years are at hand: nothing is to be asked yet.
    if (until === '' || dayAfter(this.today(), 366 * (yearsAhead - 1)) < until) return []
    return this.from({ kind: 'preset', preset }, until)
  }

  private jobOf(wanted: Wanted): CalendarJob {
    const today = this.today()
    return wanted.kind === 'series' ? { ...wanted, today } : { ...wanted, today, language: this.given.language() }
  }

  private today(): string {
    return dayOf(this.given.clock.now(), this.given.timeZone())
  }
}

/** What is known of public holidays, each asked on a thread of its own. Rejects when it takes too long. */
export type HolidaySource = {
  /** Every country with its parts. */
  places(language: string): Promise<NamedPlace[]>
  of(place: HolidayPlace, when: { year: number; years: number }, language: string): Promise<PublicHoliday[]>
  written(schedule: OfficeSchedule): Promise<OfficeSchedule>
}

/** As the procedures ask it. */
export const holidaySource = (clock: Clock, calendars: Calendars): HolidaySource => ({
  places: (language) => onThread<NamedPlace[]>(clock, { kind: 'places', language }),
  of: (place, when, language) => onThread<PublicHoliday[]>(clock, { kind: 'years', place, ...when, language }),
  written: (schedule) => calendars.written(schedule),
})

/** Expands on a thread of its own, which is ended when it takes too long. */
export const expandOnThread =
  (clock: Clock): ExpandSeries =>
  (job) =>
    onThread(clock, job)

async function onThread<T>(clock: Clock, job: CalendarJob | HolidayJob): Promise<T> {
  const worker = new Worker(new URL('./calendarWorker.ts', import.meta.url), { workerData: job })
  let timer: Timer | null = null
  try {
    return await new Promise<T>((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', reject)
      worker.once('exit', () => reject(new Error('the thread ended')))
      timer = clock.after(mostMs, () => reject(new Error(`it took more than ${mostMs} ms`)))
    })
  } finally {
    ;(timer as Timer | null)?.cancel()
    await worker.terminate()
  }
}
