// What a backend's log tells of it.
import { z } from 'zod'

export const backendLogEntry = z.object({
  callId: z.string(),
  /** Epoch ms. */
  at: z.number(),
  /** It failed; parts of its answer were passed over; the fallback went on in its place. */
  kind: z.enum(['failed', 'passedOver', 'fallback']),
  /** The caller's number. */
  from: z.string(),
  /** As `type: field why` of what was passed over, else one sentence. */
  details: z.array(z.string()),
  /** Of several at one question; null where that is not counted. */
  attempt: z.int().nullable(),
})
export type BackendLogEntry = z.infer<typeof backendLogEntry>
