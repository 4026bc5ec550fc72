// Every kind of step on an Asterisk that others run, of two generations: each is walked through once by a real call. Menu, queue, voicemail and
// the way back to their dialplan are in `existingAsterisk`.
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { AsteriskBinary } from '../../electron/adapters/pbx/acquire/asterisk.ts'
import { mailbox } from '../../shared/domain/office.ts'
import type { FlowDocument } from '../../shared/flow/document.ts'
import { nodeTypes } from '../../shared/nodes/index.ts'
import { openAudioEndpoint } from '../support/audioEndpoint.ts'
import {
  type ExistingAsterisk,
  existingAsterisk,
  existingBinary,
  type Generation,
  generations,
} from '../support/existingAsterisk.ts'
import { theirNumbers } from '../support/existingAsteriskFiles.ts'
import { type ExistingOffice, existingOffice } from '../support/existingOffice.ts'
import { beep, end, flow, start } from '../support/flowCalls.ts'
import { type HttpTestServer, httpTestServer } from '../support/httpTestServer.ts'
import { until } from '../support/office.ts'
import type { PhoneCall } from '../support/phone/call.ts'
import type { Phone } from '../support/phone/phone.ts'
import { describeUnless } from '../support/runner/describeUnless.ts'

const elsewhere = ['menu', 'queue', 'voicemail', 'backToDialplan']
const allDay = [{ from: '00:00', to: '24:00' }]
const week = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, allDay]))

for (const generation of generations) {
  const binary = await existingBinary(generation)
  const why = typeof binary === 'string' ? binary : null
  const open = () => existingAsterisk(binary as AsteriskBinary)
  describeUnless(why, `Every step on Asterisk ${generation} of others’`, () => tests(open, generation))
}

/** In a row, each by its first port; what it asks for is pressed. */
const saying = (server: string, ears: string) =>
  flow(
    {
      start,
      answer: { type: 'answer' },
      set: { type: 'setVariable', assignments: [{ name: 'kind', expression: "'vip'" }] },
      which: { type: 'condition', expression: "kind == 'vip'" },
      hours: { type: 'businessHours', name: 'always', timeZone: 'Europe/Berlin', weekly: week },
      hook: { type: 'webhook', url: `${server}/hook`, payload: '{"kind":"{{kind}}"}' },
      ask: { type: 'httpRequest', url: `${server}/ask`, read: [{ name: 'colour', pointer: '/colour' }] },
      script: { type: 'script', script: 'plain', ports: ['next'] },
      inner: { type: 'subflow', flow: 'inner' },
      stream: { type: 'streamAudio', url: ears },
      stop: { type: 'stopStream' },
      play: { type: 'playAudio', prompt: { kind: 'text', text: 'The colour is {{colour}}.' } },
      digits: { type: 'getDigits', variable: 'digits', count: 3, timeoutMs: 20_000, prompt: beep },
      record: { type: 'record', variable: 'kept', terminationDigits: '#' },
      name: { type: 'dialByName', timeoutMs: 20_000 },
      pause: { type: 'pause', seconds: 0.2 },
      end,
      bad: { type: 'busy' },
    },
    [
      ...['start.next>answer', 'answer.next>set', 'set.next>which', 'which.true>hours', 'which.false>bad', 'hours.open>hook'],
      ...['hours.closed>bad', 'hours.holiday>bad', 'hook.next>ask', 'ask.ok>script', 'ask.error>bad', 'script.next>inner'],
      ...[
        'script.error>bad',
        'inner.next>stream',
        'stream.started>stop',
        'stream.failed>play',
        'stop.next>play',
        'play.next>digits',
      ],
      ...['digits.next>record', 'record.done>name', 'record.failed>bad', 'name.found>pause', 'name.none>bad', 'pause.next>end'],
    ],
  )

