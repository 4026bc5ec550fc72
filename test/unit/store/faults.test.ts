// Every write that a call makes, on a disk that refuses it in every way: none throws, none blocks for long, and all of it is there later.

import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { databaseName } from '../../../electron/adapters/store/database.ts'
import { DurableWrites } from '../../../electron/adapters/store/durableWrites.ts'
import { StoreError } from '../../../electron/adapters/store/errors.ts'
import type { Store } from '../../../electron/adapters/store/store.ts'
import { stopwatch } from '../../support/stopwatch.ts'
import { traced } from '../../support/trace.ts'
import { entryOf, manualClock, type StoreWithDatabase, storeWithDatabase } from './support.ts'

const at = 1_700_000_000_000
/** Ways of the disk to refuse; each returns what ends it. */
const faults: Record<string, (office: StoreWithDatabase) => () => void> = {
  'locked by another program': ({ folder }) => {
    const other = new Database(join(folder, databaseName))
    other.exec('BEGIN EXCLUSIVE')
    return () => other.close()
  },
  full: ({ database }) => {
    const pages = database.pragma('page_count', { simple: true }) as number
    database.pragma(`max_page_count = ${pages}`)
    // What is free inside the file is used up first.
    const filler = database.prepare("INSERT INTO set_aside VALUES ('test', 'filler', randomblob(3000), 0)")
    for (;;) {
      try {
        filler.run()
      } catch {
        break
      }
    }
    return () => database.pragma('max_page_count = 1073741823')
  },
  'read-only': ({ database }) => {
    database.pragma('query_only = ON')
    return () => database.pragma('query_only = OFF')
  },
}

const large = 'x'.repeat(5000)
const callback = (id: string) => ({ id, number: `+4930${large}${id}`, queueId: 'sales', callId: null, at })
const message = (id: string) => ({
  id,
  mailboxId: '201',
  callId: 'cb-1',
  from: '030',
  fromName: large,
  at,
  seconds: 3,
  file: 'aa/x.wav',
  status: 'new' as const,
  assignedTo: null,
  note: null,
})
const call = {
  id: 'cb-1',
  kind: 'inbound' as const,
  from: '030',
  fromName: large,
  to: '5000',
  flowId: 'f',
  flowVersion: 1,
  startedAt: at,
}
const delivery = {
  id: 'd1',
  callId: 'cb-1',
  url: 'https://example.org',
  headers: {},
  body: large,
  status: 'pending' as const,
  attempts: 0,
  lastStatus: null,
  lastError: null,
  nextAt: at,
  createdAt: at,
}

