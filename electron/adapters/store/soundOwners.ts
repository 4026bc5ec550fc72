// Which call a recording belongs to, by what the call's trace says of it.
import { z } from 'zod'
import type { Sql } from './sql.ts'

export type SoundOwner = {
  callId: string
  from: string
  fromName: string
  /** Of a message; null for any other recording. */
  mailbox: string | null
  /** The call has a recording already. */
  recorded: boolean
  /** How long the call was spoken in is known. */
  measured: boolean
  /** The call is not over: whoever made the recording may still be at work with it. */
  running: boolean
}

/** A call lasts no longer than the dialplan lets it, ms. */
const longestMs = 14_400_000
const dataShape = z.object({ name: z.string(), mailbox: z.string().optional() })

/** Finds the owner of the recording of that name, which was written last at `until` (epoch ms); null when no call knows it. */
export function soundOwners(sql: Sql) {
  const find = sql.prepare(
    `SELECT c.id AS callId, c.from_number AS "from", c.from_name AS fromName, c.recording IS NOT NULL AS recorded, c.talk_ms > 0 AS measured,
       c.ended_at IS NULL AS running, t.data
     FROM calls c JOIN trace t ON t.call_id = c.id
     WHERE c.started_at BETWEEN ? AND ? AND t.type IN ('recording.started', 'record.started') AND t.data LIKE ? LIMIT 1`,
  )
  return (name: string, until: number): SoundOwner | null => {
    const row = find.get(until - longestMs, until, `%"${name.replace(/[%_]/g, '')}"%`) as
      | { callId: string; from: string; fromName: string; recorded: number; measured: number; running: number; data: string }
      | undefined
    if (!row) return null
    const { callId, from, fromName, recorded, measured, running, data } = row
    const mailbox = dataShape.parse(JSON.parse(data)).mailbox ?? null
    return { callId, from, fromName, recorded: recorded !== 0, measured: measured !== 0, running: running !== 0, mailbox }
  }
}
