// Voicemail: the messages' rows; their sound is in the media folder.
import { type Voicemail, voicemail } from '../../shared/domain/calls.ts'
import type { VoicemailStore } from '../engine/ports.ts'
import type { Sql } from './sql.ts'
import type { Tables } from './tables.ts'

export type VoicemailRepository = VoicemailStore & {
  /** Newest first. */
  list(filter: { status?: Voicemail['status']; mailboxId?: string; limit: number }): Voicemail[]
  /** False when there was none. The caller removes the file. */
  remove(id: string): boolean
}

const toVoicemail = (row: Tables['voicemails']): Voicemail =>
  voicemail.parse({
    id: row.id,
    mailboxId: row.mailbox_id,
    callId: row.call_id,
    from: row.from_number,
    fromName: row.from_name,
    at: row.at,
    seconds: row.seconds,
    file: row.file,
    status: row.status,
    assignedTo: row.assigned_to,
    note: row.note,
    ...(row.transcript === null ? {} : { transcript: row.transcript }),
  })

const toRow = (value: Voicemail): Tables['voicemails'] => ({
  id: value.id,
  mailbox_id: value.mailboxId,
  call_id: value.callId,
  from_number: value.from,
  from_name: value.fromName,
  at: value.at,
  seconds: value.seconds,
  file: value.file,
  status: value.status,
  assigned_to: value.assignedTo,
  note: value.note,
  transcript: value.transcript ?? null,
})

export function voicemailRepository(sql: Sql): VoicemailRepository {
  const count = sql.prepare("SELECT count(*) AS n FROM voicemails WHERE mailbox_id = ? AND status = 'new'")
  const rows = () => sql.build.selectFrom('voicemails').selectAll()
  return {
    add: (message) =>
      void sql.run(
        sql.build
          .insertInto('voicemails')
          .values(toRow(message))
          .onConflict((on) => on.column('id').doNothing()),
      ),
    get(id) {
      const row = sql.get(rows().where('id', '=', id))
      return row ? toVoicemail(row) : null
    },
    save(message) {
      const { id, ...change } = toRow(message)
      sql.run(sql.build.updateTable('voicemails').set(change).where('id', '=', id))
    },
    countNew: (mailboxId) => (count.get(mailboxId) as { n: number }).n,
    list({ status, mailboxId, limit }) {
      let found = rows().orderBy('at', 'desc').limit(limit)
      if (status !== undefined) found = found.where('status', '=', status)
      if (mailboxId !== undefined) found = found.where('mailbox_id', '=', mailboxId)
      return sql.all(found).map(toVoicemail)
    },
    remove: (id) => sql.run(sql.build.deleteFrom('voicemails').where('id', '=', id)) > 0,
  }
}
