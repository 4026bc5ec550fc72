// What each user likes of the console.
export const preferences = {
  number: 400,
  name: 'preferences',
  sql: `
    CREATE TABLE preferences (
      user_id TEXT PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE, body TEXT NOT NULL
    );
  `,
}