/** Each write of a call: how it is made, and how its result is read, during the fault where `now`, and afterwards. */
const writes: Record<string, { make(store: Store): void; read(store: Store): unknown; is: unknown; now: boolean }> = {
  'journal.save': {
    make: ({ journal }) => journal.save({ ...entryOf('cb-1'), variables: { large } }),
    read: ({ journal }) => journal.load().map(({ callId, variables }) => [callId, variables.large?.length]),
    is: [['cb-1', large.length]],
    now: false, // read at a start only, when nothing waits
  },
  'journal.checkpoint': {
    make: ({ journal }) => {
      journal.save(entryOf('cb-2'))
      journal.checkpoint('cb-2', { large }, 7)
    },
    read: ({ journal }) => journal.load().map(({ callId, state, seq }) => [callId, state, seq]),
    is: [['cb-2', { large }, 7]],
    now: false,
  },
  'journal.effect': {
    make: ({ journal }) => void expect(journal.effect('cb-1', large)).toBe(true),
    read: ({ journal }) => journal.effect('cb-1', large),
    is: false,
    now: true,
  },
  'journal.remove': {
    make: ({ journal }) => {
      journal.save({ ...entryOf('cb-3'), variables: { large } })
      journal.put('other', { large })
      journal.remove('cb-3')
    },
    read: ({ journal }) => journal.load(),
    is: [],
    now: true,
  },
  'journal.put': {
    make: ({ journal }) => journal.put('k', { large }),
    read: ({ journal }) => journal.get('k'),
    is: { large },
    now: true,
  },
  'callLog.started, update, note, addNote, joined, left, trace': {
    make: ({ callLog }) => {
      callLog.started(call)
      callLog.trace(traced('call.started', { from: large }, { callId: 'cb-1', at }))
      callLog.update('cb-1', { outcome: 'answered', endedAt: at + 5 })
      callLog.note('cb-1', { author: 'u1', name: 'Ann', at, text: 'first' })
      callLog.addNote('cb-1', { author: 'u1', name: 'Ann', at, text: 'second' })
      callLog.joined('cb-1', { extension: '201', operatorId: 'anna', at, transferredBy: null })
      callLog.left('cb-1', { extension: '201', at: at + 4, transferredTo: '202' })
    },
    read: ({ calls }) => {
      const found = calls.get('cb-1')
      return [found?.call.outcome, found?.call.note, found?.call.parts, found?.trace.map(({ type }) => type)]
    },
    is: [
      'answered',
      'first\nsecond',
      [{ extension: '201', operatorId: 'anna', joinedAt: at, leftAt: at + 4, transferredBy: null, transferredTo: '202' }],
      ['call.started'],
    ],
    now: false,
  },
  'callbacks.create': {
    make: ({ callbacks }) => void callbacks.create(callback('c1')),
    read: ({ callbacks }) => [callbacks.open('sales').map(({ id }) => id), callbacks.create(callback('c1')).created],
    is: [['c1'], false],
    now: true,
  },
  'callbacks.save': {
    make: ({ callbacks }) => {
      const made = callbacks.create(callback('c2')).callback
      callbacks.save({ ...made, status: 'claimed', claimedBy: 'anna', note: large })
    },
    read: ({ callbacks }) => callbacks.get('c2')?.claimedBy,
    is: 'anna',
    now: true,
  },
  'voicemails.add': {
    make: ({ voicemails }) => voicemails.add(message('v1')),
    read: ({ voicemails }) => [voicemails.countNew('201'), voicemails.list({ limit: 5 }).map(({ id }) => id)],
    is: [1, ['v1']],
    now: true,
  },
  'voicemails.save': {
    make: ({ voicemails }) => {
      voicemails.add(message('v2'))
      voicemails.save({ ...message('v2'), status: 'heard' })
    },
    read: ({ voicemails }) => [voicemails.get('v2')?.status, voicemails.countNew('201')],
    is: ['heard', 0],
    now: true,
  },
  'outbox.add, update': {
    make: ({ outbox }) => {
      expect(outbox.add(delivery)).toBe(true)
      outbox.update('d1', { attempts: 2 })
    },
    read: ({ outbox }) => [outbox.pending().map(({ id, attempts }) => [id, attempts]), outbox.add(delivery)],
    is: [[['d1', 2]], false],
    now: true,
  },
  'lockouts.remove': {
    make: ({ lockouts }) => {
      lockouts.save({ key: 'ext:1', failures: [at], lockedUntil: at + 1 })
      lockouts.save({ key: `ext:${large}`, failures: [at], lockedUntil: at + 1 })
      lockouts.remove('ext:1')
    },
    read: ({ lockouts }) => lockouts.load().map(({ key }) => key),
    is: [`ext:${large}`],
    now: false,
  },
  'lockouts.save': {
    make: ({ lockouts }) => lockouts.save({ key: `ext:${large}`, failures: [at], lockedUntil: at + 1 }),
    read: ({ lockouts }) => lockouts.load().length,
    is: 1,
    now: false,
  },
  'audit.add': {
    make: ({ audit }) => audit.add({ userId: 'u', action: 'a', target: 't', detail: large }),
    read: ({ audit }) => audit.list(5).map(({ action }) => action),
    is: ['a'],
    now: false,
  },
}

/** What of each port only reads, or is never done by a call; every other method of it has a case above. */
const reads: { [P in 'journal' | 'callLog' | 'callbacks' | 'voicemails' | 'outbox' | 'lockouts']: string[] } = {
  journal: ['load', 'get'],
  callLog: ['flush'], // writes what the others hold; it is part of each case
  callbacks: ['get', 'open', 'list', 'overlay'],
  voicemails: ['get', 'list', 'overlay', 'countNew', 'inMailbox', 'remove'], // a person removes messages at the console, and is told the refusal
  outbox: ['get', 'pending', 'list', 'overlay'],
  lockouts: ['load'],
}

it.each(Object.keys(reads) as (keyof typeof reads)[])('each write of the port %s has a case', (port) => {
  const { store } = storeWithDatabase()
  const covered = Object.keys(writes).flatMap((name) => {
    const [of, methods = ''] = name.split('.')
    return of === port ? methods.split(', ') : []
  })
  const methods = Object.keys(store[port]).filter((method) => !reads[port].includes(method))
  expect(covered.sort()).toEqual(methods.sort())
})

