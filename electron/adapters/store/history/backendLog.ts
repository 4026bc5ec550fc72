// The log of a backend, from the steps of the calls that it drove; it only reads.
import { z } from 'zod'
import type { BackendLogEntry } from '../../../../shared/domain/backendLog.ts'
import type { Sql } from '../sql.ts'

const data = z.looseObject({
  fields: z.array(z.string()).optional(),
  detail: z.string().optional(),
  attempt: z.int().optional(),
  reason: z.string().optional(),
})

const kinds: Record<string, BackendLogEntry['kind']> = {
  'step.failed': 'failed',
  'callflow.failed': 'failed',
  'step.passedOver': 'passedOver',
  'step.fallback': 'fallback',
}

type Row = { call_id: string; at: number; type: string; data: string | null; from_number: string | null }

/** Newest first. The index has these types only, and is walked from its end. */
export function backendLogReader(sql: Sql) {
  const rows = sql.database.prepare<[string, number], Row>(`
    SELECT trace.call_id, trace.at, trace.type, trace.data, calls.from_number
    FROM trace LEFT JOIN calls ON calls.id = trace.call_id
    WHERE trace.type IN ('step.failed', 'step.passedOver', 'step.fallback', 'callflow.failed')
      AND CASE WHEN json_valid(trace.data) THEN json_extract(trace.data, '$.backend') END = ?
    ORDER BY trace.id DESC LIMIT ?`)
  return {
    list: (backendId: string, limit: number): BackendLogEntry[] => rows.all(backendId, limit).flatMap(toEntry),
  }
}

/** Nothing for one that is damaged: it must not hide the others. */
function toEntry({ call_id, at, type, data: text, from_number }: Row): BackendLogEntry[] {
  const kind = kinds[type]
  const read = data.safeParse(JSON.parse(text ?? '{}'))
  if (!kind || !read.success) return []
  const { fields, detail, attempt, reason } = read.data
  return [
    {
      callId: call_id,
      at,
      kind,
      from: from_number ?? '',
      details: fields ?? [detail ?? reason ?? ''],
      attempt: attempt ?? null,
    },
  ]
}
