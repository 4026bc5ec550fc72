// What waits for someone, and what waits for a server: callbacks, voicemail, the outbox.
export const work = {
  number: 40,
  name: 'work',
  sql: `
    CREATE TABLE callbacks (
      id TEXT PRIMARY KEY, number TEXT NOT NULL, queue_id TEXT NOT NULL, created_at INTEGER NOT NULL, call_id TEXT,
      status TEXT NOT NULL, claimed_by TEXT, lease_until INTEGER, retry_at INTEGER, outcome TEXT, attempts TEXT NOT NULL,
      note TEXT
    );
    CREATE UNIQUE INDEX callbacks_open ON callbacks (number, queue_id) WHERE status IN ('pending', 'claimed', 'dialing');
    CREATE INDEX callbacks_created ON callbacks (created_at);
    CREATE TABLE voicemails (
      id TEXT PRIMARY KEY, mailbox_id TEXT NOT NULL, call_id TEXT NOT NULL, from_number TEXT NOT NULL, from_name TEXT NOT NULL,
      at INTEGER NOT NULL, seconds REAL NOT NULL, file TEXT NOT NULL, status TEXT NOT NULL, assigned_to TEXT, note TEXT
    );
    CREATE INDEX voicemails_box ON voicemails (mailbox_id, status);
    CREATE INDEX voicemails_at ON voicemails (at DESC);
    CREATE TABLE outbox (
      id TEXT PRIMARY KEY, call_id TEXT NOT NULL, url TEXT NOT NULL, headers TEXT NOT NULL, body TEXT NOT NULL,
      status TEXT NOT NULL, attempts INTEGER NOT NULL, last_status INTEGER, last_error TEXT, next_at INTEGER NOT NULL,
      created_at INTEGER NOT NULL
    );
    CREATE INDEX outbox_pending ON outbox (next_at) WHERE status = 'pending';
    CREATE INDEX outbox_created ON outbox (created_at DESC);
  `,
}
