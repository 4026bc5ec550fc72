// Who called by what a trusted network asserts beside a withheld number; it goes with its call.
export const assertedIdentities = {
  number: 330,
  name: 'asserted identities',
  sql: `
    CREATE TABLE asserted_identities (call_id TEXT PRIMARY KEY, number TEXT NOT NULL, at INTEGER NOT NULL);
    CREATE INDEX asserted_identities_at ON asserted_identities (at);
    CREATE TRIGGER asserted_identities_removed AFTER DELETE ON calls BEGIN
      DELETE FROM asserted_identities WHERE call_id = old.id;
    END;
  `,
}
