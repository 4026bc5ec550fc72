// Deliveries hold references to secrets, and the nonce that makes them such. Headers of those that are over were filled with
// values: what they would be sent with again is not known, and the values go.
export const outboxReferences = {
  number: 210,
  name: 'outbox references',
  sql: `
    ALTER TABLE outbox ADD COLUMN nonce TEXT NOT NULL DEFAULT '';
    UPDATE outbox SET headers = '{}' WHERE status = 'delivered' AND id NOT LIKE 'wh:%';
  `,
}
