// A backend asked once as for a first call, without a call: what was sent, what came back, what a caller would have got.
import { z } from 'zod'

/** What the answer is good for. */
export const trialFound = z.discriminatedUnion('kind', [
  /** The actions a caller would go through, by type, first to last; `passedOver`: fields that say nothing here, and why. */
  z.object({ kind: z.literal('actions'), actions: z.array(z.string()), passedOver: z.array(z.string()).optional() }),
  /** A backend of call actions has nothing for this caller: the call ends. */
  z.object({ kind: z.literal('nothing') }),
  /** It answered, but not with an action; `problem` is for its developer. */
  z.object({ kind: z.literal('wrong'), problem: z.string() }),
  /** A status that is no success. */
  z.object({ kind: z.literal('status') }),
  /** Too late, or not at all. */
  z.object({ kind: z.literal('unreached'), error: z.string() }),
])

export const backendTrial = z.object({
  /** The request's body, JSON. */
  sent: z.string(),
  /** From the request to the end of the answer. */
  ms: z.number(),
  status: z.int().nullable(),
  /** The answer's beginning, at most 20,000 characters. */
  answer: z.string(),
  found: trialFound,
})
export type BackendTrial = z.infer<typeof backendTrial>
