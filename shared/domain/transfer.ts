// A call that is handed on: to whom, by whom, and how far it came. Kept with the call until somebody has answered.
import { z } from 'zod'

/** Where a call goes that nobody took where it was sent, one after the other. */
export const transferBackStep = z.enum(['transferor', 'queue', 'mailbox', 'reception'])
export type TransferBackStep = z.infer<typeof transferBackStep>

/** Why nobody took it. */
export const transferFailure = z.enum(['noAnswer', 'busy', 'rejected', 'unreachable', 'refused', 'unknown', 'lost'])
export type TransferFailure = z.infer<typeof transferFailure>

/** As consoles see it. */
export const transferView = z.object({
  /** Extension that handed it on; null: a flow did. */
  by: z.string().nullable(),
  /** As a person writes it. */
  to: z.string(),
  /** Who is handed on. */
  number: z.string(),
  name: z.string(),
  note: z.string(),
  /** Null while it is on its way there. */
  reason: transferFailure.nullable(),
  /** How long it rang there. */
  seconds: z.number(),
  /**
   * Set while the caller waits for the target, who is on another call: since and until when, ms since 1970, and their place among all who
   * wait for the same person, from 1; 0: their turn has come.
   */
  campOn: z.object({ since: z.number(), until: z.number(), position: z.int() }).nullable().default(null),
})

export const transferState = transferView.extend({
  /** The queue the caller came from. */
  queueId: z.string().nullable(),
  /** The target's mailbox. */
  mailbox: z.string().nullable(),
  /** Steps of the way back that were tried. */
  tried: z.int(),
  /** The phone that asked by REFER, and is told how it went: it keeps its line until then. */
  transferor: z
    .object({
      channelId: z.string(),
      console: z.boolean().default(false),
      role: z.string(),
      extension: z.string().nullable(),
      destination: z.string(),
    })
    .nullable(),
})
export type TransferState = z.infer<typeof transferState>
