// The directory: contacts, their numbers for looking up who rings, and each user's stars and keys.
export const directory = {
  number: 50,
  name: 'directory',
  sql: `
    CREATE TABLE contacts (
      id TEXT PRIMARY KEY, name TEXT NOT NULL COLLATE NOCASE, company TEXT NOT NULL, email TEXT NOT NULL, note TEXT NOT NULL,
      owner TEXT
    );
    CREATE INDEX contacts_name ON contacts (name);
    CREATE TABLE contact_numbers (
      contact_id TEXT NOT NULL REFERENCES contacts (id) ON DELETE CASCADE, number TEXT NOT NULL, position INTEGER NOT NULL,
      PRIMARY KEY (contact_id, number)
    ) WITHOUT ROWID;
    CREATE INDEX contact_numbers_number ON contact_numbers (number);
    CREATE TABLE favourites (
      user_id TEXT NOT NULL,
      contact_id TEXT NOT NULL REFERENCES contacts (id) ON DELETE CASCADE, speed_dial INTEGER,
      PRIMARY KEY (user_id, contact_id)
    ) WITHOUT ROWID;
    CREATE UNIQUE INDEX favourites_key ON favourites (user_id, speed_dial) WHERE speed_dial IS NOT NULL;
  `,
}
