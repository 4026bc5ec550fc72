// Mail put together: what is in a mail, by which account it goes, and what becomes of a mailed message then.
import { createHash } from 'node:crypto'
import type { Mail } from '../../../shared/domain/mail.ts'
import { networkGuard } from '../../adapters/outbound/addresses.ts'
import type { LetterText } from '../../adapters/outbound/mail/letterParts.ts'
import { openMailOutbox, type Sent } from '../../adapters/outbound/mail/mailOutbox.ts'
import { type Letter, type PostLetter, type SmtpAccount, smtpPost, smtpTimes } from '../../adapters/outbound/mail/smtp.ts'
import type { MailPort } from '../services.ts'
import { trashMessage } from '../trashMessage.ts'
import type { OfficeMailDeps } from './deps.ts'

const secretName = 'mail.password'
/** How long the test button waits for a server at most, ms. */
const testTimes = { ...smtpTimes, greeting: 15_000, silence: 15_000, whole: 40_000 }

/** Loaded with the first mail: a host that was killed is to be back at once. */
const contents = () => import('./contents.ts')

type Account = SmtpAccount & { from: string; consoleAddress: string }

/** Opens the office's mail; what waits is sent. */
export function openOfficeMail(deps: OfficeMailDeps): MailPort & { close(): Promise<void> } {
  const { store, clock, log } = deps
  const guard = networkGuard(() => deps.config().settings.networks, deps.ownPorts)
  const account = (): Account => ({ ...store.office.mail.get(), password: store.secrets.get(secretName) ?? '' })
  const post = smtpPost({ clock, guard })
  const outbox = openMailOutbox({
    rows: store.mails,
    clock,
    log,
    send: (mail, signal) => send(deps, account(), post, mail, signal),
    sent: ({ kind, about }) => (kind === 'voicemail' ? removeMailed(deps, about) : Promise.resolve()),
  })
  for (const about of store.mails.removalsDue())
    removeMailed(deps, about).catch((error: unknown) => log.error('a mailed message was not removed', { error: String(error) }))
  return {
    passwordSet: () => store.secrets.get(secretName) !== null,
    setPassword(password) {
      if (password === '') store.secrets.remove(secretName)
      else store.secrets.set(secretName, password)
    },
    retry: (id) => outbox.retry(id),
    async test(to) {
      const by = account()
      if (by.host === '') return { failure: 'noAccount', answer: '' }
      const { settings } = deps.config()
      const { testLetter } = await contents()
      const letter = letterOf(by, settings.name, to, `test:${to}:${clock.now()}`, testLetter(settings))
      const posted = await smtpPost({ clock, guard, times: testTimes })(by, letter)
      return posted.result === 'accepted' ? { failure: null, answer: '' } : { failure: posted.failure, answer: posted.answer }
    },
    close: () => outbox.close(),
  }
}

/** A name that is the same for each attempt, and says nothing: RFC 5322, 3.6.4. */
const messageIdOf = (id: string, from: string): string =>
  `<${createHash('sha256').update(id).digest('hex').slice(0, 40)}@${from.split('@')[1] ?? 'cordboard.invalid'}>`

function letterOf(
  { from }: Account,
  office: string,
  to: string,
  id: string,
  text: LetterText,
  attachments: Letter['attachments'] = [],
): Letter {
  return { ...text, to, from: { name: office, address: from }, messageId: messageIdOf(id, from), attachments }
}

async function send(deps: OfficeMailDeps, account: Account, post: PostLetter, mail: Mail, signal: AbortSignal): Promise<Sent> {
  if (account.host === '') return { result: 'refused', failure: 'noAccount', answer: '', permanent: false }
  const { contentOf } = await contents()
  const content = await contentOf(deps, account.consoleAddress, mail)
  if ('result' in content) return content
  const { text, attachments = [], removeDue = false } = content
  const letter = letterOf(account, deps.config().settings.name, mail.recipient, mail.id, text, attachments)
  const posted = await post(account, letter, signal)
  return posted.result === 'refused' ? posted : { result: 'accepted', change: { removeDue } }
}

/** Moves a message to the trash once every address has it attached; one whose mail is given up stays. */
async function removeMailed({ store, removed }: OfficeMailDeps, about: string): Promise<void> {
  const mails = store.mails.of(about)
  if (!mails.every(({ status, removeDue }) => status === 'sent' && removeDue)) return
  const message = store.voicemails.get(about)
  if (message) {
    trashMessage(store, message, { by: 'host', userId: 'host' })
    await removed(message.id, message.mailboxId)
  }
  for (const { id } of mails) store.mails.update(id, { removeDue: false })
}
