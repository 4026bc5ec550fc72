// Every node on a real Asterisk, each port taken at least once; the flow's trace is the assertion.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { FlowDocument } from '../../shared/flow/document.ts'
import { flowOf } from '../support/memory.ts'
import { type RealOffice, realOffice, until } from '../support/office.ts'
import type { PhoneCall } from '../support/phone/call.ts'
import type { Phone } from '../support/phone/phone.ts'

let office: RealOffice
let one: Phone
let two: Phone
let server: Server
const posts: { url: string; body: string }[] = []
beforeAll(async () => {
  office = await realOffice()
  one = await office.desk('201')
  two = await office.desk('202')
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => {
      body += part
    })
    request.on('end', () => {
      posts.push({ url: request.url ?? '', body })
      response.end('{}')
    })
  }).listen(0, '127.0.0.1')
})
afterAll(async () => {
  server?.close()
  await office?.stop()
})
afterEach(() => office.assertQuiet())

const beep = { kind: 'tone', tone: 'beep' }
const start = { type: 'start' }
const end = { type: 'hangup' }
let number = 6000
let from = 0

type Caller = PhoneCall & { from: string }
/** Publishes the flow under a number of its own and dials it from a number of its own. */
async function call(flow: FlowDocument, caller?: string): Promise<{ caller: Caller; story: () => string[] }> {
  const to = String(++number)
  await office.publish(flow, to)
  return again(to, caller)
}
async function again(to: string, withheld?: string): Promise<{ caller: Caller; story: () => string[] }> {
  const own = withheld ?? `+49305${String(++from).padStart(4, '0')}`
  const placed = Object.assign(await office.dial(to, own), { from: own })
  return { caller: placed, story: () => office.story(own) }
}
/** The caller's end is known on the telephone before the host has written it down. */
const written = () => until('the host to be done with the call', () => office.engine.runningCalls === 0)
const inNode = (id: string) =>
  until(`the call to be in ${id}`, () => [...office.engine['exchange'].calls.values()].some((c) => c.nodeId === id))
/** Until a collection is under way: keys count from here on. */
const port = (): number => (server.address() as AddressInfo).port
let flows = 0
const flow = (nodes: Parameters<typeof flowOf>[1], edges: string[]) => flowOf(`f${++flows}`, nodes, edges)

describe('saying and asking', () => {
  const asking = () =>
    flow(
      {
        start,
        answer: { type: 'answer' },
        play: { type: 'playAudio', prompt: beep },
        digits: { type: 'getDigits', variable: 'pin', count: 3, timeoutMs: 3000 },
        pause: { type: 'pause', seconds: 0.2 },
        menu: { type: 'menu', prompt: beep, keys: ['1', '2', '21'], timeoutMs: 1000, retries: 0 },
        one: end,
        two: end,
        hr: end,
        bad: { type: 'busy' },
        none: { type: 'playAudio', prompt: beep },
        end,
      },
      [
        'start.next>answer',
        'answer.next>play',
        'play.next>digits',
        'digits.next>pause',
        'pause.next>menu',
        'menu.1>one',
        'menu.2>two',
        'menu.21>hr',
        'menu.invalid>bad',
        'menu.timeout>none',
        'none.next>end',
      ],
    )
  const way = ['start next', 'answer next', 'play next', 'digits next', 'pause next']

  test('Answer, Play Audio, Get Digits, Pause, Menu by a sequence', async () => {
    const { caller, story } = await call(asking())
    await caller.untilAnswered()
    await inNode('digits')
    await caller.audio.sendDtmf('123')
    await inNode('menu')
    await caller.audio.sendDtmf('21')
    await caller.untilEnded()
    await written()
    expect(story()).toEqual([...way, 'menu 21', 'hr done'])
  })
  test('“2” waits for more, then counts', async () => {
    const { caller, story } = await call(asking())
    await inNode('digits')
    await caller.audio.sendDtmf('12#')
    await inNode('menu')
    await caller.audio.sendDtmf('2')
    await caller.untilEnded()
    await written()
    expect(story()).toEqual([...way, 'menu 2', 'two done'])
  })
  test('a wrong key, and silence', async () => {
    const wrong = await call(asking())
    await inNode('digits')
    await wrong.caller.audio.sendDtmf('123')
    await inNode('menu')
    await wrong.caller.audio.sendDtmf('9')
    await wrong.caller.untilEnded()
    await written()
    expect(wrong.story().slice(5)).toEqual(['menu invalid', 'bad done'])
    const silent = await call(asking())
    await silent.caller.untilEnded(20_000)
    await written()
    expect(silent.story()).toEqual([...way, 'menu timeout', 'none next', 'end done'])
  })
  test('spoken text is heard, and a key cuts it short', async () => {
    const { caller, story } = await call(
      flow(
        {
          start,
          menu: {
            type: 'menu',
            prompt: { kind: 'text', text: 'This is a rather long sentence which nobody wants to hear to its very end.' },
            keys: ['5'],
          },
          end,
          no: end,
        },
        ['start.next>menu', 'menu.5>end', 'menu.invalid>no', 'menu.timeout>no'],
      ),
    )
    await caller.untilAnswered()
    await caller.audio.waitForAudio()
    await caller.audio.sendDtmf('5')
    await caller.untilEnded()
    await written()
    expect(story()).toEqual(['start next', 'menu 5', 'end done'])
  })
})

