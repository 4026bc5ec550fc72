// The mails of a message: one to each address of its mailbox, where the office has an account to send by.
import type { Voicemail } from '../../../shared/domain/calls.ts'
import { type Mail, messageMailId, newMail, transcriptWaitMs } from '../../../shared/domain/mail.ts'
import type { Clock } from '../../engine/ports.ts'
import type { BadRows } from './badRows.ts'
import { codeOf } from './errors.ts'
import type { MailRepository } from './mails.ts'
import type { OfficeRepository } from './office.ts'
import type { MessageQueue } from './voicemails.ts'

export type MailsOf = (message: Voicemail) => Mail[]

/** `office` is asked anew for each message. A message that is to be written down waits for its words, for a while. */
export function messageMails(office: Pick<OfficeRepository, 'mail' | 'mailboxes' | 'speech'>, clock: Clock): MailsOf {
  return (message) => {
    if (message.status !== 'new' || office.mail.get().host === '') return []
    const addresses = office.mailboxes.get(message.mailboxId)?.addresses ?? []
    if (addresses.length === 0) return []
    const { transcribe, recogniser } = office.speech.get()
    const waits = transcribe && recogniser !== 'none' && message.transcript === undefined
    const now = clock.now()
    const nextAt = waits ? now + transcriptWaitMs : now
    const common = { kind: 'voicemail' as const, about: message.id, notice: null, nextAt, createdAt: now }
    return addresses.map((recipient) => newMail({ ...common, id: messageMailId(message.id, recipient), recipient }))
  }
}

type Queue = Pick<MailRepository, 'queue' | 'announce' | 'ready'>

/** The whole message waits for the disk then, its mails with it. */
const notNow: readonly (string | null)[] = ['LOCKED', 'FULL', 'UNWRITABLE']

/** Queues a message's mails as it is written. What is wrong with the mails alone costs no message. */
export function messageQueue(mails: Queue, mailsOf: MailsOf, clock: Clock, badRows: BadRows): MessageQueue {
  const bad = (id: string, error: unknown) => badRows.add({ table: 'mails', id, reason: String(error) })
  const queued = (message: Voicemail): Mail[] => {
    try {
      return mails.queue(mailsOf(message))
    } catch (error) {
      if (notNow.includes(codeOf(error))) throw error
      bad(message.id, error)
      return []
    }
  }
  return {
    add(message) {
      const waiting = queued(message)
      return () => mails.announce(waiting)
    },
    transcribed(id) {
      try {
        mails.ready(id, clock.now())
      } catch (error) {
        bad(id, error)
      }
    },
  }
}
