// The audit trail: who changed what, from what to what.
import { z } from 'zod'

/** One record that a change touched. Values are as they are stored, secrets masked; null: the field was not there. */
export const recordChange = z.object({
  kind: z.string(),
  id: z.string(),
  did: z.enum(['created', 'changed', 'removed']),
  fields: z.array(z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
})
export type RecordChange = z.infer<typeof recordChange>

export const auditEntry = z.object({
  id: z.int(),
  at: z.number(),
  userId: z.string(),
  action: z.string(),
  target: z.string(),
  detail: z.string(),
  /** Empty for what is no change of settings. */
  changes: z.array(recordChange),
  /** Whether it can be taken back, or was. */
  undo: z.enum(['possible', 'done', 'none']),
})
export type AuditEntry = z.infer<typeof auditEntry>
