// What may be played, and in which form Asterisk can also be stopped while playing it.

import { TelephonyError } from '../../engine/ports.ts'

/** Media ARI knows. Another scheme would start and never finish. */
const MEDIA = /^(sound|tone|number|characters|recording):.+/s
const KEYS: Record<string, string> = { '*': 'star', '#': 'pound' }

/** The list as it is played: `digits:` becomes single sounds, because ARI cannot stop it. Throws `badRequest` for what cannot be played. */
export function playableMedia(doing: string, media: string[]): string[] {
  const list = media.flatMap((uri) => (/^digits:[0-9*#]+$/.test(uri) ? digitSounds(uri.slice('digits:'.length)) : [uri]))
  const unknown = list.find((uri) => !MEDIA.test(uri))
  if (list.length === 0 || unknown !== undefined)
    throw new TelephonyError('badRequest', doing, `not playable: ${unknown ?? 'nothing'}`)
  return list
}

const digitSounds = (digits: string): string[] => [...digits].map((digit) => `sound:digits/${KEYS[digit] ?? digit}`)

/** Stopping a tone makes ARI go on with the list's next item: such a playback must be stopped again. */
export const stopsItemByItem = (media: string[]): boolean => media.slice(0, -1).some((uri) => uri.startsWith('tone:'))
