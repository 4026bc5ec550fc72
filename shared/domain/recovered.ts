// Recordings that were found without a message or a call to which they belong.
import { z } from 'zod'

export const recoveredSound = z.object({
  id: z.string(),
  /** Epoch ms at which it began. */
  at: z.number(),
  seconds: z.number(),
  /** The call whose story names it; null when none does. */
  callId: z.string().nullable(),
  from: z.string(),
  fromName: z.string(),
  foundAt: z.number(),
})
export type RecoveredSound = z.infer<typeof recoveredSound>

/** The same with where its sound is; never leaves the host. */
export const recoveredFile = recoveredSound.extend({ place: z.enum(['recordings', 'voicemail']), file: z.string() })
export type RecoveredFile = z.infer<typeof recoveredFile>

/** The name of a recording by its file: `ab/cb-n-1.wav` → `cb-n-1`. */
export const soundOf = (file: string): string => file.replace(/^.*\//, '').replace(/\.wav$/, '')
