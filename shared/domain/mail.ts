// Mail of the office: the account that sends it, and what became of each mail.
import { z } from 'zod'
import { type Notice, topicOf } from './notice.ts'

/** An e-mail address. */
export const mailAddress = z.email().max(254)

const addresses = z.array(mailAddress).max(10).default([])

export const mailSecurity = z.enum(['starttls', 'tls', 'none'])
export type MailSecurity = z.infer<typeof mailSecurity>

/** The SMTP account. Its password is a secret of the store, and not in here. */
export const mailSettings = z.object({
  /** Name or address of the SMTP server; empty: the office sends no mail. */
  host: z
    .string()
    .trim()
    .max(253)
    .regex(/^[\w.:-]*$/, 'a name such as smtp.example.com, or an IP address')
    .default(''),
  port: z.int().min(1).max(65535).default(587),
  /** `starttls`: encrypted after the greeting, or not at all; `tls`: from the first byte. */
  security: mailSecurity.default('starttls'),
  /** Certificates that nobody known has signed, as of a server of the office's own. */
  allowUntrusted: z.boolean().default(false),
  /** Empty: the server asks for no sign-in. */
  user: z.string().trim().max(200).default(''),
  /** The sender's address. */
  from: z.union([z.literal(''), mailAddress]).default(''),
  /** Where the console is reached from the readers' computers, for links in mails; empty: mails have no links. */
  consoleAddress: z
    .union([z.literal(''), z.url({ protocol: /^https?$/, error: 'a web address that begins with http or https' }).max(500)])
    .default(''),
  /** Who gets a mail of each caller who reached nobody and left nothing. */
  missedCalls: addresses,
  /** Who gets a mail of a callback that nobody has taken. */
  callbacksDue: addresses,
  /** Who gets a mail of alerts, of what is wrong with the host, of backups that failed and of trunks that are down. */
  troubles: addresses,
})
export type MailSettings = z.infer<typeof mailSettings>

export const mailPassword = z.string().max(500)

/** Why a mail has not been sent: a console has a sentence for each. */
export const mailFailure = z.enum([
  'noAccount',
  'forbidden',
  'unknownHost',
  'unreachable',
  'timeout',
  'broken',
  'tls',
  'certificate',
  'auth',
  'sender',
  'recipient',
  'content',
  'tooLarge',
  'later',
  'sound',
  'messageGone',
  'restored',
  'unknown',
])
export type MailFailure = z.infer<typeof mailFailure>

/** `withdrawn`: what it was to tell was settled before it was sent. */
export const mailStatus = z.enum(['pending', 'sent', 'dead', 'withdrawn'])
export type MailStatus = z.infer<typeof mailStatus>

export const mailKind = z.enum(['voicemail', 'missed', 'callback', 'alert', 'health', 'backup', 'trunk'])
export type MailKind = z.infer<typeof mailKind>

/** One mail to one address. What is in that of a message or a callback is read when it is sent. */
export type Mail = {
  /** Made of what it is about and the address, so that nothing is sent twice. */
  id: string
  kind: MailKind
  /** Of a message, a call, a callback or a trunk its id; of other notices what tells one from another. */
  about: string
  /** What happened; null for the mail of a message. */
  notice: Notice | null
  recipient: string
  status: MailStatus
  attempts: number
  /** Not tried before, epoch ms. */
  nextAt: number
  /** One that fails is not tried again after, epoch ms. */
  giveUpAt: number
  /** Of the last attempt. */
  failure: MailFailure | null
  /** What the server answered then; empty where it answered nothing. */
  answer: string
  createdAt: number
  /** It is sent, and the message is still to be moved to the trash. */
  removeDue: boolean
}

/** A mail as the console lists it. */
export const shownMail = z.object({
  id: z.string(),
  kind: mailKind,
  recipient: z.string(),
  status: mailStatus,
  attempts: z.int(),
  nextAt: z.number(),
  failure: mailFailure.nullable(),
  answer: z.string(),
  createdAt: z.number(),
})
export type ShownMail = z.infer<typeof shownMail>

export type MailChange = Partial<Pick<Mail, 'status' | 'attempts' | 'nextAt' | 'giveUpAt' | 'failure' | 'answer' | 'removeDue'>>

/** Where mails are stored. */
export type MailRows = {
  get(id: string): Mail | null
  /** Those that wait to be sent, the next one first. */
  pending(): Mail[]
  update(id: string, change: MailChange): void
  /** Told of each mail that is queued, or may be sent earlier than it was to be. Returns what ends that. */
  follow(listener: (mail: Pick<Mail, 'id' | 'nextAt'>) => void): () => void
}

/** How long a mail is tried, ms. */
export const mailTriedMs = 2 * 86_400_000
/** How long somebody has to take a callback that is due before it is mailed, ms. */
export const callbackWaitMs = 10 * 60_000
/** How long the mail of a message waits for its transcript, ms. */
export const transcriptWaitMs = 2 * 60_000

/** The id of the mail of a message to an address. */
export const messageMailId = (messageId: string, address: string): string => `voicemail:${messageId}:${address.toLowerCase()}`

/** A mail that nothing was done about yet, to be sent from `nextAt` on, epoch ms. */
export const newMail = (
  mail: Pick<Mail, 'id' | 'kind' | 'about' | 'notice' | 'recipient' | 'nextAt'> & { createdAt: number },
): Mail => ({
  ...mail,
  status: 'pending',
  attempts: 0,
  giveUpAt: Math.max(mail.createdAt, mail.nextAt) + mailTriedMs,
  failure: null,
  answer: '',
  removeDue: false,
})

/** The mails of a notice: one to each address of its topic. `key` and `about` tell it from others of its kind. */
export function noticeMails(
  settings: MailSettings,
  notice: Notice,
  { key, about, now, nextAt = now }: { key: string; about: string; now: number; nextAt?: number },
): Mail[] {
  if (settings.host === '') return []
  const { kind } = notice
  return settings[topicOf[kind]].map((recipient) =>
    newMail({ id: `${kind}:${key}:${recipient.toLowerCase()}`, kind, about, notice, recipient, nextAt, createdAt: now }),
  )
}
