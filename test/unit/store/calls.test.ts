import { describe, expect, it } from 'vitest'
import { openDatabase } from '../../../electron/adapters/store/database.ts'
import { migrations } from '../../../electron/adapters/store/migrations/index.ts'
import type { JournalEntry } from '../../../electron/engine/ports.ts'
import { stopwatch } from '../../support/stopwatch.ts'
import { traced } from '../../support/trace.ts'
import { type ManualClock, temporaryFolder, testStore } from './support.ts'

type Store = ReturnType<typeof testStore>['store']

const call = (n: number, at: number) => ({
  id: `call-${n}`,
  kind: 'inbound' as const,
  from: `+4930${100000 + n}`,
  fromName: n % 7 === 0 ? 'Erika Mustermann' : '',
  to: '5000',
  flowId: 'main',
  flowVersion: 1,
  around: [],
  streams: [],
  startedAt: at,
})

const entry = (callId: string): JournalEntry => ({
  callId,
  channelId: `ch-${callId}`,
  kind: 'inbound',
  flowId: 'main',
  flowVersion: 1,
  around: [],
  streams: [],
  from: '1',
  fromName: '',
  to: '2',
  startedAt: 1,
  answeredAt: null,
  handOver: null,
  queueId: null,
  life: 0,
  language: 'en',
  nodeId: 'menu',
  visit: 1,
  state: { invalid: 1 },
  variables: { caller: '1' },
  seq: 7,
  after: false,
})

function history(store: Store, clock: ManualClock, count: number): void {
  for (let n = 0; n < count; n++) {
    store.callLog.started(call(n, clock.now() + n))
    store.callLog.update(`call-${n}`, { outcome: n % 3 ? 'answered' : 'abandoned', queueId: n % 2 ? 'sales' : 'help', waitMs: n })
  }
}

