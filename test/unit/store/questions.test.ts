import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { callHistory } from '../../../electron/adapters/store/callHistory.ts'
import { backfillMissed } from '../../../electron/adapters/store/history/missed.ts'
import { Indexer, readSearchIndex } from '../../../electron/adapters/store/history/searchIndex.ts'
import { openAnswers } from '../../../electron/adapters/store/questions/answers.ts'
import { Lane } from '../../../electron/adapters/store/questions/lane.ts'
import { openQuestions } from '../../../electron/adapters/store/questions/questions.ts'
import { Sql } from '../../../electron/adapters/store/sql.ts'
import type { Store } from '../../../electron/adapters/store/store.ts'
import type { Clock } from '../../../electron/engine/ports.ts'
import { wallClock } from '../../../electron/host/system.ts'
import { extension } from '../../../shared/domain/office.ts'
import { traced } from '../../support/trace.ts'
import { testStore } from './support.ts'

const call = (n: number, more: object = {}) => ({
  id: `call-${String(n).padStart(5, '0')}`,
  kind: 'inbound' as const,
  from: `+4930${100_000 + n}`,
  fromName: n % 7 === 0 ? 'Erika Mustermann' : '',
  to: '5000',
  flowId: 'main',
  flowVersion: 1,
  around: [],
  streams: [],
  startedAt: 1_750_000_000_000 + n * 1000,
  ...more,
})

function write(store: Store, count: number): void {
  for (let n = 0; n < count; n++) {
    const { id, startedAt } = call(n)
    store.callLog.started(call(n))
    store.callLog.update(id, {
      outcome: n % 3 ? 'answered' : 'abandoned',
      queueId: n % 2 ? 'sales' : 'help',
      operatorId: `op${n % 5}`,
    })
    store.callLog.trace(traced('node.entered', {}, { callId: id, at: startedAt, node: n % 10 === 0 ? 'rare' : 'menu' }))
    store.callLog.trace(traced('leg.ringing', { to: '201' }, { callId: id, seq: 2, at: startedAt }))
    if (n % 4) store.callLog.trace(traced('leg.answered', { to: '201' }, { callId: id, seq: 3, at: startedAt }))
  }
  store.callLog.flush()
}

const reader = (folder: string) => {
  const database = new Database(join(folder, 'cordboard.sqlite'))
  onTestFinished(() => void database.close())
  return new Sql(database)
}

/** As of an earlier version: nothing of the calls was written down for searches. */
function forgetIndexes(sql: Sql): void {
  sql.database.exec(`DELETE FROM call_order; DELETE FROM missed;
    INSERT INTO missed_backfill SELECT started_at + 1, '' FROM calls ORDER BY started_at DESC LIMIT 1`)
}

const filters = [
  { text: '100 0' },
  { text: '030 1001' },
  { text: '+49 (30) 100-17' },
  { text: 'muster' },
  { text: 'ik' },
  { number: '+4930100042' },
  { number: '5000', outcome: 'abandoned' as const },
  { node: 'rare' },
  { missedBy: '201' },
  { missedBy: '201', queueId: 'sales' },
  { text: 'muster', operatorId: 'op2' },
  { operatorId: 'op1' },
  { operatorId: 'op3', queueId: 'sales', outcome: 'answered' as const },
  { from: call(50).startedAt, until: call(90).startedAt },
]

