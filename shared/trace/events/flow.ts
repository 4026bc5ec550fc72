// Events of the walk through flows: nodes entered and left, flows within flows, variables.
import { z } from 'zod'

export const flowEvents = {
  /** The envelope names the node; `type` is its node type. */
  'node.entered': z.object({ type: z.string() }),
  /** A host that started anew goes on inside the node. */
  'node.resumed': z.object({ type: z.string() }),
  /** By that port. A node that was interrupted (hang-up, redirect, error) is not left. */
  'node.left': z.object({ port: z.string() }),
  /** Into a flow inside the present one; the envelope names the node that leads in. */
  'flow.entered': z.object({ flow: z.string(), version: z.int() }),
  /** Back to the flow around, by that exit; null: an error ended the inner flow. */
  'flow.left': z.object({ flow: z.string(), exit: z.string().nullable() }),
  'variable.set': z.object({ name: z.string(), value: z.string() }),
  /** A delivery was handed to the outbox. */
  'webhook.queued': z.object({ url: z.string() }),
  'http.sent': z.object({ method: z.string(), /** Without its query. */ url: z.string() }),
  'http.answered': z.object({ status: z.int(), bytes: z.int() }),
  'http.failed': z.object({ error: z.string(), status: z.int().optional() }),
  /** Keys were matched against the names of the directory. */
  'names.found': z.object({ typed: z.string(), matches: z.int() }),
  'script.logged': z.object({ script: z.string(), message: z.string() }),
  'script.failed': z.object({ script: z.string(), code: z.string(), message: z.string(), line: z.int().optional() }),
}
