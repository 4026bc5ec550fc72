// Voicemail: the messages' rows; their sound is in the media folder.
import { type Voicemail, voicemail } from '../../../shared/domain/calls.ts'
import type { VoicemailStore } from '../../engine/ports.ts'
import type { BadRows } from './badRows.ts'
import { type DurableWrites, UnwrittenRows } from './durableWrites.ts'
import type { Sql } from './sql.ts'
import type { Tables } from './tables.ts'

/** `kept`: none that are archived. */
export type VoicemailFilter = { status?: Voicemail['status']; mailboxId?: string; kept?: boolean; limit: number }

/** The mails of messages, as the messages are written. */
export type MessageQueue = {
  /** Within the transaction that writes the message; what it returns is called once that is committed. */
  add(message: Voicemail): () => void
  /** The message has its transcript. */
  transcribed(id: string): void
}

export type VoicemailRepository = Omit<VoicemailStore, 'discard'> & {
  /** Newest first. */
  list(filter: VoicemailFilter): Voicemail[]
  /** Adds what waits for the disk now to what `voicemailReader` finds on another thread. */
  overlay(filter: VoicemailFilter): (found: readonly Voicemail[]) => Voicemail[]
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

/** Lists of messages as they are on disk; it only reads. */
export function voicemailReader(sql: Sql, badRows: BadRows) {
  return {
    /** Newest first. */
    list({ status, mailboxId, kept, limit }: VoicemailFilter): Voicemail[] {
      let found = sql.build.selectFrom('voicemails').selectAll().orderBy('at', 'desc').limit(limit)
      if (status !== undefined) found = found.where('status', '=', status)
      if (mailboxId !== undefined) found = found.where('mailbox_id', '=', mailboxId)
      if (kept) found = found.where('status', '!=', 'archived')
      return badRows.readable('voicemails', sql.all(found), (row) => row.id, toVoicemail)
    },
  }
}

/** The messages, with those that wait for the disk. */
export function voicemailRepository(sql: Sql, writes: DurableWrites, badRows: BadRows, mails: MessageQueue): VoicemailRepository {
  const unwritten = new UnwrittenRows<Voicemail>(writes, 'voicemails')
  const count = sql.prepare("SELECT count(*) AS n FROM voicemails WHERE mailbox_id = ? AND status = 'new'")
  const rows = () => sql.build.selectFrom('voicemails').selectAll()
  const read = (found: Tables['voicemails'][]) => badRows.readable('voicemails', found, (row) => row.id, toVoicemail)
  const get = (id: string): Voicemail | null => unwritten.get(id) ?? read(sql.all(rows().where('id', '=', id)))[0] ?? null
  const insert = (message: Voicemail) => {
    const announce = sql.transaction(() => {
      const isNew =
        sql.run(
          sql.build
            .insertInto('voicemails')
            .values(toRow(message))
            .onConflict((on) => on.column('id').doNothing()),
        ) > 0
      return isNew ? mails.add(message) : null
    })
    announce?.()
  }
  const replace = (message: Voicemail) => {
    const { id, ...change } = toRow(message)
    sql.run(
      sql.build
        .insertInto('voicemails')
        .values({ id, ...change })
        .onConflict((on) => on.column('id').doUpdateSet(change)),
    )
  }
  const reader = voicemailReader(sql, badRows)
  const overlay: VoicemailRepository['overlay'] = ({ status, mailboxId, limit }) => {
    const merged = unwritten.overlay(({ id }) => id)
    const fits = (each: Voicemail) =>
      (status === undefined || each.status === status) && (mailboxId === undefined || each.mailboxId === mailboxId)
    return (found) =>
      merged(found)
        .filter(fits)
        .sort((a, b) => b.at - a.at)
        .slice(0, limit)
  }
  return {
    overlay,
    add(message) {
      if (!unwritten.get(message.id)) unwritten.put(message.id, message, insert)
    },
    get,
    save(message) {
      unwritten.put(message.id, message, replace)
      if (message.transcript !== undefined) mails.transcribed(message.id)
    },
    countNew(mailboxId) {
      const held = unwritten.values().filter((each) => each.mailboxId === mailboxId)
      try {
        const stored = (count.get(mailboxId) as { n: number }).n
        const change = held.map((each) => {
          const before = read(sql.all(rows().where('id', '=', each.id)))[0]
          return Number(each.status === 'new') - Number(before?.status === 'new')
        })
        return change.reduce((sum, each) => sum + each, stored)
      } catch (error) {
        badRows.add({ table: 'voicemails', id: '*', reason: String(error) })
        return held.filter((each) => each.status === 'new').length
      }
    },
    inMailbox: (mailboxId, limit) =>
      overlay({ mailboxId, limit })(reader.list({ mailboxId, limit, kept: true })).filter(({ status }) => status !== 'archived'),
    list: (filter) => overlay(filter)(reader.list(filter)),
    remove(id) {
      const waited = unwritten.remove(id)
      return sql.run(sql.build.deleteFrom('voicemails').where('id', '=', id)) > 0 || waited
    },
  }
}
