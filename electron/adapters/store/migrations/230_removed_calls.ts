// Calls that were removed, until the thread of the search index has removed them there, too. Each deletion is noted, whoever makes it.
export const removedCalls = {
  number: 230,
  name: 'removed calls',
  sql: `
    CREATE TABLE removed_calls (id INTEGER PRIMARY KEY, call_id TEXT NOT NULL);
    CREATE TRIGGER calls_removed AFTER DELETE ON calls BEGIN
      INSERT INTO removed_calls (call_id) VALUES (old.id);
    END;
  `,
}
