/** What is to be known of a callback before it is returned. */
export const callbackMarks = {
  number: 130,
  name: 'callbackMarks',
  sql: `
    ALTER TABLE callbacks ADD COLUMN refused TEXT;
    ALTER TABLE callbacks ADD COLUMN unconfirmed INTEGER NOT NULL DEFAULT 0;
  `,
}
