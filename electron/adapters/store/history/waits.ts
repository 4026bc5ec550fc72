// How long callers of queues waited, counted in bins.
import { type WaitBin, waitBins } from '../../../../shared/domain/figures.ts'
import type { Sql } from '../sql.ts'

const bin = `CASE ${waitBins.map((upTo, index) => `WHEN wait_ms <= ${upTo} THEN ${index}`).join(' ')} ELSE ${waitBins.length} END`

/** Of calls that began in the period (epoch ms, `until` excluded). Test calls count nowhere; those that left another way neither. */
export function waits(sql: Sql) {
  const counted = sql.prepare(
    `SELECT ${bin} AS bin, sum(operator_id IS NOT NULL) AS answered, sum(operator_id IS NULL AND outcome = 'abandoned') AS abandoned
     FROM calls WHERE queue_id IN (SELECT value FROM json_each(:queueIds)) AND started_at >= :from AND started_at < :until
       AND kind <> 'test' GROUP BY 1`,
  )
  return ({ from, until, queueIds }: { from: number; until: number; queueIds: readonly string[] }): WaitBin[] => {
    const rows = counted.all({ from, until, queueIds: JSON.stringify(queueIds) }) as (Omit<WaitBin, 'upTo'> & { bin: number })[]
    return [...waitBins, null].map((upTo, index) => {
      const { answered = 0, abandoned = 0 } = rows.find((row) => row.bin === index) ?? {}
      return { upTo, answered, abandoned }
    })
  }
}
