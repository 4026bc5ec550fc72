// Calls of queues counted by quarter-hour: the finest grain in which every office's days, hours and weekdays can be put together,
// since no time zone lies otherwise than by quarter-hours.
import { type QuarterHour, quarterMs } from '../../../../shared/domain/wallboard.ts'
import type { Sql } from '../sql.ts'

/** What counts as in time, and as a call that hardly was one, ms. */
export type QueueLimits = { queueId: string; withinMs: number; shortMs: number }
/** By queue, oldest first; quarter-hours without calls are left out. */
export type QuarterHours = Record<string, QuarterHour[]>

/** Counts calls that began in the period (epoch ms, `until` excluded). Test calls count nowhere. */
export function quarterHours(sql: Sql) {
  const counted = sql.prepare(
    `SELECT started_at / ${quarterMs} * ${quarterMs} AS at,
       sum(operator_id IS NOT NULL) AS answered,
       sum(operator_id IS NOT NULL AND wait_ms <= :withinMs) AS within,
       sum(operator_id IS NULL AND outcome = 'abandoned') AS abandoned,
       sum(operator_id IS NULL AND outcome = 'abandoned' AND wait_ms < :shortMs) AS short,
       sum(operator_id IS NULL AND outcome NOT IN ('abandoned', 'running')) AS otherwise
     FROM calls WHERE queue_id = :queueId AND started_at >= :from AND started_at < :until AND kind <> 'test'
     GROUP BY 1 ORDER BY 1`,
  )
  return ({ from, until, queues }: { from: number; until: number; queues: readonly QueueLimits[] }): QuarterHours =>
    Object.fromEntries(queues.map((limits) => [limits.queueId, counted.all({ ...limits, from, until }) as QuarterHour[]]))
}
