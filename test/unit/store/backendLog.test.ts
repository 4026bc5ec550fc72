// The log of a backend: of its own steps, newest first, found by the index whatever else the calls did.
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { backendLogReader } from '../../../electron/adapters/store/history/backendLog.ts'
import { Sql } from '../../../electron/adapters/store/sql.ts'
import { backendProblems } from '../../../shared/trace/events/backend.ts'
import { traced } from '../../support/trace.ts'
import { testStore } from './support.ts'

test('its failures, what was passed over, and its fallbacks, with the caller; not those of others', () => {
  const { store, folder } = testStore()
  const base = { kind: 'inbound' as const, fromName: '', to: '5000', flowId: 'main', flowVersion: 1, around: [], streams: [] }
  store.callLog.started({ ...base, id: 'c1', from: '+4930111', startedAt: 1000 })
  const at = (seq: number) => ({ callId: 'c1', seq, at: 1000 + seq })
  store.callLog.trace(traced('step.passedOver', { backend: 'shop', fields: ['prompt: volume is not known'] }, at(1)))
  store.callLog.trace(traced('step.failed', { backend: 'shop', detail: 'The server answered 503.', attempt: 2 }, at(2)))
  store.callLog.trace(traced('step.failed', { backend: 'other', detail: 'not ours' }, at(3)))
  store.callLog.trace(traced('step.failed', { detail: 'of a node with its own address' }, at(4)))
  store.callLog.trace(traced('callflow.failed', { backend: 'shop', detail: 'no document', code: -2003 }, at(5)))
  store.callLog.trace(traced('step.action', { type: 'prompt' }, at(6)))
  store.callLog.flush()
  const database = new Database(join(folder, 'cordboard.sqlite'))
  onTestFinished(() => void database.close())
  const reader = backendLogReader(new Sql(database))
  expect(reader.list('shop', 10)).toEqual([
    { callId: 'c1', at: 1005, kind: 'failed', from: '+4930111', details: ['no document'], attempt: null },
    { callId: 'c1', at: 1002, kind: 'failed', from: '+4930111', details: ['The server answered 503.'], attempt: 2 },
    { callId: 'c1', at: 1001, kind: 'passedOver', from: '+4930111', details: ['prompt: volume is not known'], attempt: null },
  ])
  expect(reader.list('shop', 1)).toHaveLength(1)
  expect(reader.list('none', 10)).toEqual([])
  // A row that was damaged hides no other.
  database.prepare('UPDATE trace SET data = \'{"backend":"shop","detail":7}\' WHERE seq = 2').run()
  expect(reader.list('shop', 10).map(({ at }) => at)).toEqual([1005, 1001])
  database.prepare("UPDATE trace SET data = '{' WHERE seq = 1").run()
  expect(reader.list('shop', 10).map(({ at }) => at)).toEqual([1005])
  const types = backendProblems.map((type) => `'${type}'`).join(', ')
  const plan = database
    .prepare(`EXPLAIN QUERY PLAN SELECT id FROM trace WHERE type IN (${types}) ORDER BY id DESC LIMIT 10`)
    .all() as { detail: string }[]
  expect(plan.map(({ detail }) => detail).join()).toContain('trace_backend')
})
