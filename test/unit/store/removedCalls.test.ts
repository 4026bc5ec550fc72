// Calls that the office removed leave the search index too, which reuses their space; what is searched for stays right meanwhile.
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it, onTestFinished, vi } from 'vitest'
import { callHistory } from '../../../electron/adapters/store/callHistory.ts'
import { Indexer, readSearchIndex, searchIndexName } from '../../../electron/adapters/store/history/searchIndex.ts'
import { openQuestions } from '../../../electron/adapters/store/questions/questions.ts'
import { Sql } from '../../../electron/adapters/store/sql.ts'
import type { Store } from '../../../electron/adapters/store/store.ts'
import { pruneRows } from '../../../electron/host/prune.ts'
import { wallClock } from '../../../electron/host/system.ts'
import { traced } from '../../support/trace.ts'
import { storeWithDatabase } from './support.ts'

const day = 86_400_000
const log = { info: () => {}, warn: () => {}, error: () => {} }

/** `count` calls from `at` (epoch ms) on, a second apart; one in ten has a recording, which holds it in the history. */
function write(store: Store, name: string, count: number, at: number): void {
  for (let n = 0; n < count; n++) {
    const [id, startedAt] = [`${name}-${n}`, at + n * 1000]
    const [from, fromName] = [`+4930${700_000 + n}`, `Erika ${name} ${n}`]
    store.callLog.started({ id, kind: 'inbound', from, fromName, to: '5000', flowId: 'f', flowVersion: 1, startedAt })
    store.callLog.update(id, { endedAt: startedAt + 1, outcome: 'answered', ...(n % 10 ? {} : { recording: `${id}.wav` }) })
    store.callLog.trace(traced('node.entered', {}, { callId: id, at: startedAt, node: n % 2 ? 'odd' : 'even' }))
  }
  store.callLog.flush()
}

function given() {
  const office = storeWithDatabase()
  const { folder, store, clock, database } = office
  const openIndex = () => {
    const index = new Database(join(folder, searchIndexName), { fileMustExist: true })
    onTestFinished(() => void index.close())
    return index
  }
  const settings = { ...store.office.settings.get(), keepHistoryDays: 30, keepTraceDays: 0 }
  const prune = () => {
    while (pruneRows({ store, clock, log, settings: () => settings })) {}
  }
  const rowsOf = (where: Database.Database, table: string) =>
    (where.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n
  const history = callHistory(new Sql(database), { index: () => readSearchIndex(folder) })
  const found = (filter: { text?: string; number?: string; node?: string }) => history.list(filter, { limit: 500 })
  return { ...office, openIndex, prune, rowsOf, found }
}

it('pruned calls leave each table of the index, others are found as before, and the space is used again', () => {
  const { store, clock, database, folder, openIndex, prune, rowsOf, found } = given()
  const indexer = new Indexer(new Sql(database), folder)
  const index = openIndex()
  onTestFinished(() => indexer.close())
  const follow = () => {
    while (indexer.follow(50) || indexer.remove(50) || indexer.trimOrder(50, 20)) {}
  }
  const pages: number[] = []
  for (let month = 0; month < 8; month++) {
    write(store, `m${month}`, 400, clock.now())
    follow()
    clock.advance(31 * day)
    prune()
    // Not removed from the index yet: what is found is right at once.
    expect(found({ text: `erika m${month}` }).calls).toHaveLength(40)
    follow()
    const left = (month + 1) * 40
    expect(['calls', 'texts', 'nodes'].map((table) => rowsOf(index, table))).toEqual([left, left, left])
    expect(rowsOf(index, 'numbers')).toBe(left * 2)
    expect(rowsOf(database, 'removed_calls')).toBe(0)
    expect(rowsOf(database, 'call_order')).toBeLessThanOrEqual(21)
    const counted = [found({ text: `erika m${month}` }), found({ number: '+4930700010' }), found({ node: 'odd' })]
    expect(counted.map(({ total }) => total)).toEqual([40, month + 1, 0])
    expect(found({ node: 'even' }).calls).toHaveLength(left)
    index.pragma('wal_checkpoint(TRUNCATE)')
    pages.push(index.pragma('page_count', { simple: true }) as number)
  }
  // 40 calls a month stay; 360 came and went. Without their removal the index is over five times as large at the end.
  expect((pages.at(-1) ?? 0) / (pages[0] ?? 1)).toBeLessThan(1.6)
  expect(index.pragma('integrity_check', { simple: true })).toBe('ok')
})

it('a call that was written again under its id, and one that was never indexed, take no other with them', () => {
  const { store, clock, database, folder, prune, rowsOf, found } = given()
  const indexer = new Indexer(new Sql(database), folder)
  onTestFinished(() => indexer.close())
  write(store, 'again', 5, clock.now())
  indexer.follow(50)
  clock.advance(31 * day)
  write(store, 'unseen', 5, clock.now() - 30.5 * day)
  prune()
  write(store, 'again', 5, clock.now())
  while (indexer.remove(2) || indexer.follow(50)) {}
  expect(rowsOf(database, 'removed_calls')).toBe(0)
  expect(found({ text: 'erika again' }).calls).toHaveLength(5)
  expect(found({ text: 'erika unseen' }).calls.map(({ id }) => id)).toEqual(['unseen-0'])
})

it('steps of calls are found after all earlier steps were removed', () => {
  const { store, clock, database, folder, found } = given()
  const indexer = new Indexer(new Sql(database), folder)
  onTestFinished(() => indexer.close())
  write(store, 'old', 50, clock.now())
  indexer.follow(100)
  database.exec('DELETE FROM trace')
  write(store, 'new', 4, clock.now())
  while (indexer.follow(100)) {}
  expect(found({ node: 'odd' }).calls.map(({ id }) => id)).toEqual(expect.arrayContaining(['new-1', 'new-3']))
})

it('the thread of the search index removes them; the thread that runs calls only notes their ids', async () => {
  const { store, clock, database, folder, openIndex, prune, rowsOf } = given()
  write(store, 'gone', 500, clock.now())
  const questions = openQuestions({ folder, clock: wallClock, log, flush: store.callLog.flush })
  onTestFinished(questions.close)
  const indexed = () => {
    const reader = readSearchIndex(folder)
    const state = reader?.state()
    reader?.index.close()
    return state?.floor_at === null
  }
  await vi.waitFor(() => expect(indexed()).toBe(true), 20_000)
  const index = openIndex()
  expect(rowsOf(index, 'calls')).toBe(500)
  clock.advance(31 * day)
  prune()
  await vi.waitFor(() => expect([rowsOf(index, 'calls'), rowsOf(database, 'removed_calls')]).toEqual([50, 0]), 20_000)
})
