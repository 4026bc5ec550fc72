// The durable outbox of mails: each is tried until the server takes it, refuses it for good, or two days are over. A mail that
// the server took is marked as sent before anything else happens.
import { type Mail, type MailChange, type MailRows, mailTriedMs } from '../../../../shared/domain/mail.ts'
import type { Clock, Log } from '../../../engine/ports.ts'
import { DueQueue } from '../dueQueue.ts'
import type { Refusal } from './failure.ts'

const minute = 60_000
/** Pauses between attempts, ms; the last one repeats. */
export const mailPauses: readonly number[] = [1, 5, 15, 60, 120, 240, 480].map((minutes) => minutes * minute)
const atOnce = 2

/** `change`: what else is noted as the mail is marked. `postponed`: until `at`, epoch ms. `withdrawn`: it has nothing to tell any more. */
export type Sent =
  | { result: 'accepted'; change?: MailChange }
  | ({ result: 'refused' } & Refusal)
  | { result: 'postponed'; at: number }
  | { result: 'withdrawn' }

export type MailOutboxDeps = {
  rows: MailRows
  clock: Clock
  log: Log
  /** Never rejects for what a server does. */
  send(mail: Mail, signal: AbortSignal): Promise<Sent>
  /** After a mail was marked as sent. */
  sent?(mail: Mail): Promise<void>
}

export type MailOutbox = {
  /** Tries a mail that was given up, or waits, at once and for two days more; false when there is none that is still to be sent. */
  retry(id: string): boolean
  /** Ends what is being sent and leaves no timer. */
  close(): Promise<void>
}

/** Starts the outbox; what was pending when the host stopped goes on. */
export function openMailOutbox(deps: MailOutboxDeps): MailOutbox {
  const { rows, clock, log } = deps
  const queue = new DueQueue({ clock, log, atOnce, what: 'a mail', attempt: (id, signal) => attempt(id, signal) })
  const attempt = async (id: string, signal: AbortSignal): Promise<void> => {
    const mail = rows.get(id)
    if (mail?.status !== 'pending') return
    if (mail.nextAt > clock.now()) return queue.schedule(id, mail.nextAt)
    const sent = await deps.send(mail, signal).catch((error: unknown): Sent => {
      log.error('a mail could not be put together', { id: mail.about, error: String(error) })
      return { result: 'refused', failure: 'unknown', answer: '', permanent: false }
    })
    if (sent.result !== 'accepted' && signal.aborted) return
    const change = changeOf(mail, sent, clock.now())
    rows.update(id, change)
    const after = { ...mail, ...change }
    if (after.status === 'sent') await deps.sent?.(after)
    else if (after.status === 'pending') queue.schedule(id, after.nextAt)
    else if (after.status === 'dead')
      log.warn('a mail is given up', { id: mail.about, attempts: after.attempts, failure: after.failure })
  }
  const unfollow = rows.follow(({ id, nextAt }) => queue.schedule(id, nextAt))
  for (const { id, nextAt } of rows.pending()) queue.schedule(id, nextAt)
  return {
    retry(id) {
      const mail = rows.get(id)
      if (mail?.status !== 'pending' && mail?.status !== 'dead') return false
      const now = clock.now()
      rows.update(id, { status: 'pending', attempts: 0, nextAt: now, giveUpAt: now + mailTriedMs })
      queue.schedule(id, now)
      return true
    },
    async close() {
      unfollow()
      await queue.close()
    },
  }
}

function changeOf(mail: Mail, sent: Sent, now: number): MailChange {
  const settled = { failure: null, answer: '' }
  switch (sent.result) {
    case 'accepted':
      return { ...sent.change, ...settled, status: 'sent', attempts: mail.attempts + 1 }
    case 'withdrawn':
      return { ...settled, status: 'withdrawn' }
    case 'postponed':
      return { nextAt: sent.at, giveUpAt: Math.max(mail.giveUpAt, sent.at + mailTriedMs) }
    case 'refused':
      return refused(mail, sent, now)
  }
}

function refused(mail: Mail, { failure, answer, permanent }: Refusal, now: number) {
  const attempts = mail.attempts + 1
  const nextAt = now + (mailPauses[attempts - 1] ?? mailPauses.at(-1) ?? 0)
  const status = permanent || nextAt > mail.giveUpAt ? ('dead' as const) : ('pending' as const)
  return { status, attempts, failure, answer, nextAt }
}
