// What is in a mail, read when it is sent.
import { callbackWaitMs, type Mail } from '../../../shared/domain/mail.ts'
import type { LetterText } from '../../adapters/outbound/mail/letterParts.ts'
import { messageLetter } from '../../adapters/outbound/mail/letters.ts'
import type { Sent } from '../../adapters/outbound/mail/mailOutbox.ts'
import { callbackLetter, noticeLetter } from '../../adapters/outbound/mail/noticeLetters.ts'
import type { Letter } from '../../adapters/outbound/mail/smtp.ts'
import type { OfficeMailDeps } from './deps.ts'
import { soundOf } from './messageSound.ts'
import { dueAtOf } from './notices.ts'

export { testLetter } from '../../adapters/outbound/mail/letters.ts'

type Attachments = Letter['attachments']
type Content = { text: LetterText; attachments?: Attachments; removeDue?: boolean }

/** What is in a mail, or why there is nothing to send now. */
export async function contentOf(deps: OfficeMailDeps, consoleAddress: string, mail: Mail): Promise<Content | Sent> {
  const { settings } = deps.config()
  const { notice } = mail
  if (notice === null) return messageContent(deps, consoleAddress, mail.about)
  const page = { office: settings, consoleAddress }
  if (notice.kind !== 'callback') return { text: noticeLetter(page, notice) }
  const callback = deps.store.callbacks.get(mail.about)
  if (!callback || callback.status === 'done' || dueAtOf(callback) !== notice.dueAt) return { result: 'withdrawn' }
  // Somebody has it: it is mailed when they give it back, or let it lie.
  if (callback.status !== 'pending') {
    const now = deps.clock.now()
    return { result: 'postponed', at: Math.max(callback.leaseUntil ?? 0, now) + callbackWaitMs }
  }
  const queue = deps.config().queues.get(callback.queueId)?.name ?? callback.queueId
  return { text: callbackLetter(page, { callback, queue, dueAt: notice.dueAt }) }
}

async function messageContent(deps: OfficeMailDeps, consoleAddress: string, id: string): Promise<Content | Sent> {
  const { settings, mailboxes } = deps.config()
  const message = deps.store.voicemails.get(id)
  const mailbox = message ? mailboxes.get(message.mailboxId) : undefined
  if (!message || !mailbox) return { result: 'refused', failure: 'messageGone', answer: '', permanent: true }
  const { sound, attachment } = await soundOf(deps, message, mailbox, consoleAddress)
  const text = messageLetter(settings, { message, mailbox: mailbox.name, sound })
  return { text, attachments: attachment ? [attachment] : [], removeDue: sound.kind === 'attached' && sound.removed }
}
