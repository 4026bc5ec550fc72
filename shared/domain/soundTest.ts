// A test call that tells whether sound goes both ways between Asterisk and a telephone: it asks for a key, which is pressed by whoever hears
// that, and comes back with the sound.
import { z } from 'zod'

/** `nothingArrives`: of the telephone at Asterisk; `notHeard`: it arrives, but nobody pressed a key; `unknown`: Asterisk does not say. */
export const soundTest = z.enum(['bothWays', 'nothingArrives', 'notHeard', 'unknown'])
export type SoundTest = z.infer<typeof soundTest>

/** `received`: packets of sound that arrived; null where Asterisk does not say. */
export function judgeSound({ pressed, received }: { pressed: boolean; received: number | null }): SoundTest {
  if (pressed) return 'bothWays'
  if (received === null) return 'unknown'
  return received > 0 ? 'notHeard' : 'nothingArrives'
}
