// What desk phones fetched, and with which code they may: a row a phone.
export const phoneStates = {
  number: 290,
  name: 'phone states',
  sql: 'CREATE TABLE phone_states (id TEXT PRIMARY KEY, sealed BLOB NOT NULL);',
}