/** All pages of it, of 7 calls each. */
function all(history: ReturnType<typeof callHistory>, filter: (typeof filters)[number]): string[] {
  const ids: string[] = []
  let cursor: string | undefined
  do {
    const page = history.list(filter, { cursor, limit: 7 })
    expect(page.total).toBeGreaterThanOrEqual(page.calls.length)
    ids.push(...page.calls.map(({ id }) => id))
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return ids
}

describe('a search', () => {
  it.each(['indexed', 'half indexed', 'of an earlier version', 'of an earlier version, half indexed'])(
    'finds the same calls, each once, when the history is %s',
    (how) => {
      const { store, folder } = testStore()
      write(store, 300)
      const sql = reader(folder)
      const slowly = callHistory(sql)
      const expected = filters.map((filter) => all(slowly, filter))
      expect(expected.every((ids, n) => ids.length > 0 || n === 9)).toBe(true)
      if (how.startsWith('of')) forgetIndexes(sql)
      const indexer = new Indexer(sql, folder)
      onTestFinished(() => indexer.close())
      if (how.includes('half')) {
        if (how.startsWith('of')) {
          indexer.backfill(100)
          backfillMissed(sql, 120)
        }
        store.callLog.started(call(900, { fromName: 'Later Mustermann' }))
      } else {
        while (indexer.follow(50) || indexer.backfill(50) || backfillMissed(sql, 50)) {}
      }
      const quickly = callHistory(sql, { index: () => readSearchIndex(folder) })
      for (const [n, filter] of filters.entries()) {
        const found = all(quickly, filter)
        expect(new Set(found).size, JSON.stringify(filter)).toBe(found.length)
        const before = found.filter((id) => id !== 'call-00900')
        expect(before, JSON.stringify(filter)).toEqual(expected[n])
      }
      if (how.includes('half')) expect(quickly.list({ text: 'later' }, { limit: 5 }).calls).toHaveLength(1)
    },
  )

  it.each(['indexed', 'not indexed', 'noted since'])('finds notes, dispositions and whose name is shown: %s', (how) => {
    const { store, folder } = testStore()
    write(store, 30)
    const sql = reader(folder)
    const contact = { id: '', company: '', email: '', note: '', numbers: ['+4930100003'], mine: false }
    store.contacts.save('u1', { ...contact, name: 'Praxis Sommer' })
    store.contacts.save('u2', { ...contact, name: 'Private Sommer', numbers: ['+4930100005,12'], mine: true })
    store.office.extensions.save(extension.parse({ number: '209', name: 'Jörg Öztürk' }))
    store.callLog.started(call(40, { kind: 'phone', from: '209', to: '+4930999' }))
    const indexer = new Indexer(sql, folder)
    onTestFinished(() => indexer.close())
    const index = () => {
      while (indexer.follow(50) || indexer.backfill(50) || indexer.changes(50)) {}
    }
    if (how === 'noted since') index()
    store.callLog.update(call(7).id, { disposition: 'Order' })
    const note = (n: number, text: string) => store.callLog.note(call(n).id, { author: 'u1', name: 'Ann', at: 1, text })
    note(7, 'wants the larger boiler')
    note(8, 'first')
    if (how === 'indexed') index()
    note(8, 'the boiler is fine')
    if (how === 'indexed') index()
    const answers = openAnswers(folder)
    onTestFinished(() => answers.close())
    const found = (text: string, userId = 'u1') =>
      answers
        .answer('calls', { filter: { text }, userId, limit: 50 }, { over: () => false })
        .calls.map(({ id }) => Number(id.slice('call-'.length)))
    expect([found('boiler'), found('order'), found('Sommer'), found('sommer', 'u2'), found('öztürk')]).toEqual([
      [8, 7],
      [7],
      [3],
      [5, 3],
      [40],
    ])
    if (how === 'indexed') expect(found('first')).toEqual([])
  })

  it('is narrowed by how long was talked', () => {
    const { store } = testStore()
    write(store, 4)
    for (const n of [1, 2, 3]) store.callLog.update(call(n).id, { talkMs: n * 20_000 })
    const found = (filter: object) => store.calls.list(filter, { limit: 9 }).calls.map(({ talkMs }) => talkMs / 1000)
    expect([found({ maxTalkMs: 1 }), found({ minTalkMs: 1, maxTalkMs: 30_000 }), found({ minTalkMs: 40_000 })]).toEqual([
      [0],
      [20],
      [60, 40],
    ])
  })

  it('makes its index again when the database behind it is another', () => {
    const { store, folder } = testStore()
    write(store, 20)
    new Indexer(reader(folder), folder).close()
    const other = testStore()
    write(other.store, 5)
    const sql = reader(other.folder)
    const indexer = new Indexer(sql, folder)
    while (indexer.backfill(10)) {}
    expect(readSearchIndex(folder)?.state().floor_at).toBeNull()
    indexer.close()
    expect(callHistory(sql, { index: () => readSearchIndex(folder) }).list({ number: '5000' }, { limit: 50 }).calls).toHaveLength(
      5,
    )
  })
})

describe('a question', () => {
  const open = () => {
    const { store, folder } = testStore()
    write(store, 50)
    const warnings: unknown[] = []
    const log = {
      info: () => {},
      warn: (...what: unknown[]) => warnings.push(what),
      error: (...what: unknown[]) => warnings.push(what),
    }
    const questions = openQuestions({ folder, clock: wallClock, log, flush: store.callLog.flush })
    onTestFinished(questions.close)
    return { ...questions, store, folder, warnings }
  }

  it('is answered from another thread, with what was written a moment before', async () => {
    const { ask, store } = open()
    store.callLog.started(call(77, { from: '+4930555777' }))
    store.callLog.trace(traced('call.started', {}, { callId: call(77).id }))
    store.callLog.started(call(78, { from: '+4930555777' }))
    expect((await ask('call', { id: call(77).id }))?.trace).toHaveLength(1)
    // On a busy machine the search ends in between, and goes on from there.
    const found: string[] = []
    let cursor: string | undefined
    do {
      const page = await ask('calls', { filter: { text: '0555777' }, limit: 9, ...(cursor ? { cursor } : {}) })
      found.push(...page.calls.map(({ id }) => id))
      cursor = page.next ?? undefined
    } while (cursor)
    expect([...new Set(found)]).toEqual([call(78).id, call(77).id])
    const card = await ask('caller', { callId: call(78).id, number: '+4930555777', userId: 'u', calls: 4 })
    expect([card.call?.id, card.before.map(({ id }) => id), card.contact]).toEqual([call(78).id, [call(77).id], null])
  })

  it('about a caller finds the calls before this one on a busy machine, too, and ends when nobody waits for it', () => {
    const { store, folder } = testStore()
    for (const n of [75, 76, 77, 78]) store.callLog.started(call(n, { from: '+4930555777' }))
    store.callLog.flush()
    const indexer = new Indexer(reader(folder), folder)
    onTestFinished(() => indexer.close())
    while (indexer.follow(50) || indexer.backfill(50)) {}
    const answers = openAnswers(folder)
    onTestFinished(() => answers.close())
    const asked = { callId: call(78).id, number: '+4930555777', userId: 'u', calls: 4 }
    const earlier = (over: () => boolean) => answers.answer('caller', asked, { over }).before.map(({ id }) => id)
    expect(earlier(() => true)).toEqual([call(77).id, call(76).id, call(75).id])
    const nobodyWaits = () => {
      throw new Error('nobody waits')
    }
    expect(() => earlier(nobodyWaits)).toThrow('nobody waits')
  })

  it('is refused with a code when its thread ends, and the next is answered by another', async () => {
    const { ask, lanes } = open()
    await ask('calls', { filter: {}, limit: 1 })
    const asked = ask('calls', { filter: { text: 'ik' }, limit: 1 })
    void lanes.calls.thread?.terminate()
    await expect(asked.catch((error: unknown) => Promise.reject(error))).rejects.toMatchObject({ code: 'BUSY' })
    expect((await ask('calls', { filter: {}, limit: 3 })).calls).toHaveLength(3)
  })

  it('passes on what is wrong with it, and ends for who has gone', async () => {
    const { ask } = open()
    await expect(ask('calls', { filter: {}, cursor: 'nonsense', limit: 1 })).rejects.toMatchObject({ code: 'CONFLICT' })
    const gone = new AbortController()
    const asked = ask('calls', { filter: {}, limit: 1 }, gone.signal)
    gone.abort(new Error('gone'))
    await expect(asked).rejects.toThrow('gone')
  })

  it('has its time once the thread runs: a slow start is not a slow question', async () => {
    const { folder } = open()
    const waits: number[] = []
    const clock: Clock = {
      ...wallClock,
      after(ms, run) {
        waits.push(ms)
        return wallClock.after(ms, run)
      },
    }
    const lane = new Lane({ folder, clock, limits: { waiting: 2, timeoutMs: 20_000, startMs: 15_000, budgetMs: 50 } })
    onTestFinished(() => lane.close())
    await lane.ask('calls', { filter: {}, limit: 1 })
    await lane.ask('calls', { filter: {}, limit: 1 })
    expect(waits).toEqual([20_000 + 15_000, 20_000, 20_000])
  })

  it('is refused when too many wait, or when it takes too long', async () => {
    const { folder } = open()
    const lane = new Lane({ folder, clock: wallClock, limits: { waiting: 2, timeoutMs: 1, startMs: 0, budgetMs: 50 } })
    onTestFinished(() => lane.close())
    const asked = Array.from({ length: 5 }, () => lane.ask('calls', { filter: {}, limit: 1 }).catch((error: unknown) => error))
    expect(await Promise.all(asked)).toMatchObject(['TOO_SLOW', 'TOO_SLOW', 'TOO_SLOW', 'BUSY', 'BUSY'].map((code) => ({ code })))
  })
})
