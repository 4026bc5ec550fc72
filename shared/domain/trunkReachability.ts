// Whether a trunk's provider answers OPTIONS.
import { z } from 'zod'

export const trunkReachability = z.object({
  trunkId: z.string(),
  /** Null: it is not asked, or was not yet. */
  reachable: z.boolean().nullable(),
  /** Of the last answer, ms. */
  roundTripMs: z.number().nullable(),
})
export type TrunkReachability = z.infer<typeof trunkReachability>
