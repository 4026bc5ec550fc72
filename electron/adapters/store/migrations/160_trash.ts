// What was removed by hand and can be brought back for 30 days.
export const trash = {
  number: 160,
  name: 'trash',
  sql: `
    CREATE TABLE trash (
      id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, removed_at INTEGER NOT NULL, removed_by TEXT NOT NULL,
      body TEXT NOT NULL
    );
    CREATE INDEX trash_removed ON trash (removed_at);
  `,
}
