// From when until when the host ran: what charts know nothing of lies between.
export const hostRuns = {
  number: 390,
  name: 'host runs',
  sql: `
    CREATE TABLE host_runs (id INTEGER PRIMARY KEY, since INTEGER NOT NULL, seen_at INTEGER NOT NULL);
    CREATE INDEX host_runs_seen ON host_runs (seen_at);
  `,
}
