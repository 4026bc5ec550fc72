// The office's scripts as the console shows them.
import { z } from 'zod'

/** A file of the scripts' folder that came with a restored backup; nothing runs before an admin has approved it. */
export const waitingScript = z.object({ file: z.string(), hash: z.string() })

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