describe('deciding and data', () => {
  test('Set Variable, Condition both ways and by case, Webhook in line and beside', async () => {
    const { caller, story } = await call(
      flow(
        {
          start,
          set: {
            type: 'setVariable',
            assignments: [
              { name: 'kind', expression: "'vip'" },
              { name: 'n', expression: '2 + 3' },
            ],
          },
          yes: { type: 'condition', expression: 'n == 5' },
          no: { type: 'condition', expression: "kind == 'other'" },
          which: {
            type: 'condition',
            expression: 'kind',
            cases: [
              { port: 'gold', equals: 'gold' },
              { port: 'vip', equals: 'vip' },
            ],
          },
          other: { type: 'condition', expression: 'n', cases: [{ port: 'seven', equals: '7' }] },
          hook: {
            type: 'webhook',
            url: `http://127.0.0.1:${port()}/line`,
            payload: '{"kind":"{{kind}}","from":"{{call.from}}"}',
          },
          beside: { type: 'webhook', url: `http://127.0.0.1:${port()}/beside` },
          end,
        },
        [
          'start.next>set',
          'set.next>yes',
          'set.async>beside',
          'yes.true>no',
          'yes.false>end',
          'no.true>end',
          'no.false>which',
          'which.vip>other',
          'which.gold>end',
          'which.otherwise>end',
          'other.otherwise>hook',
          'other.seven>end',
          'hook.next>end',
        ],
      ),
    )
    await caller.outcome
    await until('both webhooks', () => posts.length === 2)
    await written()
    expect(story()).toEqual([
      'start next',
      'set next',
      'yes true',
      'no false',
      'which vip',
      'other otherwise',
      'hook next',
      'end done',
    ])
    expect(posts.find((p) => p.url === '/line')?.body).toBe(JSON.stringify({ kind: 'vip', from: caller.from }))
    expect(JSON.parse(posts.find((p) => p.url === '/beside')?.body ?? '{}')).toMatchObject({
      from: caller.from,
      variables: { kind: 'vip' },
    })
  })
  test('Business Hours: open, closed by the switch, holiday', async () => {
    const allDay = [{ from: '00:00', to: '24:00' }]
    const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Berlin' })
    const hours = (name: string, more: object = {}) =>
      flow(
        {
          start,
          hours: {
            type: 'businessHours',
            name,
            timeZone: 'Europe/Berlin',
            weekly: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((d) => [d, allDay])),
            ...more,
          },
          o: { type: 'reject', reason: 'busy' },
          c: { type: 'reject', reason: 'temporarilyUnavailable' },
          h: { type: 'reject', reason: 'declined' },
        },
        ['start.next>hours', 'hours.open>o', 'hours.closed>c', 'hours.holiday>h'],
      )
    await office.change((o) => o.hours.save({ name: 'shut', state: 'closed' }))
    for (const [made, status, taken] of [
      [hours('a'), 486, 'hours open'],
      [hours('shut'), 480, 'hours closed'],
      [hours('b', { holidays: [{ date: today }] }), 603, 'hours holiday'],
    ] as const) {
      const { caller, story } = await call(made)
      const outcome = await caller.outcome
      // 603 comes out of Asterisk as 403 or 603, by version.
      expect(outcome).toMatchObject({
        result: 'rejected',
        status: status === 603 ? expect.toSatisfy((s: number) => s === 603 || s === 403) : status,
      })
      await written()
      expect(story()).toContain(taken)
    }
  })
  test('Busy before and after the answer', async () => {
    const before = await call(flow({ start, busy: { type: 'busy' } }, ['start.next>busy']))
    expect(await before.caller.outcome).toMatchObject({ status: 486 })
    const after = await call(
      flow({ start, answer: { type: 'answer' }, busy: { type: 'busy' } }, ['start.next>answer', 'answer.next>busy']),
    )
    await after.caller.untilAnswered()
    await after.caller.audio.waitForAudio()
    await after.caller.untilEnded(12_000)
    await written()
    expect(after.story()).toEqual(['start next', 'answer next', 'busy done'])
  })
})

