// Opens the data folder: one host at a time, migrated to this version, with a copy taken before.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { asStoreError, StoreError } from './errors.ts'
import { type Migration, migrations } from './migrations/index.ts'

export const databaseName = 'cordboard.sqlite'

/** How long a write waits for another program's, ms: short, as the thread that runs calls waits with it. What fails is tried again. */
const busyMs = 10

/** Takes the folder for this process until `release()`; the kernel frees it when the process dies. Throws StoreError LOCKED. */
export function lockFolder(folder: string): { release(): void } {
  const path = join(folder, 'host.lock')
  let lock: Database.Database | undefined
  try {
    lock = new Database(path, { timeout: 0 })
    lock.pragma('journal_mode = MEMORY')
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock?.close()
    throw asStoreError(error, folder)
  }
  const held = lock
  return { release: () => void held.close() }
}

/** Opens `folder/cordboard.sqlite`, makes what is missing. Throws StoreError NEWER_DATABASE, CORRUPT, UNWRITABLE, FULL. */
export function openDatabase(folder: string, steps: readonly Migration[] = migrations): Database.Database {
  const path = join(folder, databaseName)
  let database: Database.Database | undefined
  try {
    database = new Database(path)
    database.pragma('journal_mode = WAL')
    database.pragma('foreign_keys = ON')
    database.pragma(`busy_timeout = ${busyMs}`)
    database.pragma('synchronous = NORMAL')
    database.pragma('temp_store = MEMORY') // a write opens no file of its own
    migrate(database, folder, steps)
    return database
  } catch (error) {
    database?.close()
    throw asStoreError(error, path)
  }
}

function migrate(database: Database.Database, folder: string, steps: readonly Migration[]): void {
  const at = database.pragma('user_version', { simple: true }) as number
  const newest = steps.at(-1)?.number ?? 0
  if (at > newest)
    throw new StoreError(
      'NEWER_DATABASE',
      `This data folder belongs to a newer version of Cordboard (schema ${at}, this one knows ${newest}). Update Cordboard.`,
    )
  const missing = steps.filter((step) => step.number > at)
  if (missing.length === 0) return
  if (at > 0) copyBefore(database, folder, at)
  for (const step of missing) {
    database.transaction(() => {
      database.exec(step.sql)
      database.pragma(`user_version = ${step.number}`)
    })()
  }
}

function copyBefore(database: Database.Database, folder: string, at: number): void {
  const backups = join(folder, 'backups')
  mkdirSync(backups, { recursive: true, mode: 0o700 })
  const stamp = new Date().toISOString().replace(/[:.]/g, '-')
  database.prepare('VACUUM INTO ?').run(join(backups, `before-${newestName(at)}-${stamp}.sqlite`))
}

const newestName = (at: number) => `schema-${String(at).padStart(3, '0')}`
