// The thread that keeps the search index up, and finds what earlier versions did not write down: in steps of some
// milliseconds, because the thread that runs calls writes to the same database.
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { databaseName } from '../database.ts'
import { backfillMissed } from '../history/missed.ts'
import { Indexer } from '../history/searchIndex.ts'
import { Sql } from '../sql.ts'
import type { UpkeepData } from './upkeep.ts'

const idleMs = 500
const pauseMs = 20
/** Calls a step of the search index, which no one else writes to, and of the office's own database. */
const steps = { follow: 500, backfill: 200, missed: 40, remove: 100, changes: 100, order: 200 }

const { folder } = workerData as UpkeepData
const database = new Database(join(folder, databaseName), { fileMustExist: true, timeout: 0 })
database.pragma('foreign_keys = ON')
const sql = new Sql(database)
const indexer = new Indexer(sql, folder)

/** One turn of all that is to be done; true when there is more. A busy database is left to whoever has it. */
function turn(): boolean {
  let more = false
  for (const work of [
    () => indexer.follow(steps.follow),
    () => indexer.backfill(steps.backfill),
    () => backfillMissed(sql, steps.missed),
    () => indexer.changes(steps.changes),
    () => indexer.remove(steps.remove),
    () => indexer.trimOrder(steps.order),
  ]) {
    try {
      more = work() || more
    } catch (error) {
      if (!String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY')) throw error
      more = true
    }
  }
  return more
}

let told = ''
for (;;) {
  try {
    await pause(turn() ? pauseMs : idleMs)
  } catch (error) {
    if (String(error) !== told) parentPort?.postMessage({ error: String(error) })
    told = String(error)
    await pause(5000)
  }
}
