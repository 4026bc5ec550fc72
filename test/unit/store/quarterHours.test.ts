// A day by quarter-hours, as wallboards and charts draw it.
import { expect, test } from 'vitest'
import { unlimited } from '../../../electron/adapters/store/history/page.ts'
import { openAnswers } from '../../../electron/adapters/store/questions/answers.ts'
import type { CallOutcome } from '../../../shared/domain/outcome.ts'
import { quarterMs } from '../../../shared/domain/wallboard.ts'
import { temporaryFolder, testStore } from './support.ts'

const ten = Math.floor(1_750_000_000_000 / quarterMs) * quarterMs

test('calls are counted by queue and quarter-hour, with the queue’s own limits; test calls and other queues’ are not', () => {
  const folder = temporaryFolder()
  const { store } = testStore(folder)
  let count = 0
  const call = (
    minute: number,
    waitMs: number,
    outcome: CallOutcome,
    more: { queueId?: string; by?: string; kind?: 'test' } = {},
  ) => {
    const id = `c${++count}`
    const { queueId = 'sales', by, kind = 'inbound' } = more
    const startedAt = ten + minute * 60_000
    store.callLog.started({ id, kind, from: '1', fromName: '', to: '2', flowId: 'f', flowVersion: 1, startedAt })
    store.callLog.update(id, { queueId, outcome, waitMs, ...(by ? { operatorId: by } : {}) })
  }
  call(0, 4000, 'answered', { by: 'anna' })
  call(14, 30_000, 'answered', { by: 'anna' })
  call(14, 2000, 'abandoned')
  call(14, 20_000, 'abandoned')
  call(15, 9000, 'voicemail')
  call(16, 9000, 'running')
  call(17, 9000, 'running', { by: 'ben' })
  call(18, 9000, 'transferred', { by: 'ben' })
  call(1, 9000, 'answered', { by: 'ben', kind: 'test' })
  call(2, 9000, 'abandoned', { queueId: 'support' })
  call(61, 9000, 'abandoned')
  store.callLog.flush()
  const answers = openAnswers(folder)
  const limits = { withinMs: 20_000, shortMs: 5000 }
  const queues = ['sales', 'support', 'empty'].map((queueId) => ({ queueId, ...limits }))
  const period = { from: ten, until: ten + 3_600_000 }
  const found = answers.answer('quarterHours', { ...period, queues }, unlimited)
  const waits = answers.answer('waits', { ...period, queueIds: ['sales'] }, unlimited)
  answers.close()
  expect(found).toEqual({
    sales: [
      { at: ten, answered: 2, within: 1, abandoned: 2, short: 1, otherwise: 0 },
      { at: ten + quarterMs, answered: 2, within: 2, abandoned: 0, short: 0, otherwise: 1 },
    ],
    support: [{ at: ten, answered: 0, within: 0, abandoned: 1, short: 0, otherwise: 0 }],
    empty: [],
  })
  expect(waits.map(({ upTo, answered, abandoned }) => [upTo, answered, abandoned]).filter(([, a, b]) => a || b)).toEqual([
    [10_000, 3, 1],
    [20_000, 0, 1],
    [30_000, 1, 0],
  ])
})

test('states of operators are written as they change, not again after a restart, and read with the one before the period', () => {
  const folder = temporaryFolder()
  const { store } = testStore(folder)
  const at = (minute: number) => ten + minute * 60_000
  const change = (
    to: typeof store,
    operatorId: string,
    minute: number,
    state: 'available' | 'paused',
    reason: string | null = null,
  ) => to.operatorStates.changed({ operatorId, at: at(minute), state, reason })
  change(store, 'anna', 0, 'available')
  change(store, 'anna', 1, 'available')
  change(store, 'anna', 5, 'paused', 'lunch')
  change(store, 'ben', 6, 'available')
  store.close()
  const { store: again } = testStore(folder)
  change(again, 'anna', 9, 'paused', 'lunch')
  change(again, 'anna', 10, 'paused', 'training')
  const answers = openAnswers(folder)
  const read = (from: number, until: number) =>
    answers
      .answer('operatorStates', { from: at(from), until: at(until) }, unlimited)
      .map(({ operatorId, at: when, state, reason }) => [operatorId, (when - ten) / 60_000, state, reason])
  expect(read(0, 60)).toEqual([
    ['anna', 0, 'available', null],
    ['anna', 5, 'paused', 'lunch'],
    ['anna', 10, 'paused', 'training'],
    ['ben', 6, 'available', null],
  ])
  expect(read(7, 10)).toEqual([
    ['anna', 5, 'paused', 'lunch'],
    ['ben', 6, 'available', null],
  ])
  answers.close()
  again.pruning.step('operatorStates', at(8), 100)
  expect(again.pruning.step('operatorStates', at(8), 100)).toBe(0)
})

test('what operators did while the host was down is unknown, from its last word to its next start', () => {
  const folder = temporaryFolder()
  const at = (minute: number) => ten + minute * 60_000
  const { store } = testStore(folder)
  store.operatorStates.running(at(0))
  store.operatorStates.changed({ operatorId: 'anna', at: at(1), state: 'available', reason: null })
  store.operatorStates.running(at(1.5))
  store.close()
  const { store: again } = testStore(folder)
  again.operatorStates.running(at(20))
  // Asleep for an hour: as good as down.
  again.operatorStates.running(at(80))
  const answers = openAnswers(folder)
  const read = (from: number, until: number) =>
    answers
      .answer('operatorStates', { from: at(from), until: at(until) }, unlimited)
      .map(({ at: when, state }) => [(when - ten) / 60_000, state])
  expect(read(0, 60)).toEqual([
    [1, 'available'],
    [1.5, 'unknown'],
    [20, 'available'],
    [20, 'unknown'],
    [80, 'available'],
  ])
  expect(read(10, 15)).toEqual([
    [1, 'available'],
    [1.5, 'unknown'],
    [20, 'available'],
  ])
  answers.close()
  again.pruning.step('hostRuns', at(30), 100)
  expect(again.pruning.step('hostRuns', at(30), 100)).toBe(0)
})
