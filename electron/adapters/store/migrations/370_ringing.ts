// How calls ring at a user's consoles.
export const ringing = {
  number: 370,
  name: 'ringing',
  sql: `
    ALTER TABLE users ADD COLUMN ringing TEXT;
  `,
}
