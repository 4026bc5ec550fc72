// A number by one trunk, and what is tried where that trunk cannot carry the call; the journal keeps both while it rings.
import { z } from 'zod'
import type { TrunkFault } from '../../../shared/domain/trunkFault.ts'

export const trunkWay = z.object({
  to: z.object({
    kind: z.literal('trunk'),
    trunkId: z.string(),
    number: z.string(),
    there: z.union([z.object({ context: z.string() }), z.object({ endpoint: z.string() })]).optional(),
  }),
  callerId: z.object({ name: z.string(), number: z.string(), withheld: z.literal(true).optional() }),
  /** Its name. */
  trunk: z.string(),
})
export type TrunkWay = z.infer<typeof trunkWay>

/** `trunk`: the name of the one that is dialled · `next`: what is tried, in this order · `silentMs`: without a sign of the call for so long. */
export const failoverPlan = z.object({ trunk: z.string(), silentMs: z.number(), next: z.array(trunkWay) })
export type FailoverPlan = z.infer<typeof failoverPlan>

/** `passedOver`: names of trunks that are not tried, or behind the others, and why. */
export type Failover = FailoverPlan & { passedOver: readonly { trunk: string; fault: TrunkFault }[] }
