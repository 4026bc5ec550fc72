// More kinds of steps on an Asterisk that others run, of two generations, each walked through by a real call; and sound, tested by a call. Menu,
// queue, voicemail and the way back to their dialplan are in `existingAsterisk`.
import { execFileSync } from 'node:child_process'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { AsteriskBinary } from '../../electron/adapters/pbx/acquire/asterisk.ts'
import type { FlowDocument } from '../../shared/flow/document.ts'
import { type ExistingAsterisk, existingAsterisk, existingBinary, generations } from '../support/existingAsterisk.ts'
import { theirNumbers } from '../support/existingAsteriskFiles.ts'
import { type ExistingOffice, existingOffice } from '../support/existingOffice.ts'
import { end, flow, start } from '../support/flowCalls.ts'
import { type HttpTestServer, httpTestServer } from '../support/httpTestServer.ts'
import { until } from '../support/office.ts'
import type { PhoneCall } from '../support/phone/call.ts'
import type { Phone } from '../support/phone/phone.ts'
import { describeUnless } from '../support/runner/describeUnless.ts'

for (const generation of generations) {
  const binary = await existingBinary(generation)
  const why = typeof binary === 'string' ? binary : null
  const open = () => existingAsterisk(binary as AsteriskBinary)
  describeUnless(why, `Steps on Asterisk ${generation} of others’`, () => tests(open))
}

