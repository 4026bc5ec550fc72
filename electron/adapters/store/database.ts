// Opens the data folder: one host at a time, migrated to this version, with a copy taken before.
import { chmodSync, constants, copyFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
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

/** Opens `folder/cordboard.sqlite`, makes what is missing; `onMigrate` is called before one of another version is copied and changed. Throws StoreError NEWER_DATABASE, CORRUPT, UNWRITABLE, FULL. */
export function openDatabase(
  folder: string,
  steps: readonly Migration[] = migrations,
  onMigrate: () => void = () => {},
): Database.Database {
  const path = join(folder, databaseName)
  let database: Database.Database | undefined
  try {
    database = new Database(path)
    database.pragma('journal_mode = WAL')
    database.pragma('foreign_keys = ON')
    database.pragma(`busy_timeout = ${busyMs}`)
    database.pragma('synchronous = NORMAL')
    database.pragma('temp_store = MEMORY') // a write opens no file of its own
    migrate(database, folder, steps, onMigrate)
    return database
  } catch (error) {
    database?.close()
    throw asStoreError(error, path)
  }
}

/** How long a command beside a running host waits for it, ms. */
const besideBusyMs = 5000

/** Opens it as it is, beside a host that may have it. Throws StoreError NEWER_DATABASE, OLDER_DATABASE, CORRUPT, UNWRITABLE. */
export function openBeside(folder: string, steps: readonly Migration[] = migrations): Database.Database {
  const path = join(folder, databaseName)
  let database: Database.Database | undefined
  try {
    database = new Database(path, { fileMustExist: true, timeout: besideBusyMs })
    database.pragma('foreign_keys = ON')
    const at = refuseNewer(database, steps)
    const newest = steps.at(-1)?.number ?? 0
    if (at < newest)
      throw new StoreError(
        'OLDER_DATABASE',
        `This data folder belongs to an earlier version of Cordboard (schema ${at}, this one knows ${newest}). Start the host once.`,
      )
    return database
  } catch (error) {
    database?.close()
    throw asStoreError(error, path)
  }
}

/** Which version's it is. */
function refuseNewer(database: Database.Database, steps: readonly Migration[]): number {
  const at = database.pragma('user_version', { simple: true }) as number
  const newest = steps.at(-1)?.number ?? 0
  if (at > newest)
    throw new StoreError(
      'NEWER_DATABASE',
      `This data folder belongs to a newer version of Cordboard (schema ${at}, this one knows ${newest}). Update Cordboard.`,
    )
  return at
}

function migrate(database: Database.Database, folder: string, steps: readonly Migration[], onMigrate: () => void): void {
  const at = refuseNewer(database, steps)
  const missing = steps.filter((step) => step.number > at)
  if (missing.length === 0) return
  if (at > 0) {
    onMigrate()
    copyBefore(database, folder, at)
  }
  for (const step of missing) {
    database.transaction(() => {
      database.exec(step.sql)
      database.pragma(`user_version = ${step.number}`)
    })()
  }
}

/**
 * The file as it is, which takes a sixth of the time of a VACUUM INTO (2.2 s and 12.0 s with a million calls, 1.3 GB) and no time where
 * the file system copies by reference. Nobody writes meanwhile: the folder is ours, and the database is held.
 */
function copyBefore(database: Database.Database, folder: string, at: number): void {
  const backups = join(folder, 'backups')
  mkdirSync(backups, { recursive: true, mode: 0o700 })
  const stamp = new Date().toISOString().replace(/[:.]/g, '-')
  const copy = join(backups, `before-${newestName(at)}-${stamp}.sqlite`)
  database.pragma('wal_checkpoint(TRUNCATE)')
  database.exec('BEGIN IMMEDIATE')
  try {
    // What another program reads cannot be written back to the file: then page by page.
    const whole = walIsEmpty(join(folder, databaseName))
    if (whole) copyFileSync(join(folder, databaseName), `${copy}.part`, constants.COPYFILE_FICLONE)
    database.exec('ROLLBACK')
    if (!whole) database.prepare('VACUUM INTO ?').run(`${copy}.part`)
    chmodSync(`${copy}.part`, 0o600)
    renameSync(`${copy}.part`, copy)
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK')
    rmSync(`${copy}.part`, { force: true })
    throw error
  }
}

const walIsEmpty = (path: string): boolean => (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) === 0

const newestName = (at: number) => `schema-${String(at).padStart(3, '0')}`
