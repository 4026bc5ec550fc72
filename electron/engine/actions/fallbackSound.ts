// What is heard in place of a prompt that could not be played: nobody waits in silence.
import type { Media } from './media.ts'

/** Two pips without a file: for an Asterisk that has no sounds. */
const pips: Media = { uris: ['tone:425/300,0/300'], ms: 1200, tones: { 0: 1200 } }

/** In the order in which they are tried: Asterisk's own sound for the purpose, its beep, a tone. */
export function fallbacksOf({ uris, instead }: Media): Media[] {
  const sounds = [...(instead === undefined ? [] : [`sound:${instead}`]), 'sound:beep'].filter((uri) => !uris.includes(uri))
  return [...sounds.map((uri) => ({ uris: [uri], ms: null })), pips]
}
