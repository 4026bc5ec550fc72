// Mail of real calls: a message with its sound and a missed call, by a host that is killed before, in and after the sending.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mailSettings } from '../../shared/domain/mail.ts'
import { type KillableHost, killableHost } from '../support/killableHost.ts'
import { until } from '../support/office.ts'
import { isTone, readWav } from '../support/phone/signal.ts'
import { type Behaviour, openSmtpServer, type TestSmtpServer } from '../support/smtpServer.ts'

const front = 'front@example.com'
const boss = 'boss@example.com'
const behaviour: Behaviour = {}
let server: TestSmtpServer
let office: KillableHost
let pin = ''

beforeAll(async () => {
  server = await openSmtpServer(behaviour)
  office = await killableHost((store) => {
    const account = { host: '127.0.0.1', port: server.port, security: 'none', from: 'office@cordboard.example' }
    store.office.mail.save(mailSettings.parse({ ...account, missedCalls: [boss] }))
    pin = store.starter.get()?.operators.find(({ extension }) => extension === '201')?.pin ?? ''
    for (const box of store.office.mailboxes.list()) store.office.mailboxes.save({ ...box, addresses: [front] })
  })
  await office.host.signIn()
})
afterAll(async () => {
  await office?.close()
  await server?.close()
})

/** What a server took, by whom it is to. */
const to = (address: string) => server.received.filter((mail) => mail.to.includes(address))
const attachedTo = (address: string) => {
  const raw = to(address).at(-1)?.raw ?? ''
  const [, base64 = ''] = /Content-Type: audio\/wav[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--/.exec(raw) ?? []
  return readWav(Buffer.from(base64, 'base64'))
}

/** A caller who leaves a message of two seconds of a tone. */
async function message(from: string, hz: number): Promise<void> {
  const call = await office.trunk.dial('5000', { callerNumber: from })
  await call.untilAnswered()
  await call.audio.waitForAudio()
  await call.audio.sendDtmf('2')
  await call.audio.waitForSilence({ ms: 1500 })
  call.audio.sendTone(hz)
  await call.audio.waitForSilence({ ms: 2500 })
  await call.hangup()
  await office.untilQuiet()
}

test('a message is mailed with its sound, and a caller who reached nobody to whoever wants to know', async () => {
  await message('+4930111222', 440)
  await until('the mail', () => to(front).length > 0, 15_000)
  const sound = attachedTo(front)
  expect(sound.length).toBeGreaterThan(8000)
  const middle = Math.floor(sound.length / 2)
  expect(isTone(sound.subarray(middle, middle + 1600), 440)).toBe(true)
  expect(to(front)[0]?.raw).toContain('030 111222')

  const login = await office.alex.dial('800')
  await login.untilAnswered()
  await login.audio.waitForAudio()
  await login.audio.sendDtmf(pin)
  await login.untilEnded()
  const call = await office.trunk.dial('5000', { callerNumber: '+4930333444' })
  await call.untilAnswered()
  await call.audio.waitForAudio()
  await call.audio.sendDtmf('1')
  await office.alex.nextCall() // rings, and nobody takes it
  await call.hangup()
  await until('the mail of the missed call', () => to(boss).length > 0, 15_000)
  expect(to(boss)[0]?.raw).toContain('030 333444')
  await office.untilQuiet()
})

test('the server is down, then slow, and the host is killed three times: each mail comes once', async () => {
  const before = to(front).length
  const client = await office.host.client()
  behaviour.rcptTo = () => 451
  await message('+4930555666', 600)
  const refused = async () =>
    (await client.settings.mail.list({})).find(({ status, failure }) => status === 'pending' && failure === 'later')
  const waiting = await until('the mail to be refused for now', refused, 15_000)
  await office.host.kill9() // it waits
  await office.host.start()
  await office.host.signIn()

  // It has all of the mail and has not answered: it takes none that way.
  let asked = 0
  behaviour.rcptTo = () => 250
  behaviour.beforeAnswer = () => {
    asked++
    return new Promise(() => {})
  }
  const again = await office.host.client()
  await again.settings.mail.retry({ id: waiting?.id ?? '' })
  await until('the server to have the content', () => asked > 0, 15_000)
  await office.host.kill9() // it is being sent
  delete behaviour.beforeAnswer
  await office.host.start()
  await until('the mail', () => to(front).length > before, 20_000)
  const third = await office.host.client()
  await until(
    'the mail to be marked',
    async () => (await third.settings.mail.list({})).every(({ status }) => status === 'sent'),
    10_000,
  )
  await office.host.kill9() // it was sent
  await office.host.start()
  await message('+4930777888', 500)
  await until('the next mail', () => to(front).length > before + 1, 15_000)
  expect(to(front)).toHaveLength(before + 2)
  expect(to(boss)).toHaveLength(1)
  const ids = server.received.map(({ raw }) => /Message-ID: (.*)/.exec(raw)?.[1])
  expect(new Set(ids).size).toBe(ids.length)
})
