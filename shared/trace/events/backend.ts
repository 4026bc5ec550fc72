// Events of backends that lead a call: step providers and call actions.
import { z } from 'zod'

/** The backend's id, where the office has named it. */
const of = { backend: z.string().optional() }

/** What went wrong with a backend, or was passed over: what its log shows. */
export const backendProblems = ['step.failed', 'step.passedOver', 'step.fallback', 'callflow.failed'] as const

export const backendEvents = {
  /** What a step provider was told; its fields are those of the protocol. */
  'step.event': z.looseObject({ type: z.string() }),
  /** What it asked for; `extra` is its own. */
  'step.action': z.object({
    type: z.string(),
    step: z.string().optional(),
    name: z.string().optional(),
    extra: z.unknown().optional(),
  }),
  'step.failed': z.object({ ...of, detail: z.string(), attempt: z.int().optional(), step: z.string().optional() }),
  /** Fields of an answer that were left out, and why: of another type than expected. */
  'step.passedOver': z.object({ ...of, fields: z.array(z.string()) }),
  /** The node's own fallback goes on. */
  'step.fallback': z.object({ ...of, reason: z.string(), detail: z.string() }),
  'step.collected': z.object({ /** How many. */ digits: z.int(), enough: z.boolean() }),
  'step.ended': z.object({ reason: z.string(), detail: z.string().optional() }),

  'callflow.action': z.object({ action: z.string() }),
  'callflow.captured': z.object({ attempt: z.int(), /** How many; null: none. */ digits: z.int().nullable() }),
  'callflow.failed': z.object({
    ...of,
    detail: z.string(),
    code: z.union([z.string(), z.number()]).optional(),
    attempt: z.int().optional(),
  }),
  'callflow.ended': z.object({ status: z.string(), code: z.union([z.string(), z.number()]).optional() }),
}
