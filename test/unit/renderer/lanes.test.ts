// A call as lanes: who was in it when.
import { expect, test } from 'vitest'
import { lanesOf } from '../../../renderer/calls/lanes.ts'
import type { CallPart } from '../../../shared/domain/calls.ts'
import { traced } from '../../support/trace.ts'

const second = 1000
const part = (extension: string, from: number, until: number | null, more: Partial<CallPart> = {}): CallPart => ({
  extension,
  operatorId: extension,
  joinedAt: from * second,
  leftAt: until === null ? null : until * second,
  transferredBy: null,
  transferredTo: null,
  ...more,
})

type Step = [at: number, type: string, node?: string, data?: Record<string, unknown>]
const story = (steps: Step[]) =>
  steps.map(([at, type, node, data], index) =>
    traced(type, data, { callId: 'c', seq: index + 1, at: at * second, ...(node ? { node } : {}) }),
  )

const spans = (lanes: ReturnType<typeof lanesOf>['lanes']) =>
  lanes.map(({ party, spans: own }) => [
    party,
    ...own.map(({ kind, from, until, what }) => `${kind} ${from / second}–${until / second} ${what}`.trim()),
  ])

const handedOn: Step[] = [
  [0, 'call.started', undefined, { from: '+49301', to: '5000' }],
  [0, 'node.entered', 'start', { type: 'start' }],
  [0, 'node.left', 'start', { port: 'next' }],
  [0, 'node.entered', 'hours', { type: 'businessHours' }],
  [0.1, 'node.left', 'hours', { port: 'open' }],
  [0.1, 'node.entered', 'menu', { type: 'menu' }],
  [6, 'node.left', 'menu', { port: '1' }],
  [6, 'node.entered', 'sales', { type: 'queue' }],
  [6, 'queue.entered', 'sales', { queue: 'sales' }],
  [6, 'leg.dialed', 'sales', { to: '202' }],
  [26, 'leg.ended', 'sales', { to: '202', result: 'noAnswer' }],
  [26, 'leg.dialed', 'sales', { to: '201' }],
  [30, 'leg.answered', 'sales', { to: '201' }],
  [30, 'queue.connected', 'sales', { operatorId: 'anna', waitMs: 24_000 }],
  [30, 'talk.started', 'sales', { with: '201', role: 'operator' }],
  [60, 'talk.held', 'sales', { by: '201' }],
  [80, 'talk.resumed', 'sales', { by: '201' }],
  [100, 'talk.transferred', 'sales', { by: '201', to: '203', attended: true }],
  [150, 'talk.ended', 'sales', { by: '+49301' }],
  [150, 'call.ended', undefined, { outcome: 'transferred' }],
]

test('a call with a hold and a transfer: the caller, everybody who rang or spoke, and the same as a list', () => {
  const parts = [part('201', 30, 100, { transferredTo: '203' }), part('203', 100, 150, { transferredBy: '201' })]
  const { from, until, lanes, moments } = lanesOf(story(handedOn), parts, 999 * second)
  expect([from, until]).toEqual([0, 150 * second])
  expect(spans(lanes)).toEqual([
    [null, 'flow 0.1–6 menu', 'wait 6–30 sales', 'talk 30–60 201', 'hold 60–80 201', 'talk 80–100 201', 'talk 100–150 203'],
    ['202', 'ring 6–26 noAnswer'],
    ['201', 'ring 26–30 answered', 'talk 30–60 201', 'hold 60–80 201', 'talk 80–100 201'],
    ['203', 'talk 100–150 203'],
  ])
  expect(moments.map(({ kind, party, transfer }) => (transfer ? 'transfer' : `${kind} ${party ?? ''}`.trim()))).toEqual([
    'flow',
    'wait',
    'ring 202',
    'ring 201',
    'talk 201',
    'hold',
    'talk 201',
    'talk 203',
    'transfer',
  ])
})

test('what goes on still is drawn until now, and a hold that nobody ended ends with the talk', () => {
  const steps: Step[] = [...handedOn.slice(0, 15), [40, 'talk.held', 'sales', { by: '201' }]]
  const running = lanesOf(story(steps), [part('201', 30, null)], 50 * second)
  expect(running.until).toBe(50 * second)
  expect(spans(running.lanes)[0]?.slice(-2)).toEqual(['talk 30–40 201', 'hold 40–50 201'])
  const ended = lanesOf(
    story([...steps, [45, 'talk.ended', 'sales', {}], [46, 'call.ended', undefined, { outcome: 'answered' }]]),
    [part('201', 30, 45)],
    99 * second,
  )
  expect(spans(ended.lanes)[0]?.at(-1)).toBe('hold 40–45 201')
})

test('a message, a slot and an outside number have their spans; a call without a story is an empty lane', () => {
  const { lanes } = lanesOf(
    story([
      [0, 'call.started', undefined, { from: '201', to: '004930' }],
      [1, 'leg.dialed', undefined, { to: '004930' }],
      [5, 'leg.answered', undefined, { to: '004930' }],
      [5, 'talk.started', undefined, { with: '004930', role: 'callee' }],
      [20, 'talk.ended', undefined, {}],
      [20, 'call.parked', undefined, { slot: '701', by: '201' }],
      [30, 'call.pickedUp', undefined, { slot: '701', by: '202' }],
      [31, 'record.started', undefined, { name: 'x' }],
      [40, 'record.ended', undefined, { result: 'done', seconds: 9 }],
      [41, 'call.ended', undefined, { outcome: 'voicemail' }],
    ]),
    [part('201', 5, 20)],
    99 * second,
  )
  expect(spans(lanes)).toEqual([
    [null, 'talk 5–20 004930', 'parked 20–30 701', 'message 31–40'],
    ['004930', 'ring 1–5 answered', 'talk 5–20 004930'],
  ])
  expect(lanesOf([], [], 5 * second).lanes).toEqual([{ party: null, spans: [] }])
})
