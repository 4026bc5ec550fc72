// A real SMTP server on the loopback, as the test wants it to answer.
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { onTestFinished } from 'vitest'
import type { SmtpAccount } from '../../electron/adapters/outbound/mail/smtp.ts'
import { type MailSettings, mailSettings } from '../../shared/domain/mail.ts'

export type Received = { from: string; to: string[]; raw: string; secure: boolean; user: string | undefined }

const serverError = (code: number, message: string) => Object.assign(new Error(message), { responseCode: code })

/** How it answers; what is not given is accepted. Each may change while it runs. */
export type Behaviour = {
  mailFrom?: number
  rcptTo?: (address: string) => number
  data?: () => number
  /** Before it answers the content; what is still held when the client is gone was not accepted. */
  beforeAnswer?: () => Promise<void>
  password?: string
}

/** Listens until the test is over. Its certificate is the library's own, which nobody has signed. */
export async function smtpServer(behaviour: Behaviour = {}, options: SMTPServerOptions = {}): Promise<TestSmtpServer> {
  const server = await openSmtpServer(behaviour, options)
  onTestFinished(() => server.close())
  return server
}

export type TestSmtpServer = Awaited<ReturnType<typeof openSmtpServer>>

/** The same until it is closed. */
export async function openSmtpServer(behaviour: Behaviour = {}, options: SMTPServerOptions = {}) {
  const received: Received[] = []
  let connections = 0
  const server = new SMTPServer({
    authOptional: behaviour.password === undefined,
    disabledCommands: behaviour.password === undefined ? ['AUTH'] : [],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    logger: false, // its warning of the certificate that everybody has
    onConnect(_session, done) {
      connections++
      done()
    },
    onAuth({ username, password }, _session, done) {
      if (password === behaviour.password) done(null, { user: username })
      else done(serverError(535, `5.7.8 ${username ?? ''} is not let in with ${password ?? ''}`))
    },
    onMailFrom(_address, _session, done) {
      done(behaviour.mailFrom ? serverError(behaviour.mailFrom, 'not from there') : null)
    },
    onRcptTo({ address }, _session, done) {
      const code = behaviour.rcptTo?.(address) ?? 250
      done(code >= 400 ? serverError(code, 'not to there') : null)
    },
    onData(stream, session, done) {
      let raw = ''
      stream.setEncoding('utf8')
      stream.on('data', (part: string) => {
        raw += part
      })
      stream.on('end', async () => {
        await behaviour.beforeAnswer?.()
        const code = behaviour.data?.() ?? 250
        if (code >= 400) return done(serverError(code, 'not that'))
        const { mailFrom, rcptTo } = session.envelope
        const from = mailFrom === false ? '' : mailFrom.address
        received.push({ from, to: rcptTo.map(({ address }) => address), raw, secure: session.secure, user: session.user })
        done(null)
      })
    },
    ...options,
  })
  server.on('error', () => {}) // a client that leaves in the middle is part of some tests
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    received,
    port,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
    get connections() {
      return connections
    },
    account: (more: Partial<SmtpAccount> = {}): SmtpAccount => ({
      host: '127.0.0.1',
      port,
      security: 'none',
      allowUntrusted: false,
      user: '',
      password: '',
      ...more,
    }),
    settings: (more: Partial<MailSettings> = {}): MailSettings =>
      mailSettings.parse({ host: '127.0.0.1', port, security: 'none', from: 'office@cordboard.example', ...more }),
  }
}

/** A port of the loopback that nobody listens on. */
export async function deadPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise<void>((resolve) => server.close(() => resolve()))
  return port
}

/** A server that accepts the connection and answers nothing, or so much of an answer. */
export async function silentServer(greeting = ''): Promise<number> {
  const sockets = new Set<import('node:net').Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {}) // the client gives up, as it should
    if (greeting) socket.write(greeting)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return (server.address() as AddressInfo).port
}
