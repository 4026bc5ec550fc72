// The live feed as each role may see it, and changes of the office as every console hears of them.
import { expect, test } from 'vitest'
import { follow, visible } from '../../../electron/server/rpc/live.ts'
import type { LiveChange, LiveEvent } from '../../../shared/contract/live.ts'
import type { Role } from '../../../shared/domain/office.ts'
import { traced } from '../../support/trace.ts'
import { testStore } from '../store/support.ts'
import { ben, cleo, fakeFeed } from './fakes.ts'

async function seenBy(role: Role, ...list: LiveChange[]): Promise<LiveChange[]> {
  async function* feed(): AsyncGenerator<LiveEvent, void> {
    yield { type: 'changes', seq: 1, at: 1, changes: list }
  }
  const user = { id: 'u', login: 'u', name: 'U', role, operatorId: 'anna' }
  const seen: LiveChange[] = []
  for await (const event of visible(feed(), user)) if (event.type === 'changes') seen.push(...event.changes)
  return seen
}

test('the steps of calls are for supervisors; agents hear that something changed, not whose', async () => {
  const step: LiveChange = { kind: 'trace', value: traced('keys.collected', { result: 'success', digits: '4711' }) }
  const config: LiveChange = { kind: 'config', entity: 'user', id: 'the boss', revision: 7 }
  for (const role of ['supervisor', 'admin'] as const) expect(await seenBy(role, step, config)).toEqual([step, config])
  expect(await seenBy('agent', step, config)).toEqual([{ ...config, id: '' }])
})

test('how many recovered recordings wait is for supervisors, in the snapshot and as it changes', async () => {
  const { store } = testStore()
  const counts: number[] = []
  const stop = store.recovered.follow((count) => counts.push(count))
  const sound = { place: 'recordings' as const, at: 1, seconds: 2, callId: null, from: '', fromName: '', foundAt: 1 }
  for (const id of ['a', 'b']) store.recovered.add({ ...sound, id, file: `${id}.wav` })
  store.recovered.remove('a')
  stop()
  store.recovered.remove('b')
  expect(counts).toEqual([0, 1, 2, 1])
  const change: LiveChange = { kind: 'recovered', count: 1 }
  expect([await seenBy('supervisor', change), await seenBy('agent', change)]).toEqual([[change], []])
  const { feed } = fakeFeed()
  for (const [user, recovered] of [
    [cleo, 2],
    [ben, 0],
  ] as const)
    for await (const event of visible(
      follow(feed, {}, undefined, () => true),
      user,
    )) {
      expect(event).toMatchObject({ type: 'snapshot', recovered })
      break
    }
})

test('each entry of the audit trail is heard of at once, until one stops listening', () => {
  const { store } = testStore()
  const heard: string[] = []
  const stop = store.audit.follow(({ action, target }) => heard.push(`${action} ${target}`))
  store.audit.add({ userId: 'u', action: 'flow.publish', target: 'main' })
  const { id } = store.audit.record({ userId: 'u', action: 'office.update', target: 'office' }, () =>
    store.office.settings.save({ ...store.office.settings.get(), name: 'Another' }),
  )
  store.audit.undo(id, 'u', () => {})
  expect(() =>
    store.audit.record({ userId: 'u', action: 'queue.create', target: 'q' }, () => {
      throw new Error('refused')
    }),
  ).toThrow('refused')
  stop()
  store.audit.add({ userId: 'u', action: 'flow.publish', target: 'other' })
  expect(heard).toEqual(['flow.publish main', 'office.update office', 'office.undo office'])
})
