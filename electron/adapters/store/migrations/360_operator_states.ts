// In which state operators were, and when: what charts of a day are drawn from.
export const operatorStates = {
  number: 360,
  name: 'operator states',
  sql: `
    CREATE TABLE operator_states (
      id INTEGER PRIMARY KEY, operator_id TEXT NOT NULL, at INTEGER NOT NULL, state TEXT NOT NULL, reason TEXT,
      UNIQUE (operator_id, at)
    );
  `,
}
