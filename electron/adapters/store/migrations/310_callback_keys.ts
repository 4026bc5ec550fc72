/** What is sent once whoever is called back answers. */
export const callbackKeys = { number: 310, name: 'callback keys', sql: 'ALTER TABLE callbacks ADD COLUMN keys TEXT;' }
