import { existsSync, mkdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { pruneFiles, pruneRows } from '../../../electron/host/prune.ts'
import { storeWithDatabase, testStore } from './support.ts'

const day = 86_400_000
const log = { info: () => {}, warn: () => {}, error: () => {} }

it('removes rows whose time is over, some at a time, and no others', () => {
  const { store, clock } = testStore()
  const ages = [...Array.from({ length: 450 }, () => 1200), ...Array.from({ length: 20 }, () => 100), 10, 0]
  for (const [n, age] of ages.entries()) {
    const [id, at] = [`call-${n}`, clock.now() - age * day]
    store.callLog.started({ id, kind: 'inbound', from: '1', fromName: '', to: '2', flowId: 'f', flowVersion: 1, startedAt: at })
    // The first runs still, and the second has a recording.
    if (n > 0) store.callLog.update(id, { endedAt: at + 1, outcome: 'answered', ...(n === 1 ? { recording: 'a.wav' } : {}) })
    store.callLog.trace({ callId: id, seq: 1, at, type: 'leg.ringing', data: { to: '201' } })
    const row = { callId: id, url: 'http://a', headers: {}, body: '', attempts: 1, lastStatus: 200, lastError: null, nextAt: 0 }
    store.outbox.add({ ...row, id, status: n % 2 ? 'delivered' : 'failed', createdAt: at })
  }
  store.callLog.flush()
  const deps = { store, clock, log, settings: () => store.office.settings.get() }
  let steps = 1
  while (pruneRows(deps)) steps += 1
  expect(steps).toBe(3)
  const left = store.calls.list({}, { limit: 500 }).calls.map(({ id }) => id)
  expect([left.length, left.includes('call-0'), left.includes('call-1'), left.includes('call-2')]).toEqual([
    24,
    true,
    true,
    false,
  ])
  expect(store.calls.get('call-471')?.trace).toHaveLength(1)
  expect(store.calls.get('call-460')?.trace).toEqual([])
  expect(
    store.outbox
      .list(1000)
      .filter(({ status }) => status === 'delivered')
      .map(({ id }) => id),
  ).toEqual(['call-471'])
  expect(pruneRows({ ...deps, settings: () => ({ ...store.office.settings.get(), keepTraceDays: 0 }) })).toBe(false)
})

it('a withheld caller can be traced for 30 days, as long as the call is in the history', () => {
  const { store, clock, database } = storeWithDatabase()
  const call = { kind: 'inbound', from: 'anonymous', fromName: '', to: '2', flowId: 'f', flowVersion: 1, startedAt: 1 } as const
  for (const id of ['kept', 'gone']) {
    store.callLog.started({ id, ...call })
    store.identities.save(id, '+4930555001')
  }
  database.prepare("DELETE FROM calls WHERE id = 'gone'").run()
  expect(['kept', 'gone', 'none'].map((id) => store.identities.of(id))).toEqual(['+4930555001', null, null])
  const deps = { store, clock, log, settings: () => store.office.settings.get() }
  pruneRows(deps)
  expect(store.identities.of('kept')).toBe('+4930555001')
  clock.advance(31 * day)
  pruneRows(deps)
  expect(store.identities.of('kept')).toBeNull()
})

it('removes old logs, begins Asterisk’s anew when it is large, and keeps the newest spoken texts', async () => {
  const { store, clock, folder } = testStore()
  const file = (name: string, bytes: number, ageDays: number) => {
    const path = join(folder, name)
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(path, Buffer.alloc(bytes))
    utimesSync(path, new Date(clock.now() - ageDays * day), new Date(clock.now() - ageDays * day))
    return path
  }
  const [host, rotated, young] = [file('host.log', 10, 90), file('host.log.3', 10, 40), file('host.log.1', 10, 3)]
  const asterisk = file('pbx/log/messages.log', 11_000_000, 0)
  const [old, recent] = [file('speech/a.wav', 6_000_000, 9), file('speech/b.wav', 6_000_000, 1)]
  await pruneFiles({ store, clock, log, settings: () => ({ ...store.office.settings.get(), speechCacheMegabytes: 10 }) })
  expect([host, rotated, young, old, recent].map((path) => existsSync(path))).toEqual([true, false, true, false, true])
  expect([statSync(asterisk).size, statSync(`${asterisk}.1`).size]).toEqual([0, 11_000_000])
})
