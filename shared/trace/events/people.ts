// Events of other people in the call: legs that ring, queues, conversations, transfers, supervisors.
import { z } from 'zod'
import { trunkFaults } from '../../domain/trunkFault.ts'

const leg = { /** Where it rings: an extension, an outside number. */ to: z.string() }

export const peopleEvents = {
  'leg.dialed': z.object({ ...leg, /** Its name, where several lead there. */ trunk: z.string().optional() }),
  'leg.ringing': z.object(leg),
  'leg.answered': z.object(leg),
  /** It stopped ringing because somebody else answered. */
  'leg.cancelled': z.object({ ...leg, reason: z.string() }),
  /** It could not be dialled. */
  'leg.failed': z.object({ ...leg, error: z.string() }),
  /** It ended without an answer: `busy`, `rejected`, `noAnswer`, … */
  'leg.ended': z.object({
    ...leg,
    result: z.string(),
    /** Of `failed`: `unallocated` (the number is not known there), `congestion` (no way there now). */
    reason: z.string().optional(),
  }),
  /** A trunk could not carry the call, and others lead there as well. */
  'trunk.failed': z.object({
    ...leg,
    /** Its name. */
    trunk: z.string(),
    fault: z.enum(trunkFaults),
    /** What it answered. */
    status: z.number().optional(),
  }),
  /** Somebody has to press a key to take the call. */
  'leg.asked': z.object(leg),
  /** The call handling of an extension sends the call on. */
  'handling.followed': z.object({
    extension: z.string(),
    /** Why: `busy`, `noAnswer`, `unreachable`, `doNotDisturb`, `away`, `hours`. */
    case: z.string(),
    /** `extension`, `number`, `mailbox`, `announcement`. */
    kind: z.string(),
    /** An extension, or a number outside. */
    to: z.string().optional(),
    /** Its id. */
    mailbox: z.string().optional(),
  }),
  'dial.refused': z.object({ code: z.string(), reason: z.string() }),

  'queue.entered': z.object({ queue: z.string() }),
  'queue.offered': z.object({ /** Ids. */ operators: z.array(z.string()) }),
  'queue.notAnswered': z.object({ operators: z.array(z.string()), result: z.string() }),
  'queue.moved': z.object({ queue: z.string() }),
  'queue.connected': z.object({ operatorId: z.string(), waitMs: z.number() }),
  /** By the node's port: time-out, a key, full. */
  'queue.left': z.object({ port: z.string(), waitMs: z.number() }),
  /** The caller hung up. */
  'queue.abandoned': z.object({ waitMs: z.number() }),
  /** The caller was cut off by a fault of ours. */
  'queue.lost': z.object({ waitMs: z.number() }),
  'callback.stored': z.object({ queue: z.string(), /** False: one was open already. */ created: z.boolean() }),

  /** Keys that stood behind a dialled number were sent to whoever answered. */
  'dial.keys': z.object({ to: z.string(), keys: z.string() }),
  /** Two phones that were rung for the call talk with each other, while the caller waits. */
  'legs.connected': z.object({ first: z.string(), second: z.string() }),
  /** Two people talk; `role` of the other one. */
  'talk.started': z.object({ with: z.string(), role: z.string() }),
  'talk.ended': z.object({ /** Number of who hung up. */ by: z.string().optional() }),
  'talk.held': z.object({ by: z.string() }),
  'talk.resumed': z.object({ by: z.string() }),
  'talk.digit': z.object({ digit: z.string(), by: z.string() }),
  'talk.transferred': z.object({ by: z.string(), to: z.string(), attended: z.boolean() }),
  'talk.merged': z.object({ by: z.string(), with: z.string() }),
  /** Of three or more: one hung up, or was dropped by one of the others. */
  'talk.left': z.object({ who: z.string() }),
  'talk.sentAway': z.object({ who: z.string(), by: z.string() }),
  /** Two of them talk alone, the others hear music; all are together again. */
  'talk.apart': z.object({ between: z.array(z.string()) }),
  'talk.together': z.object({}),
  /** The console of the person on that side is gone, and is back. */
  'console.lost': z.object({ side: z.string() }),
  'console.rejoined': z.object({ side: z.string() }),
  'conference.joined': z.object({ room: z.string(), first: z.boolean() }),
  'conference.left': z.object({ room: z.string() }),

  'transfer.begun': z.object({ by: z.string(), to: z.string(), note: z.string().optional() }),
  'transfer.refused': z.object({ to: z.string(), reason: z.string() }),
  /** Nobody took the call there. */
  'transfer.failed': z.object({ to: z.string(), reason: z.string(), /** Rang that long. */ seconds: z.number().optional() }),
  'transfer.waits': z.object({}),
  /** The caller waits for the target, who is on another call. */
  'transfer.camped': z.object({ to: z.string() }),
  'transfer.skipped': z.object({ to: z.string(), reason: z.string() }),
  /** Where it goes instead: one of the three. */
  'transfer.back': z.object({
    to: z.union([z.string(), z.array(z.string()).readonly()]).optional(),
    queue: z.string().optional(),
    mailbox: z.string().optional(),
  }),
  'transfer.answered': z.object({ by: z.string(), back: z.boolean().optional() }),

  /** A supervisor listens, whispers or takes part. */
  'monitor.started': z.object({ by: z.string(), mode: z.string() }),
  'monitor.ended': z.object({ by: z.string() }),

  /** A mailbox is listened to by phone: which, by which operator (null at the own phone without PIN), how many messages. */
  'messages.opened': z.object({ mailbox: z.string(), operatorId: z.string().nullable(), fresh: z.number(), old: z.number() }),
  'messages.deleted': z.object({ message: z.string() }),

  /** An operator logs in or out by telephone. */
  'login.in': z.object({ operatorId: z.string(), mode: z.string() }),
  'login.out': z.object({ operatorId: z.string().nullable() }),
  'login.refused': z.object({ triesLeft: z.number() }),
  'login.locked': z.object({}),
}
