// Rows that could not be read, as they were, out of the way of those that can.
export const setAside = {
  number: 170,
  name: 'setAside',
  sql: 'CREATE TABLE set_aside (source TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, at INTEGER NOT NULL);',
}