function tests(open: () => Promise<ExistingAsterisk>): void {
  let asterisk: ExistingAsterisk
  let office: ExistingOffice
  let server: HttpTestServer
  let desk: Phone

  beforeAll(async () => {
    asterisk = await open()
    office = await existingOffice(asterisk)
    server = await httpTestServer(({ path, body }) => {
      if (path === '/step') return { json: { type: 'hangup' } }
      const isCall = path === '/actions' && JSON.parse(body).eventType === 'CALL_ACTION'
      return { json: isCall ? { callflow: [{ action: 'hangup' }] } : {} }
    })
    desk = await office.desk('101')
  })
  afterAll(async () => {
    await server?.close()
    await office?.stop()
    await asterisk?.stop()
  })
  afterEach(() => office?.quiet())

  let calls = 0
  /** Someone calls the flow. */
  const call = async (document: FlowDocument) => {
    await office.publish(document, theirNumbers.cordboard)
    const from = `+49312${++calls}`
    const caller = await office.dial(theirNumbers.cordboard, from)
    const story = async () => {
      await until('the call to be over', () => office.engine.runningCalls === 0)
      return office.trace(from).flatMap(({ type, node, data }) => (type === 'node.left' ? [`${node} ${data?.port}`] : []))
    }
    const inNode = (id: string) =>
      until(`the call to be in ${id}`, () => [...office.engine.parts.calls.values()].some((each) => each.position.nodeId === id))
    return { caller, from, story, inNode }
  }

  test('what connects: one telephone, a group, a room', async () => {
    const to = { kind: 'extension', number: '101' }
    const ways = ['busy', 'noAnswer', 'failed'].map((way) => `ring.${way}>no`)
    const nodes = {
      start,
      ring: { type: 'transfer', to },
      group: { type: 'huntGroup', destinations: [to] },
      room: { type: 'conference', room: 'a' },
      no: end,
    }
    const { caller, story, inNode } = await call(
      flow(nodes, ['start.next>ring', 'ring.ended>group', ...ways, 'group.ended>room', 'group.noAnswer>no', 'room.left>no']),
    )
    for (const hertz of [500, 700]) {
      const rung = await desk.nextCall()
      rung.answer()
      rung.audio.sendTone(hertz)
      await caller.audio.waitForTone(hertz)
      await rung.hangup()
    }
    await inNode('room')
    await caller.audio.waitForAudio()
    await caller.hangup()
    expect((await story()).slice(0, 3)).toEqual(['start next', 'ring ended', 'group ended'])
  })

  test('servers of the office that drive calls', async () => {
    const step = await call(flow({ start, step: { type: 'stepProvider', url: `${server.url}/step` } }, ['start.next>step']))
    await step.caller.untilEnded(20_000)
    await step.story()
    const actions = await call(
      flow({ start, actions: { type: 'callActions', url: `${server.url}/actions` } }, ['start.next>actions']),
    )
    await actions.caller.untilEnded(20_000)
    await actions.story()
    expect([...new Set(server.asked.map(({ path }) => path))]).toEqual(
      expect.arrayContaining(['/step/start', '/step', '/actions']),
    )
  })

  test('what ends: refused, busy, a callback, an operator who logs in', async () => {
    const refused = await call(flow({ start, no: { type: 'reject', reason: 'declined' } }, ['start.next>no']))
    expect(await refused.caller.outcome).toMatchObject({ result: 'rejected' })
    await refused.story()
    const busy = await call(flow({ start, no: { type: 'busy' } }, ['start.next>no']))
    expect(await busy.caller.outcome).toMatchObject({ status: 486 })
    await busy.story()
    const asked = await call(flow({ start, back: { type: 'callback', queueId: 'reception' } }, ['start.next>back']))
    await asked.caller.untilAnswered()
    await asked.caller.audio.waitForAudio()
    await asked.caller.audio.sendDtmf('1')
    await asked.caller.untilEnded(20_000)
    await asked.story()
    expect(office.store.callbacks.list({ closed: false, limit: 5 }).map(({ number }) => number)).toEqual([asked.from])
    await office.operator('anna', '101', 'reception')
    await office.change((o) => {
      const anna = o.operators.get('anna')
      if (anna) o.operators.save({ ...anna, loginFromOutside: true })
    })
    const pin = await office.store.pins.reset('anna', 4)
    const login = await call(flow({ start, login: { type: 'queueLogin' } }, ['start.next>login']))
    await login.caller.untilAnswered()
    await login.caller.audio.waitForAudio()
    await login.caller.audio.sendDtmf(pin)
    await login.caller.untilEnded(20_000)
    await login.story()
    expect(office.engine.parts.queueing.operators.stateOf('anna')).toBe('available')
  })

  test('a test call tells whether sound goes both ways, and which way it does not', async () => {
    const tested = async (during: (rung: PhoneCall) => Promise<unknown>) => {
      const result = office.engine.integration.testSound('101')
      const rung = await desk.nextCall()
      rung.answer()
      await rung.untilAnswered()
      await during(rung)
      return result
    }
    const hears = (rung: PhoneCall) => rung.audio.waitForAudio().then(() => rung.audio.sendDtmf('5'))
    expect(await tested(hears)).toBe('bothWays')
    const open = closedPorts(asterisk, 'dport')
    try {
      expect(await tested(hears)).toBe('nothingArrives')
    } finally {
      open()
    }
    const openAgain = closedPorts(asterisk, 'sport')
    try {
      expect(await tested((rung) => rung.untilEnded(30_000))).toBe('notHeard')
    } finally {
      openAgain()
    }
    expect(await tested(hears)).toBe('bothWays')
  })
}

/** A firewall that lets no RTP in (`dport`) or out (`sport`): rules of routing, as not every machine has another. Returns what opens it. */
function closedPorts({ network }: ExistingAsterisk, side: 'dport' | 'sport'): () => void {
  const rule = (...words: string[]) => execFileSync(network.wrapped('/usr/bin/env'), ['ip', 'rule', ...words], { stdio: 'pipe' })
  const closing = ['pref', '0', 'ipproto', 'udp', side, '10000-10400']
  rule('add', 'pref', '1', 'lookup', 'local')
  rule('del', 'pref', '0', 'lookup', 'local')
  rule('add', ...closing, 'blackhole')
  return () => {
    rule('del', ...closing)
    rule('add', 'pref', '0', 'lookup', 'local')
    rule('del', 'pref', '1', 'lookup', 'local')
  }
}
