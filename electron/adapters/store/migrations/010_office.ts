// The office: settings, the records the manager edits, users, PINs, secrets.
export const office = {
  number: 10,
  name: 'office',
  sql: `
    CREATE TABLE settings (name TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE records (
      kind TEXT NOT NULL, id TEXT NOT NULL, position INTEGER NOT NULL, body TEXT NOT NULL,
      PRIMARY KEY (kind, id)
    ) WITHOUT ROWID;
    CREATE TABLE secrets (name TEXT PRIMARY KEY, sealed BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE users (
      id TEXT PRIMARY KEY, login TEXT NOT NULL UNIQUE COLLATE NOCASE, name TEXT NOT NULL, role TEXT NOT NULL,
      operator_id TEXT UNIQUE, password TEXT NOT NULL, created_at INTEGER NOT NULL
    );
    CREATE TABLE sessions (
      token_hash TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
      created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX sessions_user ON sessions (user_id);
    CREATE TABLE pins (operator_id TEXT PRIMARY KEY, lookup TEXT NOT NULL UNIQUE, hash TEXT NOT NULL, length INTEGER NOT NULL);
    CREATE TABLE lockouts (
      scope TEXT NOT NULL, key TEXT NOT NULL, failures TEXT NOT NULL, locked_until INTEGER, PRIMARY KEY (scope, key)
    ) WITHOUT ROWID;
    CREATE TABLE audit (
      id INTEGER PRIMARY KEY, at INTEGER NOT NULL, user_id TEXT NOT NULL, action TEXT NOT NULL, target TEXT NOT NULL,
      detail TEXT NOT NULL
    );
  `,
}
