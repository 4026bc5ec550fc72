// What an audio stream is asked for.
import { z } from 'zod'

export const streamDirection = z.enum(['both', 'outbound', 'inbound'])
export const streamRate = z.union([z.literal(16_000), z.literal(8000)])

/** A stream of a call; kept in the journal so that a host that died can begin it again. */
export const streamRequest = z.object({
  name: z.string(),
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  direction: streamDirection,
  metadata: z.record(z.string(), z.string()),
  /** Samples a second. */
  sampleRate: streamRate,
  /** Of the references to secrets in it. */
  nonce: z.string().optional(),
})
export type StreamRequest = z.infer<typeof streamRequest>
