// Today's counts of one queue, from which the KPIs follow (shared/domain/kpi.ts). SavedStats in the journal, so that a restart loses nothing.

import type { QueueLive } from '../../../shared/domain/calls.ts'
import { dayOf } from '../../../shared/domain/days.ts'
import type { Ports } from '../ports.ts'
import type { OfficeContext } from '../session/context.ts'

type Counts = Pick<
  QueueLive,
  'answered' | 'abandoned' | 'answeredWithin' | 'shortAbandoned' | 'sumWaitMs' | 'sumHandleMs' | 'handled'
>
type SavedStats = { day: string; counts: Counts; waits: number[] }

const none: Counts = { answered: 0, abandoned: 0, answeredWithin: 0, shortAbandoned: 0, sumWaitMs: 0, sumHandleMs: 0, handled: 0 }
/** The expected wait comes from so many answered calls. */
const remembered = 20

type StatsContext = Pick<Ports, 'clock' | 'journal'> & {
  office: Pick<OfficeContext, 'config'>
  live: { queueChanged(queueId: string): void }
}

export class QueueStats {
  private readonly context: StatsContext
  private readonly queueId: string
  private kept: SavedStats

  constructor(context: StatsContext, queueId: string) {
    this.context = context
    this.queueId = queueId
    this.kept = (context.journal.get(`queue:${queueId}`) as SavedStats | undefined) ?? {
      day: this.day(),
      counts: { ...none },
      waits: [],
    }
  }

  private day(): string {
    return dayOf(this.context.clock.now(), this.context.office.config.settings.timeZone)
  }
  today(): Counts {
    return this.kept.day === this.day() ? this.kept.counts : none
  }
  private change(edit: (counts: Counts) => void): void {
    const day = this.day()
    if (this.kept.day !== day) this.kept = { day, counts: { ...none }, waits: this.kept.waits }
    edit(this.kept.counts)
    this.context.journal.put(`queue:${this.queueId}`, this.kept)
    this.context.live.queueChanged(this.queueId)
  }

  answered(waitMs: number): void {
    const limit = (this.context.office.config.queues.get(this.queueId)?.serviceLevelSeconds ?? 20) * 1000
    this.kept.waits = [...this.kept.waits.slice(1 - remembered), waitMs]
    this.change((c) => {
      c.answered++
      c.sumWaitMs += waitMs
      if (waitMs <= limit) c.answeredWithin++
    })
  }
  abandoned(waitMs: number): void {
    const short = (this.context.office.config.queues.get(this.queueId)?.shortAbandonSeconds ?? 5) * 1000
    this.change((c) => {
      c.abandoned++
      if (waitMs < short) c.shortAbandoned++
    })
  }
  handled(handleMs: number): void {
    this.change((c) => {
      c.handled++
      c.sumHandleMs += handleMs
    })
  }
  /** The wrap-up of a call counted as handled is over. */
  wrappedUp(ms: number): void {
    this.change((c) => {
      c.sumHandleMs += ms
    })
  }
  /** ms a caller who enters now may expect; null before the first answered call. */
  expectedWaitMs(): number | null {
    const { waits } = this.kept
    return waits.length ? waits.reduce((sum, ms) => sum + ms, 0) / waits.length : null
  }
}
