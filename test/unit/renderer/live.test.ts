import { describe, expect, test } from 'vitest'
import {
  applyEvents,
  emptyLive,
  enterEpoch,
  type LiveState,
  lastChangeOf,
  resumeFrom,
  withWork,
} from '../../../renderer/lib/live/state.ts'
import type { LiveChange, LiveEvent } from '../../../shared/contract/live.ts'
import type { OperatorLive, WaitingCaller } from '../../../shared/domain/calls.ts'
import { traced } from '../../support/trace.ts'

const operator = (operatorId: string, state: OperatorLive['state']): OperatorLive => ({
  operatorId,
  name: operatorId,
  extension: '201',
  state,
  since: 0,
  reason: null,
  queues: [],
  callId: null,
  peer: null,
  callsToday: 0,
  wrapUpUntil: null,
  busyMs: 0,
  availableMs: 0,
  offHook: false,
  doNotDisturb: false,
  away: null,
  loggedOut: null,
})
const caller = (callId: string): WaitingCaller => ({
  callId,
  queueId: 'sales',
  from: '1',
  fromName: '',
  since: 0,
  position: 1,
  priority: 0,
  status: 'waiting',
  path: [],
})
const snapshot = (seq: number, operators: OperatorLive[], waiting: WaitingCaller[] = []): LiveEvent => ({
  type: 'snapshot',
  seq,
  at: 0,
  pbxConnected: true,
  problems: [],
  recovered: 0,
  configRevision: 0,
  snapshot: { operators, queues: [], waiting, calls: [] },
})
const changes = (seq: number, ...list: LiveChange[]): LiveEvent => ({ type: 'changes', seq, at: 0, changes: list })
const started = (): LiveState =>
  applyEvents(emptyLive, [snapshot(5, [operator('anna', 'available'), operator('bram', 'busy')], [caller('w1')])])

describe('the live store', () => {
  test('a snapshot replaces what was known', () => {
    const state = applyEvents(started(), [snapshot(2, [operator('chloe', 'offline')])])
    expect(Object.keys(state.operators)).toEqual(['chloe'])
    expect(state.waiting).toEqual({})
    expect(state.seq).toBe(2)
  })

  test('what was configured is told by kind; after a snapshot in mid-run that skipped changes, any kind may be another', () => {
    const config = (seq: number, entity: string, revision: number) => changes(seq, { kind: 'config', entity, id: 'x', revision })
    const told = applyEvents(started(), [config(6, 'queue', 1), config(7, 'flow', 2)])
    expect([['queue'], ['flow'], ['user'], ['user', 'queue'], ['*'], []].map((kinds) => lastChangeOf(told, kinds))).toEqual([
      1, 2, 0, 1, 2, 0,
    ])
    const same = applyEvents(told, [{ ...snapshot(9, []), configRevision: 2 } as LiveEvent])
    expect(lastChangeOf(same, ['user'])).toBe(0)
    const missed = applyEvents(same, [{ ...snapshot(19, []), configRevision: 5 } as LiveEvent])
    expect([['user'], ['queue'], []].map((kinds) => lastChangeOf(missed, kinds))).toEqual([5, 5, 0])
    // The first snapshot, and that of another run of the host: whatever is shown was loaded since.
    const first = applyEvents(emptyLive, [{ ...snapshot(5, []), configRevision: 9 } as LiveEvent])
    const restarted = applyEvents(enterEpoch(missed, 'another'), [{ ...snapshot(1, []), configRevision: 3 } as LiveEvent])
    expect([first, restarted].map((state) => lastChangeOf(state, ['user']))).toEqual([0, 0])
  })

  test('changes are applied in order, and leave what they do not touch as it is', () => {
    const before = started()
    const after = applyEvents(before, [
      changes(6, { kind: 'operator', value: operator('anna', 'ringing') }),
      changes(7, { kind: 'waitingGone', callId: 'w1' }, { kind: 'pbx', connected: false }),
    ])
    expect(after.operators.anna?.state).toBe('ringing')
    expect(after.operators.bram).toBe(before.operators.bram)
    expect(after.queues).toBe(before.queues)
    expect(after.waiting).toEqual({})
    expect(after.pbxConnected).toBe(false)
    expect(before.operators.anna?.state).toBe('available')
  })

  test('changes seen already, or out of order, are skipped', () => {
    const state = applyEvents(started(), [
      changes(8, { kind: 'operator', value: operator('anna', 'busy') }),
      changes(7, { kind: 'operator', value: operator('anna', 'ringing') }),
      changes(8, { kind: 'operatorGone', id: 'anna' }),
    ])
    expect(state.operators.anna?.state).toBe('busy')
    expect(state.seq).toBe(8)
  })

  test('changes before the first snapshot mean nothing', () => {
    expect(applyEvents(emptyLive, [changes(9, { kind: 'waiting', value: caller('w9') })])).toBe(emptyLive)
  })

  test('the feed resumes within the same run of the host, and starts over with another', () => {
    const state = enterEpoch(started(), 'run-1')
    const known = { ...state, seq: 5 }
    expect(resumeFrom(known, 'run-1')).toEqual({ since: 5, epoch: 'run-1' })
    expect(resumeFrom(known, 'run-2')).toEqual({})
    expect(resumeFrom(enterEpoch(known, 'run-2'), 'run-2')).toEqual({})
  })

  test('a loaded list settles what is no longer in it', () => {
    const item = { id: 'v1' } as LiveState['voicemails'][string]
    const state = withWork({ ...emptyLive, voicemails: { old: item } }, { voicemails: [item] })
    expect(Object.keys(state.voicemails)).toEqual(['v1'])
  })

  test('an alert told twice is kept once, the newest first', () => {
    const alert = (id: string) => ({ kind: 'alert' as const, value: { id, at: 0, kind: 'info' as const, text: id } })
    const state = applyEvents(started(), [changes(6, alert('a'), alert('b')), changes(7, alert('a'))])
    expect(state.alerts.map((each) => each.id)).toEqual(['a', 'b'])
  })

  test('steps of running calls are kept until long after the call, each call’s own', () => {
    const step = (callId: string, seq: number, type = 'node.entered'): LiveChange => ({
      kind: 'trace',
      value: traced(type, type === 'call.ended' ? { outcome: 'answered' } : {}, { callId, seq, node: 'n' }),
    })
    const after = applyEvents(started(), [
      changes(6, step('a', 1), step('b', 1), step('a', 2, 'call.ended'), { kind: 'callGone', id: 'a' }),
      changes(7, step('b', 2)),
    ])
    expect(Object.entries(after.traces).map(([id, steps]) => [id, steps.map(({ seq }) => seq)])).toEqual([
      ['a', [1, 2]],
      ['b', [1, 2]],
    ])
    const many = Array.from({ length: 250 }, (_, n) => changes(8 + n, step(`c${n}`, 1, 'call.ended')))
    const later = applyEvents(after, many)
    expect(Object.keys(later.traces)).toHaveLength(201)
    expect(later.traces.b).toHaveLength(2)
    // A snapshot may have missed some: what came before it is no longer the whole story.
    expect(applyEvents(later, [snapshot(900, [])])).toMatchObject({ traces: {}, snapshots: 2 })
  })

  test('a change of configuration is known by its kind', () => {
    const change = (seq: number, entity: string, revision: number) => changes(seq, { kind: 'config', entity, id: 'x', revision })
    const state = applyEvents(started(), [change(6, 'queue', 1), change(7, 'flow', 2), change(8, 'queue', 3)])
    expect(state.configured).toEqual({ queue: 3, flow: 2 })
    expect(state.configRevision).toBe(3)
  })
})
