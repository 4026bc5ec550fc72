// API tokens: other programs' way in. Kept as their SHA-256 only.
export const tokens = {
  number: 80,
  name: 'tokens',
  sql: `
    CREATE TABLE api_tokens (
      id TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, token_hash TEXT NOT NULL UNIQUE,
      created_at INTEGER NOT NULL, created_by TEXT NOT NULL, used_at INTEGER
    ) WITHOUT ROWID;
  `,
}
