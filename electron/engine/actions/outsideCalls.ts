// How much the office calls outside: counted by the hour, the day and the country, over a restart of the host; too much is
// refused, and unusually much at night is told.
import { z } from 'zod'
import type { Alert } from '../../../shared/contract/live.ts'
import { DialError } from '../../../shared/domain/dial.ts'
import { periodsOf } from '../../../shared/domain/periods.ts'
import type { Ports } from '../ports.ts'
import type { OfficeContext, OutboundLimits } from '../session/context.ts'

const counts = z.object({
  hour: z.string(),
  hourCalls: z.int(),
  day: z.string(),
  dayCalls: z.int(),
  abroad: z.record(z.string(), z.int()),
  night: z.string(),
  nightCalls: z.int(),
})
type Counts = z.infer<typeof counts>

const journalKey = 'outsideCalls'
const none: Counts = { hour: '', hourCalls: 0, day: '', dayCalls: 0, abroad: {}, night: '', nightCalls: 0 }

type CountContext = Pick<Ports, 'journal' | 'clock'> & { office: Pick<OfficeContext, 'config'> }

export class OutboundCallCounts implements OutboundLimits {
  private readonly context: CountContext
  private readonly alarm: (alert: Omit<Alert, 'id' | 'at'>) => void
  private kept: Counts | null = null

  constructor(context: CountContext, alarm: (alert: Omit<Alert, 'id' | 'at'>) => void) {
    this.context = context
    this.alarm = alarm
  }

  private periods() {
    return periodsOf(this.context.clock.now(), this.context.office.config.settings.timeZone)
  }

  /** The counts of this hour, day and night. */
  private now(): Counts {
    this.kept ??= counts.safeParse(this.context.journal.get(journalKey)).data ?? none
    const { hour, day, night } = this.periods()
    const { kept } = this
    return {
      hour,
      hourCalls: kept.hour === hour ? kept.hourCalls : 0,
      day,
      dayCalls: kept.day === day ? kept.dayCalls : 0,
      abroad: kept.day === day ? kept.abroad : {},
      night: night ?? kept.night,
      nightCalls: night && kept.night !== night ? 0 : kept.nightCalls,
    }
  }

  /** Throws DialError `tooMany`. */
  check(country: string, abroad: boolean): void {
    const { outsidePerHour, outsidePerDay, abroadPerDay } = this.context.office.config.settings
    const { hourCalls, dayCalls, abroad: countries } = this.now()
    const over = (most: number, done: number) => most > 0 && done >= most
    if (
      over(outsidePerHour, hourCalls) ||
      over(outsidePerDay, dayCalls) ||
      (abroad && over(abroadPerDay, countries[country] ?? 0))
    )
      throw new DialError('tooMany', 'The office has made as many outside calls as it allows.')
  }

  /** A call goes out. */
  made(country: string): void {
    const { settings } = this.context.office.config
    const next = this.now()
    next.hourCalls++
    next.dayCalls++
    if (country !== settings.country) next.abroad = { ...next.abroad, [country]: (next.abroad[country] ?? 0) + 1 }
    if (this.periods().night !== null) {
      next.nightCalls++
      if (next.nightCalls === settings.nightCalls) this.alarm({ kind: 'outside', text: String(next.nightCalls) })
    }
    this.kept = next
    this.context.journal.put(journalKey, next)
  }
}
