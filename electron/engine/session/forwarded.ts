// A leg that leaves the house because somebody has their calls forwarded: on whose behalf, and what the far side is told of it.
import { z } from 'zod'
import { handlingCases } from '../../../shared/domain/callHandling.ts'

export const forwarded = z.object({
  /** The extension that the call was for. */
  by: z.string(),
  name: z.string(),
  /** Its number as the public network knows it (Diversion, RFC 5806). */
  number: z.string(),
  reason: z.enum([...handlingCases, 'findMe']),
  /** Whoever answers has to press a key. */
  confirm: z.boolean(),
})
export type Forwarded = z.infer<typeof forwarded>
