// Lamps of desk phones (BLF, RFC 4235; MWI, RFC 3842) on a real Asterisk: another extension that rings, talks and is free again; the
// login key; new messages, which are heard at that phone.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type RealOffice, realOffice, until } from '../support/office.ts'
import type { Phone } from '../support/phone/phone.ts'

let office: RealOffice
let watching: Phone
let watched: Phone
beforeAll(async () => {
  office = await realOffice()
  watching = await office.desk('201')
  watched = await office.desk('202')
})
afterAll(() => office?.stop())
afterEach(() => office.assertQuiet())

/** What a lamp of that extension was told, in order, without repetitions; of a telephone’s own dialogs. */
const told = (phone: Phone, of: string): string[] =>
  phone.notifications
    .flatMap(({ body }) =>
      /entity="sip:([^@"]+)@/.exec(body)?.[1] === of ? (/<state>(\w+)<\/state>/.exec(body)?.[1] ?? []) : [],
    )
    .filter((state, at, all) => state !== all[at - 1])

test('a lamp follows an extension that rings, talks and hangs up', async () => {
  await watching.subscribe('202', 'dialog')
  await until('the first state', () => told(watching, '202').length === 1)
  const third = await office.desk('203')
  const mine = await third.dial('202')
  const theirs = await watched.nextCall()
  await until('the lamp to blink', () => told(watching, '202').at(-1) === 'early')
  theirs.answer()
  await mine.untilAnswered()
  await until('the lamp to be lit', () => told(watching, '202').at(-1) === 'confirmed')
  await mine.hangup()
  await until('the lamp to be dark', () => told(watching, '202').at(-1) === 'terminated')
  expect(told(watching, '202')).toEqual(['terminated', 'early', 'confirmed', 'terminated'])
})

test('the lamp of a telephone that nobody watched before is right from the first moment', async () => {
  const third = await office.desk('203')
  const mine = await third.dial('202')
  const theirs = await watched.nextCall()
  theirs.answer()
  await mine.untilAnswered()
  const late = await office.desk('204')
  await late.subscribe('202', 'dialog')
  await until('the first state', () => told(late, '202').length > 0)
  expect(told(late, '202')).toEqual(['confirmed'])
  await mine.hangup()
  await theirs.untilEnded()
})

test('the login key logs its operator in by PIN and out at once, and its lamp shows which', async () => {
  const pin = office.store.starter.get()?.operators.find(({ extension }) => extension === '202')?.pin ?? ''
  await watched.subscribe('*45202', 'dialog')
  await until('the first state', () => told(watched, '*45202').length === 1)
  const login = await watched.dial('*45202')
  await login.untilAnswered()
  await login.audio.sendDtmf(pin)
  await login.untilEnded()
  await until('the lamp to be lit', () => told(watched, '*45202').at(-1) === 'confirmed')
  expect(office.stateOf('sam')).toBe('available')
  const logout = await watched.dial('*45202')
  await logout.untilEnded()
  await until('the lamp to be dark', () => told(watched, '*45202').at(-1) === 'terminated')
  expect(office.stateOf('sam')).toBe('offline')
  expect(told(watched, '*45202')).toEqual(['terminated', 'confirmed', 'terminated'])
})

test('the message lamp is lit by a new message, which is heard by *97 at that phone, deleted there, and dark again', async () => {
  await watching.subscribe('vmreception', 'dialog')
  const key = () => told(watching, 'vmreception').at(-1)
  const message = () => watching.notifications.filter(({ event }) => event === 'message-summary').at(-1)?.body ?? ''
  const lamp = (is: 'yes' | 'no') =>
    key() === (is === 'yes' ? 'confirmed' : 'terminated') && message().includes(`Messages-Waiting: ${is}`)
  await watching.subscribe('201', 'message-summary')
  await until('the lamp’s first state', () => lamp('no'))
  const caller = await office.trunk.dial('5000', { callerNumber: '+4930777' })
  await caller.untilAnswered()
  await caller.audio.waitForAudio()
  await caller.audio.sendDtmf('2')
  await caller.audio.waitForAudio()
  caller.audio.sendTone(620)
  await caller.audio.waitForSilence({ ms: 3000 })
  await caller.hangup()
  await until('the lamp to be lit', () => lamp('yes'))
  const listener = await watching.dial('*97')
  await listener.untilAnswered()
  await listener.audio.heard.waitForTone(620)
  expect(message()).toContain('Message-Account: sip:*97@')
  await listener.audio.sendDtmf('7')
  await until('the lamp to be dark', () => lamp('no'))
  await until('the message to be gone', () => office.store.voicemails.list({ limit: 10 }).length === 0)
  expect(office.store.trash.list(10)).toMatchObject([{ kind: 'voicemail', removedBy: 'Alex' }])
  await listener.untilEnded()
})