describe.each(Object.keys(faults))('on a disk that is %s', (fault) => {
  it.each(Object.keys(writes))('%s does not fail, is told, and is done later', (name) => {
    const given = storeWithDatabase()
    const { folder, clock, store } = given
    const write = writes[name]
    const begin = faults[fault]
    if (!write || !begin) throw new Error('no such case')
    const states: (string | null)[] = []
    store.writes.onChange(({ failing }) => states.push(failing))
    const end = begin(given)
    const took = stopwatch()
    write.make(store)
    store.callLog.flush()
    expect(took()).toBeLessThan(100)
    expect(store.writes.state).toMatchObject({ failing: expect.stringMatching(/LOCKED|FULL|UNWRITABLE/), lost: 0 })
    if (write.now) expect(write.read(store)).toEqual(write.is)
    clock.advance(10_000)
    expect(store.writes.state.waiting).toBeGreaterThan(0)
    end()
    clock.advance(10_000)
    expect(store.writes.state).toEqual({ failing: null, waiting: 0, lost: 0 })
    expect(states).toEqual([expect.any(String), null])
    expect(write.read(store)).toEqual(write.is)
    store.close()
    expect(write.read(storeWithDatabase(folder, clock).store)).toEqual(write.is)
  })
})

describe.each(Object.keys(faults))('a sign-in on a disk that is %s', (fault) => {
  it('opens a session, which is used, prolonged and ended, and is on disk later', async () => {
    const given = storeWithDatabase()
    const { store, clock, folder } = given
    const { id } = await store.users.save({ login: 'ada', name: 'Ada', role: 'admin', operatorId: null }, 'correct horse battery')
    const old = store.users.openSession(id)
    const leaving = store.users.openSession(id)
    clock.advance(2 * 86_400_000)
    const end = faults[fault]?.(given)
    const { token } = store.users.openSession(id)
    expect([store.users.session(token)?.login, store.users.session(old.token)?.login]).toEqual(['ada', 'ada'])
    store.users.closeSession(leaving.token)
    expect(store.users.session(leaving.token)).toBeNull()
    if (fault !== 'full') expect(store.writes.state.waiting).toBeGreaterThan(0) // rows so small may fit in a full page
    end?.()
    clock.advance(29.5 * 86_400_000) // the old one was prolonged when it was used
    expect(store.writes.state).toEqual({ failing: null, waiting: 0, lost: 0 })
    store.close()
    const { users } = storeWithDatabase(folder, clock).store
    expect([token, old.token, leaving.token].map((each) => users.session(each)?.login)).toEqual(['ada', 'ada', undefined])
  })
})

describe('writes that wait', () => {
  it('a write that can never work holds up no other, and is counted', () => {
    const { clock, store } = storeWithDatabase()
    store.writes.write(() => {
      throw new Error('never')
    })
    store.journal.save(entryOf('cb-9'))
    clock.advance(10_000)
    expect(store.writes.state).toEqual({ failing: null, waiting: 0, lost: 1 })
    expect(store.journal.load()).toHaveLength(1)
  })

  it('the disk works again as soon as the last one is written, however long that took', () => {
    const clock = manualClock()
    let [full, ticks] = [true, 0]
    const writes = new DurableWrites({ clock, ticks: () => (ticks += 100) }) // each write takes more than a slice
    for (const _ of [1, 2])
      writes.write(() => {
        if (full) throw new StoreError('FULL', 'The disk is full.')
      })
    full = false
    clock.advance(10_000)
    expect([writes.state, clock.timers]).toEqual([{ failing: null, waiting: 0, lost: 0 }, 0])
  })

  it('memory is bounded: the oldest is given up first', () => {
    const clock = manualClock()
    const writes = new DurableWrites({ clock, limit: 10 })
    const written: number[] = []
    const dropped: number[] = []
    let full = true
    for (let i = 0; i < 13; i++)
      writes.write(
        () => {
          if (full) throw new StoreError('FULL', 'The disk is full.')
          written.push(i)
        },
        undefined,
        () => dropped.push(i),
      )
    expect(writes.state).toEqual({ failing: 'FULL', waiting: 10, lost: 3 })
    full = false
    clock.advance(5000)
    expect(dropped).toEqual([0, 1, 2])
    expect(written).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    expect(clock.timers).toBe(0)
  })
})