function tests(open: () => Promise<ExistingAsterisk>, generation: Generation): void {
  let asterisk: ExistingAsterisk
  let office: ExistingOffice
  let server: HttpTestServer
  let ears: Awaited<ReturnType<typeof openAudioEndpoint>>
  let desk: Phone
  const walked = new Set<string>()

  beforeAll(async () => {
    asterisk = await open()
    office = await existingOffice(asterisk)
    ears = await openAudioEndpoint()
    server = await httpTestServer(({ path, body }) => {
      if (path === '/ask') return { json: { colour: 'blue' } }
      if (path === '/step') return { json: { type: 'hangup' } }
      const isCall = path === '/actions' && JSON.parse(body).eventType === 'CALL_ACTION'
      return { json: isCall ? { callflow: [{ action: 'hangup' }] } : {} }
    })
    writeFileSync(
      join(office.data, 'scripts', 'plain.ts'),
      `import { defineScript } from 'cordboard'\nexport default defineScript(async (call) => { call.log('here'); return 'next' })`,
    )
    desk = await office.desk('101')
  })
  afterAll(async () => {
    await ears?.close()
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
      for (const { node } of office.trace(from).filter(({ type }) => type === 'node.entered'))
        walked.add([...document.nodes, ...flowOfInner.nodes].find(({ id }) => id === node)?.type ?? '')
      return office.trace(from).flatMap(({ type, node, data }) => (type === 'node.left' ? [`${node} ${data?.port}`] : []))
    }
    const inNode = (id: string) =>
      until(`the call to be in ${id}`, () => [...office.engine.parts.calls.values()].some((each) => each.position.nodeId === id))
    return { caller, from, story, inNode }
  }

  test('what says, asks, decides, keeps and tells others', async () => {
    office.store.flows.create(flowOfInner)
    office.store.flows.publish('inner', 1, 'test', '')
    await office.host.deps.configChanged()
    const { caller, story, inNode } = await call(saying(server.url, ears.url))
    await caller.untilAnswered()
    await inNode('digits')
    await caller.audio.sendDtmf('123')
    await inNode('record')
    await caller.audio.waitForSilence({ ms: 1000 })
    await caller.audio.sendToneFor(600, 1500)
    await caller.audio.sendDtmf('#')
    await inNode('name')
    await caller.audio.sendDtmf('726') // Sam
    await caller.audio.waitForAudio()
    await caller.audio.sendDtmf('1')
    await caller.untilEnded(20_000)
    const streamed = generation === '16' ? ['stream failed'] : ['stream started', 'stop next']
    expect(await story()).toEqual([
      ...['start next', 'answer next', 'set next', 'which true', 'hours open', 'hook next', 'ask ok', 'script next'],
      ...[
        'start next', // of the inner flow
        'inner next',
        ...streamed,
        'play next',
        'digits next',
        'record done',
        'name found',
        'pause next',
        'end done',
      ],
    ])
    expect(server.bodies('/hook')).toEqual([{ kind: 'vip' }])
    if (generation === '16') walked.add('stopStream') // there is none to stop
  })

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

  test('what ends: refused, busy, a callback, an operator who logs in and hears their messages', async () => {
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
    await messageByPhone(office, call, pin)
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
    const right = await wrongNatAddress(asterisk)
    try {
      expect(await tested(hears)).toBe('nothingArrives')
    } finally {
      await right()
    }
    expect(await tested(hears)).toBe('bothWays')
  })

  test('none is left out', () => {
    const missing = Object.keys(nodeTypes).filter((type) => !walked.has(type) && !elsewhere.includes(type))
    expect(missing).toEqual([])
  })
}

type Called = { caller: PhoneCall; story(): Promise<unknown>; inNode(id: string): Promise<unknown> }

/** Someone leaves a message in a mailbox of 101, which whoever has the PIN hears and deletes from outside. */
async function messageByPhone(office: ExistingOffice, call: (document: FlowDocument) => Promise<Called>, pin: string) {
  await office.change((o) => o.mailboxes.save(mailbox.parse({ id: 'anna', name: 'Anna', extension: '101' })))
  const left = await call(flow({ start, leave: { type: 'voicemail', mailboxId: 'anna', greeting: beep } }, ['start.next>leave']))
  await left.caller.untilAnswered()
  await left.inNode('leave')
  await left.caller.audio.waitForSilence({ ms: 1500 })
  await left.caller.audio.sendToneFor(620, 2500)
  await left.caller.hangup()
  await left.story()
  const heard = await call(flow({ start, hear: { type: 'messages' } }, ['start.next>hear']))
  await heard.caller.untilAnswered()
  await heard.caller.audio.waitForAudio()
  await heard.caller.audio.sendDtmf(pin)
  await heard.caller.audio.waitForTone(620)
  await heard.caller.audio.sendDtmf('7')
  await heard.caller.untilEnded(30_000)
  await heard.story()
  expect(office.store.voicemails.list({ limit: 5 })).toEqual([])
}

/** Phones are told an address for their sound that leads nowhere (RFC 5737), as behind a router whose address was written down wrong. Returns what puts it right. */
async function wrongNatAddress({ folder, rx }: ExistingAsterisk): Promise<() => Promise<void>> {
  const file = join(folder, 'etc/pjsip.conf')
  const before = await readFile(file, 'utf8')
  const told = async () => (await rx('pjsip show endpoint 101')).match(/^ *media_address +: (.*)$/m)?.[1]?.trim() ?? ''
  const write = async (text: string, address: string) => {
    await writeFile(file, text)
    await rx('module reload res_pjsip.so')
    await until('the phones’ address to be taken', async () => (await told()) === address)
  }
  await write(before.replace('rtp_symmetric=yes', 'rtp_symmetric=yes\nmedia_address=203.0.113.9'), '203.0.113.9')
  return () => write(before, '')
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

/** What the first stands in it for: a flow that comes back at once. */
const flowOfInner: FlowDocument = { ...flow({ start, exit: { type: 'exit' } }, ['start.next>exit']), id: 'inner' }
