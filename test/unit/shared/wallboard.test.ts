import { expect, test } from 'vitest'
import type { OperatorLive, WaitingCaller } from '../../../shared/domain/calls.ts'
import { type BoardFigure, type BoardQueue, boardOf, levelOf, wallboard } from '../../../shared/domain/wallboard.ts'

const board = wallboard.parse({ id: 'b', name: 'B' })
const queue: BoardQueue = {
  queueId: 'sales',
  name: 'Sales',
  waiting: 0,
  longestWaitSince: null,
  loggedIn: 4,
  available: 2,
  answered: 0,
  abandoned: 0,
  answeredWithin: 0,
  shortAbandoned: 0,
  sumWaitMs: 0,
  sumHandleMs: 0,
  handled: 0,
  withinSeconds: 20,
  target: 80,
  shortSeconds: 5,
}
const now = 1_000_000
const levels = (figure: BoardFigure, parts: Partial<BoardQueue>[], of = board) =>
  parts.map((part) => levelOf(of, figure, { ...queue, ...part }, now))

test('without limits a figure goes by the queue’s staff and service level, and nothing to tell is calm', () => {
  expect(levels('waiting', [{}, { waiting: 1 }, { waiting: 2 }, { waiting: 6 }])).toEqual(['calm', 'calm', 'watch', 'alarm'])
  expect(levels('longest', [{}, ...[19, 20, 60].map((s) => ({ longestWaitSince: now - s * 1000 }))])).toEqual([
    'calm',
    'calm',
    'watch',
    'alarm',
  ])
  expect(levels('free', [{ available: 1 }, { available: 0 }, { available: 1, waiting: 1 }])).toEqual(['calm', 'alarm', 'watch'])
  const answered = (within: number) => ({ answered: 100, answeredWithin: within })
  expect(levels('level', [{}, ...[80, 79, 60, 59].map(answered)])).toEqual(['calm', 'calm', 'watch', 'watch', 'alarm'])
  expect(
    levels(
      'abandoned',
      [1, 5, 15].map((abandoned) => ({ abandoned, answered: 100 - abandoned })),
    ),
  ).toEqual(['calm', 'watch', 'alarm'])
  expect(levels('answered', [{ answered: 1000 }])).toEqual(['calm'])
})

test('limits of the board stand in their units, also where the board itself would be calm', () => {
  const own = wallboard.parse({
    ...board,
    limits: { waiting: { watch: 1, alarm: 3 }, free: { watch: 3, alarm: 1 }, level: { watch: 95, alarm: 90 } },
  })
  expect(levels('waiting', [{}, { waiting: 1 }, { waiting: 3 }], own)).toEqual(['calm', 'watch', 'alarm'])
  expect(levels('free', [{ available: 4 }, { available: 3 }, { available: 1 }], own)).toEqual(['calm', 'watch', 'alarm'])
  expect(
    levels(
      'level',
      [96, 94, 89].map((within) => ({ answered: 100, answeredWithin: within })),
      own,
    ),
  ).toEqual(['calm', 'watch', 'alarm'])
  expect(levels('longest', [{ longestWaitSince: now - 25_000 }], own)).toEqual(['watch'])
})

test.each([{ waiting: { watch: 5, alarm: 2 } }, { free: { watch: 0, alarm: 2 } }, { level: { watch: 60, alarm: 80 } }])(
  'limits the wrong way round are refused: %o',
  (limits) => {
    expect(wallboard.safeParse({ ...board, limits }).success).toBe(false)
  },
)

const operator = (name: string, state: OperatorLive['state'], queues: string[], since = 0): OperatorLive =>
  ({ operatorId: name, name, state, queues, since, reason: null }) as unknown as OperatorLive
const caller = (callId: string, queueId: string, since: number): WaitingCaller =>
  ({ callId, queueId, since, position: 1, status: 'waiting', from: '+4930111', fromName: '' }) as unknown as WaitingCaller

test('a board shows its queues, who serves them and who waits there; callers only where it says so', () => {
  const sources = {
    queues: [queue, { ...queue, queueId: 'support', name: 'Accounts' }],
    operators: [
      operator('Busy', 'busy', ['sales']),
      operator('Free', 'available', ['sales'], 5),
      operator('Longer free', 'available', ['sales', 'support'], 1),
      operator('Elsewhere', 'available', ['support']),
      operator('Gone', 'offline', ['sales']),
    ],
    waiting: [caller('2', 'sales', 20), caller('1', 'sales', 10), caller('3', 'support', 5)],
    limitsOf: (id: string) =>
      id === 'sales' ? { serviceLevelSeconds: 30, shortAbandonSeconds: 3, serviceLevelTarget: 90 } : undefined,
  }
  const sales = boardOf({ ...board, queues: ['sales'] }, sources)
  expect(sales.queues).toMatchObject([{ name: 'Sales', withinSeconds: 30, shortSeconds: 3, target: 90 }])
  expect(sales.operators.map(({ name }) => name)).toEqual(['Longer free', 'Free', 'Busy'])
  expect(sales.waiting.map(({ callId, caller: who }) => [callId, who])).toEqual([
    ['1', null],
    ['2', null],
  ])
  const all = boardOf({ ...board, callers: true }, sources)
  expect(all.queues.map(({ name }) => name)).toEqual(['Accounts', 'Sales'])
  expect(all.waiting.map(({ callId, caller: who }) => [callId, who])).toEqual([
    ['3', '+4930111'],
    ['1', '+4930111'],
    ['2', '+4930111'],
  ])
})
