// Mails at rest: which are to be sent, and what became of each. `electron/adapters/outbound/mail` sends them.
import { type Mail, type MailRows, mailFailure, mailKind, mailStatus, type ShownMail } from '../../../shared/domain/mail.ts'
import { notice } from '../../../shared/domain/notice.ts'
import type { BadRows } from './badRows.ts'
import { type DurableWrites, UnwrittenRows } from './durableWrites.ts'
import type { Sql } from './sql.ts'
import type { Tables } from './tables.ts'

export type MailRepository = MailRows & {
  /** Adds those whose ids are new, within the caller's transaction; returns them. `announce` follows when it is committed. */
  queue(mails: readonly Mail[]): Mail[]
  announce(mails: readonly Mail[]): void
  /** Adds and announces those whose ids are new, now or as soon as the disk takes them. */
  add(mails: readonly Mail[]): void
  /** The mails about a message, sent or not. */
  of(about: string): Mail[]
  /** Lets mails about it that were not tried yet be sent from `at` on. */
  ready(about: string, at: number): void
  /** Messages that are to be moved to the trash, as their mail is sent. */
  removalsDue(): string[]
  /** Adds what waits for the disk now to what `mailReader` finds on another thread. */
  overlay(limit: number): (found: readonly ShownMail[]) => ShownMail[]
}

const toMail = (row: Tables['mails']): Mail => ({
  id: row.id,
  kind: mailKind.parse(row.kind),
  about: row.about,
  notice: row.notice === null ? null : notice.parse(JSON.parse(row.notice)),
  recipient: row.recipient,
  status: mailStatus.parse(row.status),
  attempts: row.attempts,
  nextAt: row.next_at,
  giveUpAt: row.give_up_at,
  failure: mailFailure.nullable().parse(row.failure),
  answer: row.answer,
  createdAt: row.created_at,
  removeDue: row.remove_due === 1,
})

const toRow = (mail: Mail): Tables['mails'] => ({
  id: mail.id,
  kind: mail.kind,
  about: mail.about,
  notice: mail.notice === null ? null : JSON.stringify(mail.notice),
  recipient: mail.recipient,
  status: mail.status,
  attempts: mail.attempts,
  next_at: mail.nextAt,
  give_up_at: mail.giveUpAt,
  failure: mail.failure,
  answer: mail.answer,
  created_at: mail.createdAt,
  remove_due: mail.removeDue ? 1 : 0,
})

const shownMail = ({ id, kind, recipient, status, attempts, nextAt, failure, answer, createdAt }: Mail): ShownMail => ({
  id,
  kind,
  recipient,
  status,
  attempts,
  nextAt,
  failure,
  answer,
  createdAt,
})

/** Lists of mails as they are on disk; it only reads. */
export function mailReader(sql: Sql, badRows: BadRows) {
  return {
    /** Newest first. */
    list(limit: number): ShownMail[] {
      const found = sql.all(sql.build.selectFrom('mails').selectAll().orderBy('created_at', 'desc').limit(limit))
      return badRows.readable('mails', found, (row) => row.id, toMail).map(shownMail)
    },
  }
}

/** The mails, with what became of them and waits for the disk. */
export function mailRepository(sql: Sql, writes: DurableWrites, badRows: BadRows): MailRepository {
  const unwritten = new UnwrittenRows<Mail>(writes, 'mails')
  const listeners = new Set<(mail: Pick<Mail, 'id' | 'nextAt'>) => void>()
  const rows = () => sql.build.selectFrom('mails').selectAll()
  const read = (found: Tables['mails'][]) => badRows.readable('mails', found, (row) => row.id, toMail)
  const over = (found: Tables['mails'][]) => unwritten.over(read(found), ({ id }) => id)
  const get = (id: string): Mail | null => unwritten.get(id) ?? read(sql.all(rows().where('id', '=', id)))[0] ?? null
  const of = (about: string) => over(sql.all(rows().where('about', '=', about))).filter((mail) => mail.about === about)
  const write = (mail: Mail) => {
    const { id, ...change } = toRow(mail)
    sql.run(
      sql.build
        .insertInto('mails')
        .values({ id, ...change })
        .onConflict((on) => on.column('id').doUpdateSet(change)),
    )
  }
  const announce = (mails: readonly Mail[]) => {
    for (const mail of mails) for (const listener of [...listeners]) listener(mail)
  }
  const update: MailRepository['update'] = (id, change) => {
    const mail = get(id)
    if (mail) unwritten.put(id, { ...mail, ...change }, write)
  }
  return {
    queue: (mails) =>
      mails.filter(
        (mail) =>
          sql.run(
            sql.build
              .insertInto('mails')
              .values(toRow(mail))
              .onConflict((on) => on.column('id').doNothing()),
          ) > 0,
      ),
    announce,
    add(mails) {
      const added = mails.filter(({ id }) => get(id) === null)
      for (const mail of added) unwritten.put(mail.id, mail, write)
      announce(added)
    },
    get,
    of,
    pending: () =>
      over(sql.all(rows().where('status', '=', 'pending').orderBy('next_at'))).filter((mail) => mail.status === 'pending'),
    update,
    ready(about, at) {
      const early = of(about).filter((mail) => mail.status === 'pending' && mail.attempts === 0 && mail.nextAt > at)
      for (const { id } of early) update(id, { nextAt: at })
      announce(early.map((mail) => ({ ...mail, nextAt: at })))
    },
    removalsDue() {
      const due = over(sql.all(rows().where('remove_due', '=', 1))).filter((mail) => mail.removeDue)
      return [...new Set(due.map(({ about }) => about))]
    },
    follow(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    overlay(limit) {
      const waiting = new Map(unwritten.values().map((mail) => [mail.id, shownMail(mail)]))
      return (found) =>
        [...found.filter(({ id }) => !waiting.has(id)), ...waiting.values()]
          .sort((a, b) => b.createdAt - a.createdAt)
          .slice(0, limit)
    },
  }
}
