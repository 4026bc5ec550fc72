// API tokens name what they may call, and expire: those that are there, in a year.
export const tokenScopes = {
  number: 180,
  name: 'token scopes',
  sql: `
    ALTER TABLE api_tokens ADD COLUMN expires_at INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE api_tokens ADD COLUMN scopes TEXT NOT NULL DEFAULT '[]';
    UPDATE api_tokens SET expires_at = (unixepoch() + 365 * 86400) * 1000;
  `,
}
