// What a change of settings changed, row by row, so that the audit trail can show it and take it back.
export const auditChanges = {
  number: 150,
  name: 'audit changes',
  sql: `
    ALTER TABLE audit ADD COLUMN changes TEXT;
    -- The entry that this one takes back.
    ALTER TABLE audit ADD COLUMN undoes INTEGER;
    CREATE INDEX audit_undoes ON audit (undoes) WHERE undoes IS NOT NULL;
  `,
}
