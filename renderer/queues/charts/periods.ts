// The periods that charts show, by the office's days.
import { dayAfter } from '../../../shared/domain/days.ts'
import { hostNow } from '../../lib/clock.ts'
import { isoDay, officeMoment } from '../../lib/format/time.ts'

export const periodNames = ['today', 'yesterday', 'week', 'month'] as const
export type PeriodName = (typeof periodNames)[number]
/** `days`: how many of the office's days it has. */
export type Period = { from: number; until: number; days: number }

/** Today and yesterday, or the last 7 or 30 days with today. */
export function periodOf(name: PeriodName): Period {
  const today = isoDay(hostNow())
  const first: Record<PeriodName, number> = { today: 0, yesterday: -1, week: -6, month: -29 }
  const days = name === 'week' ? 7 : name === 'month' ? 30 : 1
  const from = dayAfter(today, first[name])
  return { from: officeMoment(from), until: officeMoment(dayAfter(from, days)), days }
}
