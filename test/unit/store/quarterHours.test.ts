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
  const found = answers.answer('quarterHours', { from: ten, until: ten + 3_600_000, queues }, unlimited)
  answers.close()
  expect(found).toEqual({
    sales: [
      { at: ten, answered: 2, within: 1, abandoned: 2, short: 1, otherwise: 0 },
      { at: ten + quarterMs, answered: 2, within: 2, abandoned: 0, short: 0, otherwise: 1 },
    ],
    support: [{ at: ten, answered: 0, within: 0, abandoned: 1, short: 0, otherwise: 0 }],
    empty: [],
  })
})
