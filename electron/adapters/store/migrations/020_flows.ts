// Flows: one draft each, published versions kept for ever.
export const flows = {
  number: 20,
  name: 'flows',
  sql: `
    CREATE TABLE flows (
      id TEXT PRIMARY KEY, name TEXT NOT NULL, draft TEXT NOT NULL, revision INTEGER NOT NULL,
      draft_updated_at INTEGER NOT NULL, published_version INTEGER, published_revision INTEGER,
      removed INTEGER NOT NULL DEFAULT 0
    );
    CREATE TABLE flow_versions (
      flow_id TEXT NOT NULL REFERENCES flows (id), version INTEGER NOT NULL, document TEXT NOT NULL,
      published_at INTEGER NOT NULL, by TEXT NOT NULL, note TEXT NOT NULL,
      PRIMARY KEY (flow_id, version)
    );
  `,
}
