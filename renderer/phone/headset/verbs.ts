// What a button of the headset does, given the lines; and what its lamps show of them.
import type { LineView } from '../sip/line.ts'
import type { Button, Lamps } from './driver.ts'

export type Verb = 'answer' | 'hangUp' | 'reject' | 'mute' | 'hold'
type Lines = { ringing: LineView | null; active: LineView | null }

/**
 * A headset answers each lamp with a report of its own ("off hook" comes back as a lifted hook), so only what makes sense now is a
 * press: lifting while it rings and nobody is spoken to, laying down while somebody is.
 */
export function verbOf(button: Button, on: boolean, { ringing, active }: Lines): Verb | null {
  const speaking = active !== null && active.state !== 'ringing'
  if (button === 'hook') return on ? (ringing && !speaking ? 'answer' : null) : speaking ? 'hangUp' : null
  if (!on) return null
  if (button === 'drop') return ringing ? 'reject' : speaking ? 'hangUp' : null
  if (!speaking) return null
  return button === 'mute' ? 'mute' : 'hold'
}

/** What the lamps say. */
export const lampsOf = ({ ringing, active }: Lines): Lamps => ({
  offHook: active !== null && active.state !== 'ringing',
  ringing: ringing !== null,
  muted: active?.muted ?? false,
  held: active?.state === 'held',
})
