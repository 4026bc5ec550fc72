// How calls ring at somebody's console: theirs at every computer.
import { z } from 'zod'

/** Made by the console itself, note by note (renderer/phone/media/ringtones.ts). */
export const ringtone = z.enum(['classic', 'double', 'chime', 'marimba', 'soft', 'piercing'])
export type Ringtone = z.infer<typeof ringtone>

export const ringing = z.object({
  tone: ringtone,
  /** Percent of the loudest; never silent: *Do not disturb* is for that, and says so to everybody. */
  volume: z.int().min(5).max(100),
})
export type Ringing = z.infer<typeof ringing>

/** Of somebody who never chose. */
export const usualRinging: Ringing = { tone: 'classic', volume: 60 }

/** How calls ring at each user's consoles, by the user's id. */
export type RingingOfUsers = {
  ringing(id: string): Ringing
  setRinging(id: string, chosen: Ringing): void
}
