// One mail to an SMTP server, by nodemailer: over a connection of its own that goes only where the office's requests may go.
import { connect, isIP, type Socket } from 'node:net'
import type { MailSettings } from '../../../../shared/domain/mail.ts'
import type { Clock } from '../../../engine/ports.ts'
import { ForbiddenAddress, type NetworkGuard } from '../addresses.ts'
import { type Refusal, refusalOf } from './failure.ts'

export type SmtpAccount = Pick<MailSettings, 'host' | 'port' | 'security' | 'allowUntrusted' | 'user'> & { password: string }

export type Letter = {
  from: { name: string; address: string }
  to: string
  subject: string
  text: string
  html: string
  /** With its angle brackets. The same for each attempt, so that a receiver can tell one that comes twice. */
  messageId: string
  /** Files that are read while they are sent, or bytes. */
  attachments: ({ filename: string; contentType: string } & ({ path: string } | { content: Buffer }))[]
}

export type Posted = { result: 'accepted' } | ({ result: 'refused' } & Refusal)

/** How long each part may take, ms. */
export type SmtpTimes = { connect: number; greeting: number; silence: number; whole: number; lastWords: number }
export const smtpTimes: SmtpTimes = { connect: 15_000, greeting: 20_000, silence: 60_000, whole: 600_000, lastWords: 3000 }

type Deps = { clock: Clock; guard: NetworkGuard; times?: SmtpTimes }
export type PostLetter = (account: SmtpAccount, letter: Letter, signal?: AbortSignal) => Promise<Posted>

const late = () => Object.assign(new Error('The server took too long.'), { code: 'ETIMEDOUT' })

/** Sends mails, each over a connection of its own. A signal that aborts leaves the server a moment for its last answer. */
export function smtpPost({ clock, guard, times = smtpTimes }: Deps): PostLetter {
  return async (account, letter, signal) => {
    const hide = hiding(account)
    let socket: Socket | null = null
    let ended: Error | null = null
    const end = (why: Error) => {
      ended ??= why
      socket?.destroy(why)
    }
    const whole = clock.after(times.whole, () => end(late()))
    let leaving: { cancel(): void } | null = null
    const leave = () => {
      leaving = clock.after(times.lastWords, () => end(new Error('The host stops.')))
    }
    signal?.addEventListener('abort', leave, { once: true })
    try {
      socket = await open(account, { clock, guard, times })
      if (ended) throw ended
      const letters = await transport(account, socket, times)
      await letters.sendMail({ ...letter, headers: { 'Auto-Submitted': 'auto-generated' } })
      return { result: 'accepted' }
    } catch (error) {
      return { result: 'refused', ...refusalOf(ended ?? error, hide) }
    } finally {
      whole.cancel()
      signal?.removeEventListener('abort', leave)
      ;(leaving as { cancel(): void } | null)?.cancel()
      socket?.destroy()
    }
  }
}

async function transport(
  { host, port, security, allowUntrusted, user, password }: SmtpAccount,
  connection: Socket,
  times: SmtpTimes,
) {
  // Loaded with the first mail: a host that was killed is to be back at once.
  const { createTransport } = await import('nodemailer')
  return createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    tls: { rejectUnauthorized: !allowUntrusted, ...(isIP(host) === 0 ? { servername: host } : {}) },
    ...(user === '' ? {} : { auth: { user, pass: password } }),
    greetingTimeout: times.greeting,
    socketTimeout: times.silence,
    connectionTimeout: times.connect,
    disableUrlAccess: true,
    getSocket: (_options, done) => done(null, { connection }),
  })
}

/** A connection to the server; rejects with what the network says, or ForbiddenAddress. */
function open({ host, port }: SmtpAccount, { clock, guard, times }: Required<Deps>): Promise<Socket> {
  if (guard.forbids(host, port)) return Promise.reject(new ForbiddenAddress(host))
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, lookup: guard.lookupFor(port) })
    const timer = clock.after(times.connect, () => socket.destroy(late()))
    socket.once('connect', () => {
      timer.cancel()
      socket.off('error', failed)
      // An error that comes before nodemailer listens: it finds a dead connection then.
      socket.on('error', () => {})
      resolve(socket)
    })
    const failed = (error: Error) => {
      timer.cancel()
      reject(firstOf(error))
    }
    socket.once('error', failed)
  })
}

/** Of several addresses that were tried, what the first one said. */
const firstOf = (error: Error): unknown => (error instanceof AggregateError ? (error.errors[0] ?? error) : error)

/** Shorter passwords are in many words by chance. */
const shortest = 4

/** A server may repeat what it was sent: the password, also as SASL encodes it, is in no text that anybody reads. */
function hiding({ user, password }: SmtpAccount): (text: string) => string {
  if (password.length < shortest) return (text) => text
  const encoded = [password, `\0${user}\0${password}`].map((text) => Buffer.from(text).toString('base64'))
  const forms = [password, ...encoded]
  return (text) => forms.reduce((left, form) => left.replaceAll(form, '•••'), text)
}