describe('the call history', () => {
  it('knows whose telephone rang in vain: not who answered, turned it away, or was spared by another who answered', () => {
    const { store, clock } = testStore()
    const stories: Record<string, [type: string, to: string, result?: string][]> = {
      'in vain': [
        ['leg.ringing', '201'],
        ['leg.ended', '201', 'noAnswer'],
      ],
      'the caller gave up': [['leg.ringing', '201']],
      answered: [
        ['leg.ringing', '201'],
        ['leg.answered', '201'],
        ['leg.ended', '201', 'noAnswer'],
      ],
      'turned away': [
        ['leg.ringing', '201'],
        ['leg.ended', '201', 'rejected'],
      ],
      'another answered': [
        ['leg.ringing', '201'],
        ['leg.ringing', '202'],
        ['leg.cancelled', '201'],
        ['leg.answered', '202'],
      ],
      'somebody else’s': [['leg.ringing', '202']],
    }
    for (const [n, [name, steps]] of Object.entries(stories).entries()) {
      const { id } = call(n, clock.now() + n)
      store.callLog.started({ ...call(n, clock.now() + n), fromName: name })
      for (const [at, [type, to, result]] of steps.entries())
        store.callLog.trace(traced(type, { to, ...(result ? { result } : {}) }, { callId: id, seq: at + 1, at: clock.now() }))
    }
    const missed = (extension: string) =>
      store.calls.list({ missedBy: extension }, { limit: 10 }).calls.map((each) => each.fromName)
    expect(missed('201')).toEqual(['the caller gave up', 'in vain'])
    expect(missed('202')).toEqual(['somebody else’s'])
    store.close()
  })
  it('tells each call’s story in order, written at the latest 200 ms after', () => {
    const { store, clock } = testStore()
    store.callLog.started(call(1, 5))
    store.callLog.trace(traced('call.started', { to: '5000' }, { callId: 'call-1', at: 5 }))
    expect(clock.timers).toBe(1)
    clock.advance(200)
    expect(clock.timers).toBe(0)
    store.callLog.trace(traced('node.entered', {}, { callId: 'call-1', seq: 2, at: 6, node: 'menu' }))
    store.callLog.update('call-1', { answeredAt: 6, outcome: 'completed', endedAt: 9 })
    expect(store.calls.get('call-1')).toMatchObject({
      call: { id: 'call-1', startedAt: 5, answeredAt: 6, endedAt: 9, outcome: 'completed', note: null },
      trace: [
        { callId: 'call-1', seq: 1, at: 5, type: 'call.started', data: { to: '5000' } },
        { callId: 'call-1', seq: 2, at: 6, type: 'node.entered', node: 'menu' },
      ],
    })
    expect(store.calls.get('other')).toBeNull()
  })

  it('loses no step that bears a number twice', () => {
    const { store } = testStore()
    store.callLog.started(call(1, 5))
    for (const type of ['call.answered', 'talk.ended']) store.callLog.trace(traced(type, {}, { callId: 'call-1', at: 5 }))
    expect(store.calls.get('call-1')?.trace.map((event) => [event.seq, event.type])).toEqual([
      [1, 'call.answered'],
      [2, 'talk.ended'],
    ])
  })

  it('has what waited when the store is closed and opened again', () => {
    const { store, folder, clock } = testStore()
    store.callLog.started(call(1, 5))
    store.callLog.trace(traced('call.started', {}, { callId: 'call-1', at: 5 }))
    store.close()
    expect(clock.timers).toBe(0)
    expect(testStore(folder).store.calls.get('call-1')?.trace).toHaveLength(1)
  })

  it('is read page by page without gap or repeat, newest first', () => {
    const { store, clock } = testStore()
    history(store, clock, 95)
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = store.calls.list({ queueId: 'sales' }, { cursor, limit: 10 })
      expect(page.total).toBe(47)
      seen.push(...page.calls.map((c) => c.id))
      cursor = page.next ?? undefined
    } while (cursor)
    expect(seen).toEqual(Array.from({ length: 47 }, (_, i) => `call-${93 - 2 * i}`))
  })

  it('takes a search as it is written', () => {
    const { store, clock } = testStore()
    history(store, clock, 20)
    store.callLog.started({ ...call(99, clock.now()), fromName: '100% _real_' })
    const found = (text: string) => store.calls.list({ text }, { limit: 50 }).calls.map((c) => c.id)
    expect([found('100% _r'), found('muster').length, found("'; DROP"), found('%')]).toEqual([['call-99'], 3, [], ['call-99']])
    expect(() => store.calls.list({}, { cursor: 'nonsense', limit: 5 })).toThrow(expect.objectContaining({ code: 'CONFLICT' }))
  })

  it('is narrowed to calls of the office’s phones, or to those that came in', () => {
    const { store, clock } = testStore()
    for (const [n, kind] of (['inbound', 'phone', 'return', 'test'] as const).entries())
      store.callLog.started({ ...call(n, clock.now() + n), kind })
    const found = (direction: 'in' | 'out') => store.calls.list({ direction }, { limit: 10 }).calls.map(({ kind }) => kind)
    expect([found('out'), found('in')]).toEqual([
      ['return', 'phone'],
      ['test', 'inbound'],
    ])
  })

  it('belongs to every operator who spoke in it, with the times of each, and to whom it was given', () => {
    const { store, clock } = testStore()
    for (const n of [1, 2, 3]) store.callLog.started(call(n, clock.now() + n))
    const { callLog } = store
    callLog.update('call-1', { operatorId: 'ann' })
    callLog.joined('call-1', { extension: '201', operatorId: 'ann', at: 1000, transferredBy: null })
    callLog.joined('call-1', { extension: '201', operatorId: 'ann', at: 1500, transferredBy: null }) // as a host that was killed
    callLog.left('call-1', { extension: '201', at: 3000, transferredTo: '202' })
    callLog.joined('call-1', { extension: '202', operatorId: 'bob', at: 3000, transferredBy: '201' })
    callLog.joined('call-1', { extension: '209', operatorId: null, at: 4000, transferredBy: null })
    callLog.update('call-1', { endedAt: 9000, outcome: 'transferred', operatorId: 'bob' })
    callLog.joined('call-2', { extension: '202', operatorId: 'bob', at: 5000, transferredBy: null })
    const of = (operatorId: string) => store.calls.list({ operatorId }, { limit: 10 })
    expect([of('ann'), of('bob'), of('eve')].map(({ calls, total }) => [total, ...calls.map(({ id }) => id)])).toEqual([
      [1, 'call-1'],
      [2, 'call-2', 'call-1'],
      [0],
    ])
    const none = { transferredBy: null, transferredTo: null }
    expect(store.calls.record('call-1')?.parts).toEqual([
      { extension: '201', operatorId: 'ann', joinedAt: 1000, leftAt: 3000, transferredBy: null, transferredTo: '202' },
      { extension: '202', operatorId: 'bob', joinedAt: 3000, leftAt: 9000, transferredBy: '201', transferredTo: null },
      { extension: '209', operatorId: null, joinedAt: 4000, leftAt: 9000, ...none },
    ])
    const seenBy = { operatorId: 'ann', extension: '201', queueIds: [] }
    expect(store.calls.list({ seenBy }, { limit: 10 }).calls.map(({ id }) => id)).toEqual(['call-1'])
    store.pruning.step('calls', clock.now() + 100, 10)
    expect([of('ann').total, of('bob').total]).toEqual([0, 1])
  })

  it('of earlier versions keep their notes, without an author, and their operators', () => {
    const folder = temporaryFolder()
    const earlier = openDatabase(
      folder,
      migrations.filter(({ number }) => number < 340),
    )
    earlier.exec(`INSERT INTO calls (id, kind, from_number, from_name, to_number, flow_id, flow_version, started_at, ended_at, outcome,
      operator_id, note) VALUES ('old', 'inbound', '1', '', '2', 'f', 1, 5, 9, 'answered', 'ann', 'wants an offer')`)
    earlier.close()
    const { store } = testStore(folder)
    expect(store.calls.notes('old')).toEqual([{ author: '', name: '', at: 9, text: 'wants an offer' }])
    const { calls, total } = store.calls.list({ operatorId: 'ann' }, { limit: 5 })
    expect([total, ...calls.map(({ note, parts }) => [note, parts])]).toEqual([1, ['wants an offer', []]])
    store.callLog.note('old', { author: 'u1', name: 'Ann', at: 20, text: 'sent' })
    expect(store.calls.record('old')?.note).toBe('wants an offer\nsent')
  })

  it('counts test calls apart', () => {
    const { store, clock } = testStore()
    for (const [n, kind] of (['inbound', 'test', 'inbound'] as const).entries())
      store.callLog.started({ ...call(n, clock.now() + n), kind })
    store.callLog.started({ ...call(4, clock.now() + 4), kind: 'phone', flowId: 'builtin:soundTest' })
    for (const n of [0, 1, 2, 4]) store.callLog.update(`call-${n}`, { operatorId: 'ann', queueId: 'sales' })
    const filters = [{}, { operatorId: 'ann' }, { queueId: 'sales' }, { text: '+4930' }, { number: '5000' }]
    for (const filter of filters) {
      const { total, tests, calls } = store.calls.list(filter, { limit: 10 })
      expect([total, tests, calls.length], JSON.stringify(filter)).toEqual([2, 2, 4])
    }
  })

  it('lists a page of 20,000 calls without reading them all', () => {
    const { store, clock } = testStore()
    store.journal.put('x', 1)
    history(store, clock, 20_000)
    const middle = store.calls.list({}, { limit: 200 }).next ?? ''
    const filters = [{}, { queueId: 'sales' }, { outcome: 'answered' as const }, { text: '10011' }]
    for (const filter of filters) {
      store.calls.list(filter, { cursor: middle, limit: 50 })
      const times = Array.from({ length: 9 }, () => {
        const took = stopwatch()
        store.calls.list(filter, { cursor: middle, limit: 50 })
        return took()
      })
      // A page takes 1 to 5 ms on a quiet machine; all of them, read and sorted, some hundred.
      expect(times.sort((a, b) => a - b)[4], JSON.stringify(filter)).toBeLessThan(60)
    }
  })
})

describe('the journal', () => {
  it('gives back what was saved last, over a restart', () => {
    const { store, folder } = testStore()
    store.journal.save(entry('a'))
    store.journal.save({ ...entry('b'), state: undefined })
    store.journal.checkpoint('a', { invalid: 2 }, 9)
    store.journal.put('operators', [{ id: 'op1' }])
    store.close()
    const again = testStore(folder).store.journal
    expect(again.load()).toEqual([
      { ...entry('a'), state: { invalid: 2 }, seq: 9 },
      { ...entry('b'), state: null },
    ])
    expect([again.get('operators'), again.get('nothing')]).toEqual([[{ id: 'op1' }], undefined])
  })

  it('lets an effect happen once a call', () => {
    const { store } = testStore()
    expect([
      store.journal.effect('a', 'dial:1'),
      store.journal.effect('a', 'dial:1'),
      store.journal.effect('b', 'dial:1'),
    ]).toEqual([true, false, true])
    store.journal.remove('a')
    expect(store.journal.effect('a', 'dial:1')).toBe(true)
  })
})
