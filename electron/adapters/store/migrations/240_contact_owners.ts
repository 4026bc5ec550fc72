// Contacts by their owner: those of an import are found without looking at every contact.
export const contactOwners = {
  number: 240,
  name: 'contact owners',
  sql: 'CREATE INDEX contacts_owner ON contacts (owner) WHERE owner IS NOT NULL;',
}
