// What can go wrong with the data folder, as a closed set.

export type StoreErrorCode =
  | 'NEWER_DATABASE'
  | 'OLDER_DATABASE'
  | 'CORRUPT'
  | 'LOCKED'
  | 'FULL'
  | 'UNWRITABLE'
  | 'PIN_TAKEN'
  | 'CONFLICT'
  | 'NOT_FOUND'
  | 'BUSY'
  | 'TOO_SLOW'

/** Every refusal of the store; `message` is a sentence for a person. */
export class StoreError extends Error {
  readonly code: StoreErrorCode
  constructor(code: StoreErrorCode, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'StoreError'
    this.code = code
  }
}

const bySqliteCode: Record<string, StoreErrorCode> = {
  SQLITE_NOTADB: 'CORRUPT',
  SQLITE_CORRUPT: 'CORRUPT',
  SQLITE_BUSY: 'LOCKED',
  SQLITE_LOCKED: 'LOCKED',
  SQLITE_FULL: 'FULL',
  SQLITE_CANTOPEN: 'UNWRITABLE',
  SQLITE_READONLY: 'UNWRITABLE',
  SQLITE_IOERR: 'UNWRITABLE',
  SQLITE_NOLFS: 'FULL',
  SQLITE_PROTOCOL: 'LOCKED',
  SQLITE_PERM: 'UNWRITABLE',
  SQLITE_NOMEM: 'UNWRITABLE',
}

const sentences: Partial<Record<StoreErrorCode, string>> = {
  CORRUPT:
    'The database is damaged or is not a Cordboard database. `npm run host -- repair` saves what can be read, `npm run host -- restore` puts back the newest copy; both take --data <folder>.',
  LOCKED: 'Another Cordboard host is using this data folder. Stop it first, or choose another folder with --data.',
  FULL: 'The disk is full.',
  UNWRITABLE: 'The data folder cannot be written.',
}

/** The code of a SQLite error that tells of the disk or the file, not of the statement; null for any other. */
export function codeOf(error: unknown): StoreErrorCode | null {
  if (error instanceof StoreError) return error.code
  const sqlite = (error as { code?: unknown } | null)?.code
  if (typeof sqlite !== 'string' || !sqlite.startsWith('SQLITE_')) return null
  return bySqliteCode[sqlite.split('_').slice(0, 2).join('_')] ?? null
}

/** Turns a SQLite error met while opening `path` into a coded one; anything else is handed back as it is. */
export function asStoreError(error: unknown, path: string): unknown {
  if (error instanceof StoreError) return error
  const code = codeOf(error)
  return code ? new StoreError(code, `${sentences[code]} (${path})`, error) : error
}