describe('connecting', () => {
  const transfer = (to: object, more: object = {}) =>
    flow({ start, go: { type: 'transfer', to, ringSeconds: 2, ...more }, ended: end, busy: end, none: end, failed: end }, [
      'start.next>go',
      'go.ended>ended',
      'go.busy>busy',
      'go.noAnswer>none',
      'go.failed>failed',
    ])
  test('Transfer to an extension: ended, busy, no answer, failed', async () => {
    const to = { kind: 'extension', number: '201' }
    const answered = await call(transfer(to, { ringSeconds: 10 }))
    const rings = await one.nextCall()
    rings.answer()
    await answered.caller.untilAnswered()
    rings.audio.sendTone(700)
    await answered.caller.audio.waitForTone(700)
    await rings.hangup()
    await answered.caller.untilEnded()
    await written()
    expect(answered.story()).toEqual(['start next', 'go ended', 'ended done'])
    const busy = await call(transfer(to))
    ;(await one.nextCall()).reject(486, 'Busy Here')
    await busy.caller.outcome
    await written()
    expect(busy.story()).toContain('go busy')
    const silent = await call(transfer(to))
    await silent.caller.outcome
    await written()
    expect(silent.story()).toContain('go noAnswer')
    await one.nextCall()
    const nobody = await call(transfer({ kind: 'extension', number: '203' }))
    await nobody.caller.outcome
    await written()
    expect(nobody.story()).toContain('go failed')
  })
  test('Transfer to an outside number goes through the trunk’s dial format', async () => {
    await office.change((o) => {
      const trunk = o.trunks.get('test')
      if (trunk) o.trunks.save({ ...trunk, dialFormat: '0{number}' })
    })
    const { caller, story } = await call(transfer({ kind: 'number', number: '030 99 88' }, { ringSeconds: 10 }))
    const rings = await office.trunk.nextCall()
    expect(rings.invite?.uri).toContain('sip:00309988@')
    rings.answer()
    await caller.untilAnswered()
    caller.audio.sendTone(500)
    await rings.audio.waitForTone(500)
    await caller.hangup()
    await rings.untilEnded()
    await office.assertQuiet()
    await written()
    expect(story()).toEqual(['start next'])
  })
  test('Hunt Group all at once: one wins, the others stop as answered elsewhere within 100 ms', async () => {
    const three = await office.desk('203')
    const group = flow(
      {
        start,
        hunt: {
          type: 'huntGroup',
          strategy: 'allAtOnce',
          ringSeconds: 10,
          destinations: ['201', '202', '203'].map((n) => ({ kind: 'extension', number: n })),
        },
        end,
        none: end,
      },
      ['start.next>hunt', 'hunt.ended>end', 'hunt.noAnswer>none'],
    )
    const { caller, story } = await call(group)
    const rings = await Promise.all([one, two, three].map((phone) => phone.nextCall()))
    const at = performance.now()
    rings[1]?.answer()
    const ends = await Promise.all([rings[0]?.end, rings[2]?.end])
    for (const ended of ends) {
      expect(ended?.elsewhere).toBe(true)
      expect((ended?.at ?? Infinity) - at).toBeLessThan(100)
    }
    await caller.untilAnswered()
    await rings[1]?.hangup()
    await caller.untilEnded()
    await written()
    expect(story()).toEqual(['start next', 'hunt ended', 'end done'])
    // The caller gives up first: nobody is left ringing.
    const early = await call(group)
    const ringing = await Promise.all([one, two, three].map((phone) => phone.nextCall()))
    await early.caller.cancel()
    await Promise.all(ringing.map((r) => r.end))
    await office.assertQuiet()
    const refused = await call(group)
    for (const r of await Promise.all([one, two, three].map((phone) => phone.nextCall()))) r.reject()
    await refused.caller.outcome
    await written()
    expect(refused.story()).toContain('hunt noAnswer')
    await three.close()
  })
  test('Conference: three meet and hear each other', async () => {
    const room = flow({ start, room: { type: 'conference', room: 'all', announce: false }, end }, [
      'start.next>room',
      'room.left>end',
    ])
    await office.publish(room, '7000')
    const calls = [await again('7000'), await again('7000'), await again('7000')]
    await Promise.all(calls.map(({ caller }) => caller.untilAnswered()))
    await until(
      'three in the room',
      () => [...office.engine['exchange'].calls.values()].filter((c) => c.nodeId === 'room').length === 3,
    )
    calls[0]?.caller.audio.sendTone(650)
    await Promise.all(calls.slice(1).map(({ caller }) => caller.audio.waitForTone(650, { minMs: 200 })))
    for (const { caller } of calls) await caller.hangup()
    await office.assertQuiet()
  })
  test('Conference with a PIN that is wrong three times: left', async () => {
    const { caller, story } = await call(
      flow({ start, room: { type: 'conference', room: 'x', pin: '77' }, end }, ['start.next>room', 'room.left>end']),
    )
    await caller.untilAnswered()
    for (let i = 0; i < 3; i++) {
      await until(`question ${i + 1}`, () => {
        const [newest] = office.calls()
        return newest && office.traceOf(newest.id).filter((e) => e.type === 'prompt.started').length === 2 * i + 1
      })
      await caller.audio.sendDtmf('12')
    }
    await caller.untilEnded(20_000)
    await written()
    expect(story()).toContain('room left')
  })
})

