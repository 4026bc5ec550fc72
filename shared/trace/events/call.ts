// Events of the call as a whole: its beginning, its end, and what the host did to it.
import { z } from 'zod'
import { callOutcome } from '../../domain/outcome.ts'

export const callEvents = {
  /** Its first event: a channel came to a flow. */
  'call.started': z.object({
    from: z.string(),
    to: z.string(),
    /** The flow it walks. */
    flow: z.string(),
    version: z.int(),
  }),
  /** The caller's channel was answered by the office. */
  'call.answered': z.object({}),
  /** A host that started anew took it up; `here`: the caller is still there. */
  'call.resumed': z.object({ here: z.boolean() }),
  /** An emergency number was dialled; it goes out past every flow and rule. */
  'call.emergency': z.object({ from: z.string(), to: z.string() }),
  /** A transfer or a redirect ended the flow that ran: the call goes on at the start of this one, in no other flow. */
  'call.redirected': z.object({ flow: z.string(), version: z.int() }),
  /** The flow could not go on: its settings are wrong (`configuration`), or the program is (`fault`). */
  'call.error': z.object({ kind: z.enum(['configuration', 'fault']), code: z.string(), message: z.string() }),
  /** Waits in a parking slot; `by` parked it, an extension. */
  'call.parked': z.object({ slot: z.string(), by: z.string().optional() }),
  /** `by`, a phone, took it out of the slot. */
  'call.pickedUp': z.object({ by: z.string(), slot: z.string().optional(), from: z.string().optional() }),
  /** Nobody came for it: these phones ring. */
  'call.parkReturned': z.object({ slot: z.string(), to: z.array(z.string()) }),
  /** The flow handed the caller to Asterisk's own dialplan. */
  'call.handedBack': z.object({ context: z.string(), extension: z.string(), priority: z.string() }),
  /** Its last event. */
  'call.ended': z.object({ outcome: callOutcome }),
}
