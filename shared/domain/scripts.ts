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

/** What a script asks of another server. */
export const scriptFetch = z.tuple([
  z.url({ protocol: /^https?$/ }).max(4000),
  z.object({
    method: z.string().max(20),
    headers: z.record(z.string(), z.string()),
    body: z.string().max(1_000_000).nullable(),
  }),
])

/** Files of a restored backup that wait, as `path:hash`. */
export const heldScripts = z.array(z.string())
