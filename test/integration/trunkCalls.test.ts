// What whoever dials out hears and is told, on a real Asterisk: sound of the far side before it answers, and why it does not.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { end, flow, start } from '../support/flowCalls.ts'
import { type RealOffice, realOffice, until } from '../support/office.ts'
import type { Phone } from '../support/phone/phone.ts'

let office: RealOffice
let ann: Phone
beforeAll(async () => {
  office = await realOffice()
  ann = await office.desk('201')
  await office.change((o) =>
    o.outgoing.replaceAll([{ id: 'out', pattern: '0.', trunkId: 'test', callerId: '', strip: 0, class: 'national' }]),
  )
})
afterAll(() => office?.stop())
afterEach(() => office.assertQuiet())

test('a desk phone hears what the far side sends before it answers, then the talk', async () => {
  const mine = await ann.dial('030901820')
  const theirs = await office.trunk.nextCall()
  theirs.early()
  theirs.audio.sendTone(425)
  await mine.audio.waitForTone(425)
  expect(mine.state).toBe('ringing')
  expect(mine.progress).toContain(183)
  theirs.audio.sendTone(880)
  theirs.answer()
  await mine.untilAnswered()
  mine.audio.sendTone(600)
  await Promise.all([mine.audio.waitForTone(880), theirs.audio.waitForTone(600)])
  await mine.hangup()
  await theirs.untilEnded()
})

test('a caller of a flow that dials out hears it, too, in place of the ring tone', async () => {
  await office.publish(
    {
      ...flow(
        {
          start,
          say: { type: 'playAudio', prompt: { kind: 'tone', tone: 'busy', seconds: 1 } },
          go: { type: 'transfer', to: { kind: 'number', number: '030901820' }, ringSeconds: 20 },
          end,
        },
        ['start.next>say', 'say.next>go', ...['ended', 'busy', 'noAnswer', 'failed'].map((port) => `go.${port}>end`)],
      ),
      id: 'outwards',
    },
    '5200',
  )
  const caller = await office.dial('5200')
  await caller.untilAnswered()
  const theirs = await office.trunk.nextCall()
  theirs.early()
  theirs.audio.sendTone(660)
  await caller.audio.waitForTone(660)
  theirs.answer()
  theirs.audio.sendTone(880)
  await caller.audio.waitForTone(880)
  await caller.hangup()
  await theirs.untilEnded()
})

test('an announcement of the network is heard to its end, and its cause is the phone’s', async () => {
  const mine = await ann.dial('030901820')
  const theirs = await office.trunk.nextCall()
  theirs.early()
  theirs.audio.sendTone(950)
  await mine.audio.waitForTone(950)
  theirs.reject(404, 'Not Found')
  expect(await mine.outcome).toMatchObject({ status: 404 })
})

test('whoever hangs up while the far side is heard lets it go', async () => {
  const mine = await ann.dial('030901820')
  const theirs = await office.trunk.nextCall()
  theirs.early()
  theirs.audio.sendTone(425)
  await mine.audio.waitForTone(425)
  await mine.cancel()
  expect((await theirs.untilEnded()).by).toBe('cancelled')
})

test.each([
  [404, 'Not Found', 404, 'failed', 'unallocated'],
  [410, 'Gone', 404, 'failed', 'unallocated'],
  [484, 'Address Incomplete', 404, 'failed', 'unallocated'],
  [486, 'Busy Here', 486, 'busy', undefined],
  [600, 'Busy Everywhere', 486, 'busy', undefined],
  [503, 'Service Unavailable', 503, 'failed', 'congestion'],
  [500, 'Server Internal Error', 503, 'failed', 'congestion'],
  [603, 'Decline', 603, 'rejected', undefined],
  [480, 'Temporarily Unavailable', 480, 'noAnswer', undefined],
])('%i %s of the far side: the phone is told %i, the history %s', async (status, phrase, told, result, reason) => {
  const mine = await ann.dial('030901820')
  const theirs = await office.trunk.nextCall()
  theirs.reject(status, phrase)
  expect(await mine.outcome).toMatchObject({ status: told })
  const [call] = office.calls()
  await until('the end to be written', () => office.traceOf(call?.id ?? '').some(({ type }) => type === 'call.ended'))
  const leg = office.traceOf(call?.id ?? '').find(({ type }) => type === 'leg.ended')
  expect(leg?.data).toEqual({ to: '030901820', result, ...(reason ? { reason } : {}) })
})

test('nobody answers: 480, once it has rung for as long as it may', async () => {
  await office.publish(
    {
      ...flow({ start, go: { type: 'transfer', to: { kind: 'number', number: '030901820' }, ringSeconds: 5 }, end }, [
        'start.next>go',
        ...['ended', 'busy', 'noAnswer', 'failed'].map((port) => `go.${port}>end`),
      ]),
      id: 'short',
    },
    '5201',
  )
  const mine = await ann.dial('5201')
  const theirs = await office.trunk.nextCall()
  theirs.early()
  theirs.audio.sendTone(425)
  await mine.audio.waitForTone(425)
  expect(await mine.outcome).toMatchObject({ status: 480 })
  await theirs.untilEnded()
})
