// The office's scripts as the console shows them.
import { z } from 'zod'

export const scriptInfo = z.object({
  /** What Script nodes name. */
  name: z.string(),
  file: z.string(),
  changedAt: z.number(),
  /** It cannot be loaded, or its last run failed. */
  failure: z
    .object({ at: z.number(), message: z.string(), file: z.string(), line: z.int().nullable(), callId: z.string().nullable() })
    .nullable(),
})
export type ScriptInfo = z.infer<typeof scriptInfo>
