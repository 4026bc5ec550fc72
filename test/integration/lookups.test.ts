// Subflow, HTTP Request, Dial by Name and the error path on real calls; the flow's trace is the assertion.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { beep, callFlow, end, flow, start, written } from '../support/flowCalls.ts'
import { type HttpTestServer, httpTestServer } from '../support/httpTestServer.ts'
import { type RealOffice, realOffice, until } from '../support/office.ts'

let office: RealOffice
let server: HttpTestServer
beforeAll(async () => {
  office = await realOffice()
  server = await httpTestServer(() => ({ json: { customer: { desk: '202' } } }))
})
afterAll(async () => {
  await server?.close()
  await office?.stop()
})
afterEach(() => office.assertQuiet())

const inNode = (id: string) =>
  until(`the call to be in ${id}`, () => [...office.engine.parts.calls.values()].some((c) => c.position.nodeId === id))

test('a subflow asks, and the flow around it goes on by the answer', async () => {
  const inner = flow(
    {
      start,
      ask: { type: 'menu', prompt: beep, keys: ['1', '2'], timeoutMs: 5000, retries: 0 },
      one: { type: 'exit', exit: 'sales' },
      two: { type: 'exit', exit: 'again' },
      none: end,
    },
    ['start.next>ask', 'ask.1>one', 'ask.2>two', 'ask.invalid>none', 'ask.timeout>none'],
  )
  await office.publish(inner, '6900')
  const { caller, story } = await callFlow(
    office,
    flow(
      {
        start,
        in: { type: 'subflow', flow: inner.id, exits: ['sales', 'again'] },
        bye: { type: 'playAudio', prompt: beep },
        end,
      },
      ['start.next>in', 'in.again>in', 'in.sales>bye', 'bye.next>end'],
    ),
  )
  await caller.untilAnswered()
  for (const [key, said] of [
    ['2', 1],
    ['1', 2],
  ] as const) {
    await until('the menu to be heard', () => story().filter((line) => line === 'start next').length > said)
    await inNode('ask')
    await caller.audio.sendDtmf(key)
  }
  await caller.untilEnded()
  await written(office)
  expect(story()).toEqual([
    'start next',
    'start next',
    'ask 2',
    'in again',
    'start next',
    'ask 1',
    'in sales',
    'bye next',
    'end done',
  ])
})

test('a web service says whom to ring; the caller hears that telephone', async () => {
  const desk = await office.desk('202')
  const { caller, story } = await callFlow(
    office,
    flow(
      {
        start,
        look: {
          type: 'httpRequest',
          url: `${server.url}/who?from={{call.from}}`,
          read: [{ name: 'desk', pointer: '/customer/desk' }],
        },
        ring: { type: 'transfer', to: { kind: 'extension', number: '{{desk}}' }, ringSeconds: 20 },
        end,
        no: { type: 'busy' },
      },
      [
        'start.next>look',
        'look.ok>ring',
        'look.error>no',
        'ring.ended>end',
        'ring.busy>no',
        'ring.noAnswer>no',
        'ring.failed>no',
      ],
    ),
  )
  const rung = await desk.nextCall()
  await rung.answer()
  await caller.untilAnswered()
  rung.audio.sendTone(800)
  await caller.audio.waitForTone(800)
  await caller.hangup()
  await written(office)
  expect(server.asked).toMatchObject([{ method: 'GET', path: `/who?from=${encodeURIComponent(caller.from)}` }])
  expect(story()[1]).toBe('look ok')
})

test('a name is spelled, chosen, and its telephone rings', async () => {
  const desk = await office.desk('202')
  const { caller, story } = await callFlow(
    office,
    flow(
      {
        start,
        name: { type: 'dialByName', prompt: beep },
        ring: { type: 'transfer', to: { kind: 'extension', number: '{{extension}}' }, ringSeconds: 20 },
        end,
        no: { type: 'busy' },
      },
      [
        'start.next>name',
        'name.found>ring',
        'name.none>no',
        'ring.ended>end',
        'ring.busy>no',
        'ring.noAnswer>no',
        'ring.failed>no',
      ],
    ),
  )
  await caller.untilAnswered()
  await inNode('name')
  await caller.audio.sendDtmf('726') // Sam
  await caller.audio.waitForAudio()
  await caller.audio.sendDtmf('1')
  const rung = await desk.nextCall()
  await rung.answer()
  await caller.hangup()
  await written(office)
  expect(story().slice(0, 2)).toEqual(['start next', 'name found'])
})

test('what cannot go on takes the error path; the caller hears it', async () => {
  const broken = flow(
    {
      start,
      in: { type: 'queue', queueId: 'queue-that-is-gone' },
      sorry: { type: 'playAudio', prompt: { kind: 'tone', tone: 'busy', seconds: 1 } },
      end,
    },
    ['start.next>in', 'in.timeout>end', 'in.full>end', 'in.noOperators>end', 'sorry.next>end'],
  )
  const { caller, story } = await callFlow(office, { ...broken, errorPath: 'sorry' })
  await caller.untilAnswered()
  await caller.audio.waitForAudio()
  await caller.untilEnded()
  await written(office)
  expect(story()).toEqual(['start next', 'sorry next', 'end done'])
})