describe('keeping', () => {
  test('Record: done by key, by hang-up; failed by silence', async () => {
    const record = (more: object = {}) =>
      flow({ start, rec: { type: 'record', variable: 'v', playBeep: false, ...more }, ok: end, no: end }, [
        'start.next>rec',
        'rec.done>ok',
        'rec.failed>no',
      ])
    const recording = () => until('the recording', () => office.engine['exchange'].channels.pendingRecordings().length === 1)
    const keyed = await call(record())
    await keyed.caller.untilAnswered()
    await recording()
    keyed.caller.audio.sendTone(500)
    await keyed.caller.audio.waitForSilence({ ms: 1500 })
    await keyed.caller.audio.sendDtmf('#')
    await keyed.caller.untilEnded()
    await written()
    expect(keyed.story()).toEqual(['start next', 'rec done', 'ok done'])
    const limited = await call(record({ timeLimitSeconds: 1 }))
    await limited.caller.untilEnded()
    await written()
    expect(limited.story()).toContain('rec done')
  })
  test('Voicemail lights the lamp of the mailbox’s phone; hearing it puts it out', async () => {
    await one.subscribe('vmreception', 'dialog')
    const { caller } = await call(
      flow({ start, vm: { type: 'voicemail', mailboxId: 'reception', greeting: beep } }, ['start.next>vm']),
    )
    await caller.untilAnswered()
    await until('the recording', () => office.engine['exchange'].channels.pendingRecordings().length === 1)
    caller.audio.sendTone(500)
    await caller.audio.waitForSilence({ ms: 1500 })
    await caller.hangup()
    await one.waitForNotification(/confirmed/)
    const message = await until('the message', () => office.store.voicemails.list({ limit: 1 })[0])
    const before = one.notifications.length
    await office.engine.work.saveVoicemail({ ...message, status: 'heard' })
    await until('the lamp to go out', () => one.notifications.slice(before).some((n) => /terminated/.test(n.body)))
  })
})
