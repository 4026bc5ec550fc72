// Trace events carry the version of their vocabulary, and their own number within the call. Those written before are of version 1.
export const traceVersions = {
  number: 220,
  name: 'trace versions',
  sql: `
    ALTER TABLE trace ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
    ALTER TABLE trace ADD COLUMN seq INTEGER;
  `,
}
