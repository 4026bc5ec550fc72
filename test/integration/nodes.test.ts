// Every node on a real Asterisk, each port taken at least once; the flow's trace is the assertion.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { officeSchedule, overrideName } from '../../shared/domain/officeSchedule.ts'
import type { FlowDocument } from '../../shared/flow/document.ts'
import { beep, callFlow, end, flow, start, written } from '../support/flowCalls.ts'
import { type HttpTestServer, httpTestServer } from '../support/httpTestServer.ts'
import { type RealOffice, realOffice, until } from '../support/office.ts'

let office: RealOffice
let server: HttpTestServer
beforeAll(async () => {
  office = await realOffice()
  server = await httpTestServer()
})
afterAll(async () => {
  await server?.close()
  await office?.stop()
})
afterEach(() => office.assertQuiet())

const inNode = (id: string) =>
  until(`the call to be in ${id}`, () => [...office.engine.parts.calls.values()].some((c) => c.position.nodeId === id))
const call = (document: FlowDocument) => callFlow(office, document)

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
    await written(office)
    expect(story()).toEqual([...way, 'menu 21', 'hr done'])
  })
  test('“2” waits for more, then counts', async () => {
    const { caller, story } = await call(asking())
    await inNode('digits')
    await caller.audio.sendDtmf('12#')
    await inNode('menu')
    await caller.audio.sendDtmf('2')
    await caller.untilEnded()
    await written(office)
    expect(story()).toEqual([...way, 'menu 2', 'two done'])
  })
  test('a wrong key, and silence', async () => {
    const wrong = await call(asking())
    await inNode('digits')
    await wrong.caller.audio.sendDtmf('123')
    await inNode('menu')
    await wrong.caller.audio.sendDtmf('9')
    await wrong.caller.untilEnded()
    await written(office)
    expect(wrong.story().slice(5)).toEqual(['menu invalid', 'bad done'])
    const silent = await call(asking())
    await silent.caller.untilEnded(20_000)
    await written(office)
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
    await written(office)
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
            url: `${server.url}/line`,
            payload: '{"kind":"{{kind}}","from":"{{call.from}}"}',
          },
          beside: { type: 'webhook', url: `${server.url}/beside` },
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
    await until('both webhooks', () => server.asked.length === 2)
    await written(office)
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
    expect(server.asked.find(({ path }) => path === '/line')?.body).toBe(JSON.stringify({ kind: 'vip', from: caller.from }))
    expect(JSON.parse(server.asked.find(({ path }) => path === '/beside')?.body ?? '{}')).toMatchObject({
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
      expect(outcome).toMatchObject({ result: 'rejected', status })
      await written(office)
      expect(story()).toContain(taken)
    }
  })
  test('the office’s hours: the caller before a switch by hand hears the greeting, the next one is turned away, and a queue closes too', async () => {
    const allDay = [{ from: '00:00', to: '24:00' }]
    const weekly = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, allDay]))
    await office.change((o) => o.schedules.save(officeSchedule.parse({ id: 'shop', name: 'Shop', weekly })))
    const document = flow(
      {
        start,
        hours: { type: 'businessHours', scheduleId: 'shop', timeZone: 'UTC', weekly: {} },
        greeting: { type: 'playAudio', prompt: beep },
        end,
        away: { type: 'reject', reason: 'temporarilyUnavailable' },
      },
      ['start.next>hours', 'hours.open>greeting', 'greeting.next>end', 'hours.closed>away', 'hours.holiday>away'],
    )
    const before = await call(document)
    await before.caller.untilAnswered()
    await before.caller.audio.waitForAudio()
    await before.caller.untilEnded()
    await office.change((o) => o.hours.save({ name: overrideName('shop'), state: 'closed', until: Date.now() + 60_000 }))
    const after = await call(document)
    expect(await after.caller.outcome).toMatchObject({ result: 'rejected', status: 480 })
    await written(office)
    expect([before.story(), after.story()]).toEqual([
      ['start next', 'hours open', 'greeting next', 'end done'],
      ['start next', 'hours closed', 'away done'],
    ])

    await office.queue({ id: 'shut', scheduleId: 'shop' })
    const queued = await call(
      flow({ start, queue: { type: 'queue', queueId: 'shut' }, away: { type: 'reject', reason: 'declined' }, end }, [
        'start.next>queue',
        'queue.closed>away',
        'queue.timeout>end',
        'queue.full>end',
        'queue.noOperators>end',
      ]),
    )
    expect(await queued.caller.outcome).toMatchObject({ result: 'rejected', status: 603 })
    await written(office)
    expect(queued.story()).toEqual(['start next', 'queue closed', 'away done'])
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
    await written(office)
    expect(after.story()).toEqual(['start next', 'answer next', 'busy done'])
  })
})
