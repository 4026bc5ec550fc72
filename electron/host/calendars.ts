// Continues the holidays of calendars: what was imported is written out three years ahead, and as the days pass the host adds the days
// that come into sight. It owns that; flows that are published long ago need no new import, and no call ever reads a calendar.
import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import { type CalendarDay, type StoredCalendar, storedCalendar } from '../../shared/calendar/calendar.ts'
import { dayOf } from '../../shared/domain/days.ts'
import type { FlowDocument } from '../../shared/flow/document.ts'
import type { Clock, FlowSource, Log, Timer } from '../engine/ports.ts'
import type { CalendarJob } from './calendarWorker.ts'

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
  clock: Clock
  log: Log
  expand: ExpandSeries
}

const calendarsOf = z.array(storedCalendar)
const keyOf = (series: string, timeZone: string) => `${timeZone}\n${series}`

export class Calendars {
  private readonly given: Given
  private readonly days = new Map<string, CalendarDay[]>()
  private readonly wanted = new Map<string, { series: string; timeZone: string }>()
  /** Flows with their days, for as long as no day was added. */
  private continued = new WeakMap<FlowDocument, FlowDocument>()
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
    const { clock, timeZone } = this.given
    const today = dayOf(clock.now(), timeZone())
    if (today !== this.asOf) {
      this.asOf = today
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
      const { clock, timeZone, expand } = this.given
      this.days.set(key, await expand({ ...job, today: dayOf(clock.now(), timeZone()) }))
      this.continued = new WeakMap()
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
    const key = keyOf(series, timeZone)
    if (!this.wanted.has(key)) {
      this.wanted.set(key, { series, timeZone })
      if (this.asOf !== '') this.read([key])
    }
    return (this.days.get(key) ?? []).filter(({ date }) => date >= until)
  }
}

/** Expands on a thread of its own, which is ended when it takes too long. */
export const expandOnThread =
  (clock: Clock): ExpandSeries =>
  async (job) => {
    const worker = new Worker(new URL('./calendarWorker.ts', import.meta.url), { workerData: job })
    let timer: Timer | null = null
    try {
      return await new Promise<CalendarDay[]>((resolve, reject) => {
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
