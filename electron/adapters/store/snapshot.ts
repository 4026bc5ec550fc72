// A copy of the office's database for a backup, and what is done to such a copy before it takes the database's place.
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { BackupCounts } from '../../../shared/domain/backup.ts'
import { databaseName } from './database.ts'
import { asStoreError, StoreError } from './errors.ts'
import { migrations } from './migrations/index.ts'

/** Without it a file is no database of ours. */
const ourTable = 'records'

/** What was under way in the office when the copy was made is over in the one that goes on from it. */
const forget = `
  UPDATE calls SET outcome = 'lost', ended_at = started_at WHERE outcome = 'running';
  UPDATE callbacks SET status = 'pending', claimed_by = NULL, lease_until = NULL WHERE status IN ('claimed', 'dialing');
  UPDATE outbox SET status = 'failed', last_error = 'waiting when the backup was made' WHERE status = 'pending';
  DELETE FROM journal;
  DELETE FROM effects;
  DELETE FROM kept;
  DELETE FROM sessions;
`

/** Mails that waited may have been sent since. Backups of earlier versions have none. */
const forgetMails = "UPDATE mails SET status = 'dead', failure = 'restored' WHERE status = 'pending'"

/**
 * Writes a consistent copy of the folder's database to `path`, while the host goes on writing. Blocks: for a worker thread.
 * Returns the schema's number. Throws StoreError.
 */
export function snapshotTo(folder: string, path: string): number {
  return opened(join(folder, databaseName), { readonly: true }, (database) => {
    database.prepare('VACUUM INTO ?').run(path)
    return schemaOf(database)
  })
}

/**
 * Writes a consistent copy of the folder's database to `path`, page for page, while the host goes on writing: two such copies differ
 * only where the database does. Blocks: for a worker thread. Throws StoreError, CORRUPT for a database that is damaged.
 */
export async function copyPages(folder: string, path: string): Promise<void> {
  const source = join(folder, databaseName)
  let database: Database.Database | undefined
  try {
    database = new Database(source, { fileMustExist: true, readonly: true })
    // All at once: a copy in steps begins anew whenever something is written in between.
    await database.backup(path, { progress: () => 0x7fff_ffff })
  } catch (error) {
    throw asStoreError(error, source)
  } finally {
    database?.close()
  }
  opened(path, {}, (copy) => {
    copy.pragma('journal_mode = DELETE') // one file, nothing beside it
    if (copy.pragma('quick_check(1)', { simple: true }) !== 'ok')
      throw new StoreError('CORRUPT', `The database in ${folder} is damaged.`)
  })
}

/**
 * Makes a copy ready to be the database: whole, of a version we know, and with nothing under way. Blocks: for a worker thread.
 * Throws StoreError CORRUPT, NEWER_DATABASE.
 */
export function readySnapshot(path: string): BackupCounts {
  return opened(path, {}, (database) => {
    if (database.pragma('quick_check(1)', { simple: true }) !== 'ok' || !hasTable(database, ourTable))
      throw new StoreError('CORRUPT', 'This is not a whole Cordboard database.')
    const newest = migrations.at(-1)?.number ?? 0
    if (schemaOf(database) > newest)
      throw new StoreError('NEWER_DATABASE', 'This database belongs to a newer version of Cordboard.')
    database.pragma('journal_mode = DELETE') // one file, nothing beside it
    database.transaction(() => {
      database.exec(forget)
      if (hasTable(database, 'mails')) database.exec(forgetMails)
    })()
    return countsOf(database)
  })
}

function opened<T>(path: string, options: Database.Options, work: (database: Database.Database) => T): T {
  let database: Database.Database | undefined
  try {
    database = new Database(path, { fileMustExist: true, ...options })
    return work(database)
  } catch (error) {
    throw asStoreError(error, path)
  } finally {
    database?.close()
  }
}

const schemaOf = (database: Database.Database) => database.pragma('user_version', { simple: true }) as number

const hasTable = (database: Database.Database, name: string) =>
  database.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(name) !== undefined

function countsOf(database: Database.Database): BackupCounts {
  const count = (from: string) => (database.prepare(`SELECT count(*) AS n FROM ${from}`).get() as { n: number }).n
  return {
    operators: count("records WHERE kind = 'operator'"),
    queues: count("records WHERE kind = 'queue'"),
    flows: count('flows'),
    contacts: count('contacts'),
    calls: count('calls'),
    voicemails: count('voicemails'),
    users: count('users'),
  }
}
