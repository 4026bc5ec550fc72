// One mail, against a real SMTP server on the loopback.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { networkGuard } from '../../../../electron/adapters/outbound/addresses.ts'
import {
  type Letter,
  type SmtpAccount,
  type SmtpTimes,
  smtpPost,
  smtpTimes,
} from '../../../../electron/adapters/outbound/mail/smtp.ts'
import { wallClock } from '../../../../electron/host/system.ts'
import { deadPort, silentServer, smtpServer } from '../../../support/smtpServer.ts'
import { temporaryFolder } from '../../store/support.ts'

const letter: Letter = {
  from: { name: 'Büro Süd', address: 'office@cordboard.example' },
  to: 'ann@example.com',
  subject: 'Voice message from Jörg',
  text: 'Hello',
  html: '<p>Hello</p>',
  messageId: '<abc@cordboard.example>',
  attachments: [],
}
const post = (account: SmtpAccount, more: Partial<Letter> = {}, times: Partial<SmtpTimes> = {}) =>
  smtpPost({ clock: wallClock, guard: networkGuard(), times: { ...smtpTimes, ...times } })(account, { ...letter, ...more })

describe('a mail', () => {
  it('arrives with its text, its HTML and its file, under its own Message-ID', async () => {
    const server = await smtpServer()
    const path = join(temporaryFolder(), 'm.wav')
    writeFileSync(path, Buffer.from('RIFF sound of the message'))
    const attachments = [{ filename: 'voice-message.wav', path, contentType: 'audio/wav' }]
    expect(await post(server.account(), { attachments })).toEqual({ result: 'accepted' })
    expect(server.received).toHaveLength(1)
    const { raw, ...envelope } = server.received[0] ?? { raw: '' }
    expect(envelope).toMatchObject({ from: 'office@cordboard.example', to: ['ann@example.com'], secure: false })
    expect(raw).toContain('Message-ID: <abc@cordboard.example>')
    expect(raw).toContain('Auto-Submitted: auto-generated')
    expect(raw).toContain('text/plain')
    expect(raw).toContain('text/html')
    expect(raw).toContain('filename=voice-message.wav')
    expect(raw).toContain(Buffer.from('RIFF sound of the message').toString('base64'))
  })

  it('has no header that a name brings', async () => {
    const server = await smtpServer()
    await post(server.account(), {
      subject: 'from Eve\r\nBcc: all@example.com',
      from: { name: 'X\r\nBcc: y@z', address: 'a@b.example' },
    })
    expect(server.received[0]?.raw).not.toMatch(/^Bcc:/im)
    expect(server.received[0]?.to).toEqual(['ann@example.com'])
  })
})

describe('a server’s certificate that nobody has signed', () => {
  it.each(['tls', 'starttls'] as const)('is refused with %s, and taken where the account allows it', async (security) => {
    const server = await smtpServer({}, { secure: security === 'tls' })
    const account = server.account({ security })
    expect(await post(account)).toMatchObject({ result: 'refused', failure: 'certificate', permanent: false })
    expect(server.received).toEqual([])
    expect(await post({ ...account, allowUntrusted: true })).toEqual({ result: 'accepted' })
    expect(server.received[0]?.secure).toBe(true)
  })

  it('is no way out where the server offers no encryption: nothing is sent in clear', async () => {
    const server = await smtpServer({ password: 'right-one' }, { hideSTARTTLS: true, disabledCommands: ['STARTTLS'] })
    const account = server.account({ security: 'starttls', user: 'office', password: 'right-one' })
    expect(await post(account)).toMatchObject({ result: 'refused', failure: 'tls', permanent: false })
    expect(server.received).toEqual([])
  })

  it('a server that speaks no TLS from the first byte is told apart', async () => {
    const server = await smtpServer()
    expect(await post(server.account({ security: 'tls' }))).toMatchObject({ result: 'refused', failure: 'tls' })
  })
})

describe('the sign-in', () => {
  it('is made with the account’s name and password', async () => {
    const server = await smtpServer({ password: 'right-one' })
    expect(await post(server.account({ user: 'office', password: 'right-one' }))).toEqual({ result: 'accepted' })
    expect(server.received[0]?.user).toBe('office')
  })

  it('that is refused is the account’s fault and no mail’s, and tells no password', async () => {
    const server = await smtpServer({ password: 'right-one' })
    const refused = await post(server.account({ user: 'office', password: 'wrong-one' }))
    expect(refused).toMatchObject({ result: 'refused', failure: 'auth', permanent: false })
    expect(refused).toMatchObject({ answer: expect.stringContaining('office is not let in with •••') })
    expect(JSON.stringify(refused)).not.toContain('wrong-one')
  })
})

describe('a refusal', () => {
  it.each([
    ['of the recipient, for good', { rcptTo: () => 550 }, { failure: 'recipient', permanent: true, answer: '550 not to there' }],
    ['of the recipient, for now', { rcptTo: () => 450 }, { failure: 'later', permanent: false, answer: '450 not to there' }],
    ['of the sender', { mailFrom: 553 }, { failure: 'sender', permanent: false, answer: '553 not from there' }],
    ['of the content, for good', { data: () => 554 }, { failure: 'content', permanent: true, answer: '554 not that' }],
    ['of the content, for now', { data: () => 451 }, { failure: 'later', permanent: false, answer: '451 not that' }],
    ['of the size', { data: () => 552 }, { failure: 'tooLarge', permanent: true, answer: '552 not that' }],
  ])('%s', async (_name, behaviour, expected) => {
    const server = await smtpServer(behaviour)
    expect(await post(server.account())).toEqual({ result: 'refused', ...expected })
    expect(server.received).toEqual([])
  })
})

describe('a server that cannot be had', () => {
  const account = (more: Partial<SmtpAccount>): SmtpAccount => ({
    host: '127.0.0.1',
    port: 25,
    security: 'none',
    allowUntrusted: false,
    user: '',
    password: '',
    ...more,
  })
  it.each([
    ['a dead port', async () => account({ port: await deadPort() }), 'unreachable'],
    ['a name nobody has', async () => account({ host: 'mail.invalid' }), 'unknownHost'],
    ['silence', async () => account({ port: await silentServer() }), 'timeout'],
    ['silence after the greeting', async () => account({ port: await silentServer('220 here\r\n') }), 'timeout'],
    ['an address that requests may not reach', async () => account({ host: '169.254.169.254' }), 'forbidden'],
  ] as const)('%s', async (_name, given, failure) => {
    const refused = await post(await given(), {}, { greeting: 150, silence: 150 })
    expect(refused).toMatchObject({ result: 'refused', failure, permanent: false })
  })

  it('one that answers a little at a time is left when the whole takes too long', async () => {
    const server = await smtpServer({}, { onConnect: (_session, done) => void setTimeout(done, 5000) })
    expect(await post(server.account(), {}, { whole: 200 })).toMatchObject({ result: 'refused', failure: 'timeout' })
  })

  it('a host that stops waits a moment for the last answer, and no longer', async () => {
    const port = await silentServer('220 here\r\n')
    const stop = new AbortController()
    const times = { ...smtpTimes, lastWords: 50 }
    const posted = smtpPost({ clock: wallClock, guard: networkGuard(), times })(account({ port }), letter, stop.signal)
    stop.abort()
    expect(await posted).toMatchObject({ result: 'refused', permanent: false })
  })
})
