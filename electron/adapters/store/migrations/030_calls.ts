// Calls: the history with its traces, and the journal that recovery reads.
export const calls = {
  number: 30,
  name: 'calls',
  sql: `
    CREATE TABLE calls (
      id TEXT PRIMARY KEY, kind TEXT NOT NULL, from_number TEXT NOT NULL, from_name TEXT NOT NULL, to_number TEXT NOT NULL,
      flow_id TEXT NOT NULL, flow_version INTEGER NOT NULL, started_at INTEGER NOT NULL, answered_at INTEGER,
      ended_at INTEGER, outcome TEXT NOT NULL, queue_id TEXT, operator_id TEXT, wait_ms INTEGER NOT NULL DEFAULT 0,
      talk_ms INTEGER NOT NULL DEFAULT 0, recording TEXT, disposition TEXT, note TEXT
    ) WITHOUT ROWID;
    CREATE INDEX calls_newest ON calls (started_at DESC, id DESC);
    CREATE INDEX calls_queue ON calls (queue_id, started_at DESC) WHERE queue_id IS NOT NULL;
    CREATE INDEX calls_operator ON calls (operator_id, started_at DESC) WHERE operator_id IS NOT NULL;
    CREATE INDEX calls_outcome ON calls (outcome, started_at DESC);
    -- In the order of arrival: a call resumed after a crash may number a step twice, and no step may be lost for that.
    CREATE TABLE trace (
      id INTEGER PRIMARY KEY, call_id TEXT NOT NULL, at INTEGER NOT NULL, type TEXT NOT NULL, node TEXT, data TEXT
    );
    CREATE INDEX trace_call ON trace (call_id, id);
    CREATE TABLE journal (call_id TEXT PRIMARY KEY, entry TEXT NOT NULL, state TEXT NOT NULL, seq INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE effects (call_id TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (call_id, key)) WITHOUT ROWID;
    CREATE TABLE kept (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  `,
}
