// What was removed and can be brought back.
import { z } from 'zod'

export const trashKind = z.enum(['voicemail', 'recovered', 'contact', 'flow', 'prompt'])
export type TrashKind = z.infer<typeof trashKind>

/** So long it can be brought back, days. */
export const trashDays = 30

export const trashItem = z.object({
  id: z.int(),
  kind: trashKind,
  name: z.string(),
  removedAt: z.number(),
  /** Login of whoever removed it. */
  removedBy: z.string(),
  /** Gone for good then, epoch ms. */
  goneAt: z.number(),
})
export type TrashItem = z.infer<typeof trashItem>
