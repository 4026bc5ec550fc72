// Recordings are deleted when their queue's days are over, and no others; the audit trail says so.
import { describe, expect, it } from 'vitest'
import { expireOnce } from '../../../electron/host/expireRecordings.ts'
import { queue } from '../../../shared/domain/office.ts'
import { officeOf } from '../../support/memory.ts'
import { testStore } from './support.ts'

const day = 86_400_000

describe('retention', () => {
  it('deletes what is older than its queue keeps', async () => {
    const { store, clock } = testStore()
    const call = (id: string, ageDays: number, queueId: string | null) => {
      const startedAt = clock.now() - ageDays * day
      store.callLog.started({ id, kind: 'inbound', from: '1', fromName: '', to: '2', flowId: 'f', flowVersion: 1, startedAt })
      store.callLog.update(id, { recording: `${id}.wav`, endedAt: startedAt + 1000, ...(queueId ? { queueId } : {}) })
    }
    call('old', 31, 'sales')
    call('young', 29, 'sales')
    call('kept', 90, 'support')
    call('gone', 40, 'sales')
    call('plain', 8, null)
    call('stuck', 50, 'sales')
    store.callLog.flush()
    const config = officeOf({ settings: { retentionDays: 7 } })
    const queues = [
      queue.parse({ id: 'sales', name: 'Sales', retentionDays: 30 }),
      queue.parse({ id: 'support', name: 'Support' }),
    ]
    const removed: string[] = []
    const errors: unknown[] = []
    const deleted = await expireOnce({
      store,
      clock,
      config: () => ({ ...config, queues: new Map(queues.map((each) => [each.id, each])) }),
      log: { info: () => {}, warn: () => {}, error: (message) => errors.push(message) },
      media: {
        remove: async (_kind, file) => {
          removed.push(file)
          if (file === 'gone.wav') throw Object.assign(new Error('no such file'), { code: 'notFound' })
          if (file === 'stuck.wav') throw new Error('busy')
        },
      },
    })
    expect([deleted, removed.sort(), errors]).toEqual([
      3,
      ['gone.wav', 'old.wav', 'plain.wav', 'stuck.wav'],
      ['a recording could not be deleted'],
    ])
    const left = ['old', 'young', 'kept', 'gone', 'plain', 'stuck'].filter((id) => store.calls.get(id)?.call.recording)
    expect(left).toEqual(['young', 'kept', 'stuck'])
    expect(
      store.audit
        .list(10)
        .map(({ action, target }) => [action, target])
        .sort(),
    ).toEqual(['gone', 'old', 'plain'].map((id) => ['recording.expire', id]))
  })
})
