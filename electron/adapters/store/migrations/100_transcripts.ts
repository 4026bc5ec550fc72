// What was said in a message, as a recogniser understood it.
export const transcripts = {
  number: 100,
  name: 'transcripts',
  sql: 'ALTER TABLE voicemails ADD COLUMN transcript TEXT;',
}
