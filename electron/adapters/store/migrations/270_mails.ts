// Mails that wait, were sent or were given up. A mailbox's one e-mail field, which nothing read, becomes its list of addresses;
// what is no address there goes.
const old = "json_extract(body, '$.email')"
const domainEnd = `replace(${old}, rtrim(${old}, replace(${old}, '.', '')), '')`
const isAddress = `${old} GLOB '[A-Za-z0-9_]*@[A-Za-z0-9]*.[A-Za-z][A-Za-z]*'
  AND ${old} NOT GLOB '*[^A-Za-z0-9_.@+-]*' AND ${old} NOT LIKE '%@%@%' AND ${old} NOT LIKE '%..%'
  AND ${old} NOT LIKE '%.@%' AND ${old} NOT LIKE '%@.%' AND ${old} NOT LIKE '%.-%' AND ${old} NOT LIKE '%-.%'
  AND ${domainEnd} NOT GLOB '*[^A-Za-z]*' AND length(${domainEnd}) >= 2 AND length(${old}) <= 254`

export const mails = {
  number: 270,
  name: 'mails',
  sql: `
    CREATE TABLE mails (
      id TEXT PRIMARY KEY, kind TEXT NOT NULL, about TEXT NOT NULL, notice TEXT, recipient TEXT NOT NULL,
      status TEXT NOT NULL, attempts INTEGER NOT NULL, next_at INTEGER NOT NULL, give_up_at INTEGER NOT NULL, failure TEXT,
      answer TEXT NOT NULL, created_at INTEGER NOT NULL, remove_due INTEGER NOT NULL
    );
    CREATE INDEX mails_pending ON mails (next_at) WHERE status = 'pending';
    CREATE INDEX mails_remove ON mails (about) WHERE remove_due = 1;
    CREATE INDEX mails_about ON mails (about);
    CREATE INDEX mails_created ON mails (created_at DESC);
    UPDATE records SET body = json_set(body, '$.addresses', json_array(trim(${old})))
      WHERE kind = 'mailbox' AND ${isAddress};
    UPDATE records SET body = json_remove(body, '$.email') WHERE kind = 'mailbox';
  `,
}
