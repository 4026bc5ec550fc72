// Calls, traces, callbacks and voicemails: what happened and what waits for someone.
import { z } from 'zod'
import { dialRefusals } from './dial.ts'
import { callOutcome } from './outcome.ts'
import { transferView } from './transfer.ts'

export const operatorStates = ['offline', 'available', 'ringing', 'busy', 'wrapUp', 'paused', 'unreachable'] as const
export const operatorState = z.enum(operatorStates)
export type OperatorState = z.infer<typeof operatorState>

/** What one person noted on a call. */
export const callNote = z.object({
  /** A user's id; of a note that came with a transfer `ext:` and the extension; empty for notes of versions that did not keep it. */
  author: z.string(),
  /** Empty: unknown. */
  name: z.string(),
  /** Written last, epoch ms. */
  at: z.number(),
  text: z.string(),
})
export type CallNote = z.infer<typeof callNote>

/** One stay of somebody of the office in the conversation of a call. */
export const callPart = z.object({
  extension: z.string(),
  /** Null: no operator has that extension. */
  operatorId: z.string().nullable(),
  joinedAt: z.number(),
  /** Null while they speak. */
  leftAt: z.number().nullable(),
  /** The extension that handed the call to them. */
  transferredBy: z.string().nullable(),
  /** Where they handed it. */
  transferredTo: z.string().nullable(),
})
export type CallPart = z.infer<typeof callPart>

/** A finished or running call as the history lists it. */
export const callRecord = z.object({
  id: z.string(),
  kind: z.enum(['inbound', 'phone', 'return', 'test']),
  from: z.string(),
  fromName: z.string(),
  to: z.string(),
  flowId: z.string(),
  flowVersion: z.int(),
  startedAt: z.number(),
  answeredAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  outcome: callOutcome,
  queueId: z.string().nullable(),
  operatorId: z.string().nullable(),
  waitMs: z.number(),
  talkMs: z.number(),
  /** File relative to the recordings folder. */
  recording: z.string().nullable(),
  disposition: z.string().nullable(),
  /** All notes on it, oldest first. */
  note: z.string().nullable(),
  /** Who of the office spoke, oldest first; empty for calls of versions that did not keep it. */
  parts: z.array(callPart),
})
export type CallRecord = z.infer<typeof callRecord>

export const callbackStatus = z.enum(['pending', 'claimed', 'dialing', 'done'])
export const callbackOutcome = z.enum(['reached', 'noAnswer', 'busy', 'voicemail', 'wrongNumber', 'calledBackIn', 'cancelled'])
/** How an attempt went, as whoever made it tells when it is to be tried again. */
export const attemptOutcome = callbackOutcome.extract(['reached', 'noAnswer', 'busy', 'voicemail', 'wrongNumber'])
export type AttemptOutcome = z.infer<typeof attemptOutcome>
export const callback = z.object({
  id: z.string(),
  number: z.string(),
  queueId: z.string(),
  createdAt: z.number(),
  /** The call in which it was asked for. */
  callId: z.string().nullable(),
  status: callbackStatus,
  claimedBy: z.string().nullable(),
  /** Epoch ms at which the claim falls back. */
  leaseUntil: z.number().nullable(),
  /** Not offered before, epoch ms. */
  retryAt: z.number().nullable(),
  outcome: callbackOutcome.nullable(),
  attempts: z.array(
    z.object({
      at: z.number(),
      operatorId: z.string(),
      /** `dialing`, then what the telephone told, then what the operator says. */
      result: z.string(),
      callId: z.string().optional(),
      /** The call is over, and the operator has not said yet how it went. */
      outcomeDue: z.boolean().optional(),
    }),
  ),
  note: z.string().nullable(),
  /** No rule of the office lets this number be called. */
  refused: z.enum(dialRefusals).optional(),
  /** What is sent once somebody answers, an extension or a conference’s code, with its pauses: `,1234`. */
  keys: z.string().max(40).optional(),
  /** The caller hung up before they had confirmed the number. */
  unconfirmed: z.boolean().optional(),
})
export type Callback = z.infer<typeof callback>
export type CallbackOutcome = z.infer<typeof callbackOutcome>

/** The operator returned this call last, it is over, and they have not said how it went; nobody else has taken it on meanwhile. */
export function owesOutcome({ status, claimedBy, attempts }: Callback, operatorId: string | null): boolean {
  const last = attempts.at(-1)
  if (operatorId === null || !last?.outcomeDue || last.operatorId !== operatorId) return false
  return status === 'pending' || (status === 'claimed' && claimedBy === operatorId)
}

export const voicemail = z.object({
  id: z.string(),
  mailboxId: z.string(),
  callId: z.string(),
  from: z.string(),
  fromName: z.string(),
  at: z.number(),
  seconds: z.number(),
  /** File relative to the media folder. */
  file: z.string(),
  status: z.enum(['new', 'heard', 'archived']),
  assignedTo: z.string().nullable(),
  note: z.string().nullable(),
  /** What a recogniser understood; absent where there is none. */
  transcript: z.string().optional(),
})
export type Voicemail = z.infer<typeof voicemail>

// ── live state, as the feeds carry it ────────────────────────────────────────────────────────────────────────────

export const waitingCaller = z.object({
  callId: z.string(),
  queueId: z.string(),
  from: z.string(),
  fromName: z.string(),
  /** Epoch ms of entry; kept over a restart of the host. */
  since: z.number(),
  position: z.int(),
  priority: z.int(),
  status: z.enum(['waiting', 'offered', 'callback']),
  /** Names of the nodes the caller came by. */
  path: z.array(z.string()),
})
export type WaitingCaller = z.infer<typeof waitingCaller>

export const operatorLive = z.object({
  operatorId: z.string(),
  name: z.string(),
  extension: z.string(),
  state: operatorState,
  since: z.number(),
  reason: z.string().nullable(),
  /** Queues logged in to. */
  queues: z.array(z.string()),
  /** The call being offered or spoken. */
  callId: z.string().nullable(),
  peer: z.string().nullable(),
  callsToday: z.int(),
  /** Today, up to `since`: in conversations and wrap-ups, and available, ms. */
  busyMs: z.number(),
  availableMs: z.number(),
  /** Epoch ms at which the wrap-up ends. */
  wrapUpUntil: z.number().nullable(),
  offHook: z.boolean(),
  /** Their telephone takes no calls but those they asked for; `paused` for queues while it is on. */
  doNotDisturb: z.boolean().default(false),
  /** They are away, until then (epoch ms) or until they say otherwise; a time that is over counts no more. */
  away: z.object({ until: z.number().nullable(), text: z.string() }).nullable().default(null),
  /** A supervisor logged them out, and they have not logged in since; told to them and to supervisors. */
  loggedOut: z.object({ by: z.string(), reason: z.string(), at: z.number() }).nullable().default(null),
})
export type OperatorLive = z.infer<typeof operatorLive>

export const queueLive = z.object({
  queueId: z.string(),
  name: z.string(),
  waiting: z.int(),
  longestWaitSince: z.number().nullable(),
  loggedIn: z.int(),
  available: z.int(),
  answered: z.int(),
  abandoned: z.int(),
  answeredWithin: z.int(),
  shortAbandoned: z.int(),
  sumWaitMs: z.number(),
  sumHandleMs: z.number(),
  handled: z.int(),
})
export type QueueLive = z.infer<typeof queueLive>

/** A supervisor on a call: heard by nobody, by the operator, by everybody. */
export const monitorMode = z.enum(['listen', 'whisper', 'barge'])
export type MonitorMode = z.infer<typeof monitorMode>

/** A running call as a softphone or a supervisor sees it. */
export const liveCall = z.object({
  id: z.string(),
  kind: callRecord.shape.kind,
  from: z.string(),
  fromName: z.string(),
  to: z.string(),
  startedAt: z.number(),
  /** The flow it walks now, with the version; inside a subflow that one. */
  flowId: z.string(),
  flowVersion: z.int(),
  node: z.string().nullable(),
  nodeLabel: z.string().nullable(),
  queueId: z.string().nullable(),
  operatorId: z.string().nullable(),
  held: z.boolean(),
  recording: z.boolean(),
  /** An agent keeps what is said now out of the recording. */
  recordingPaused: z.boolean(),
  /** Set while the caller waits in a parking slot. */
  parked: z
    .object({
      slot: z.string(),
      /** Who waits there: the far party of whoever parked. */
      number: z.string(),
      name: z.string(),
      /** The extension that parked; null when a phone outside the house did. */
      by: z.string().nullable(),
      since: z.number(),
      /** Nobody picked up in time: the parker's phone rings. */
      returning: z.boolean(),
    })
    .nullable(),
  /** Set from the hand-over until somebody talks to the caller; absent: not handed on. */
  transfer: transferView.optional(),
  /** Everybody in the conversation, while they are more than two. */
  parties: z
    .array(
      z.object({
        channelId: z.string(),
        /** Ties a softphone's session to its party. */
        sipCallId: z.string().nullable(),
        extension: z.string().nullable(),
        role: z.enum(['caller', 'other', 'supervisor']),
        /** Brought in to the two: may leave, and decides nothing about the others. */
        third: z.boolean(),
        number: z.string(),
        name: z.string(),
        onHold: z.boolean(),
        /** Their own telephone sends nothing, as far as it says so. */
        muted: z.boolean(),
        /** Two others talk alone; they hear music. */
        aside: z.boolean(),
      }),
    )
    .optional(),
  /** Whoever left a conversation of several, newest last; `by`: the name of who sent them away, null when they left by themselves. */
  departed: z
    .array(
      z.object({
        channelId: z.string(),
        sipCallId: z.string().nullable(),
        number: z.string(),
        name: z.string(),
        by: z.string().nullable(),
      }),
    )
    .optional(),
  /** Supervisors whose telephones ring for it or are on it. */
  monitors: z.array(z.object({ extension: z.string(), mode: monitorMode })).optional(),
  /** The call's legs: `caller` first. `sipCallId` ties a softphone's session to its leg. */
  legs: z.array(
    z.object({
      channelId: z.string(),
      role: z.string(),
      extension: z.string().nullable(),
      sipCallId: z.string().nullable(),
      state: z.enum(['ringing', 'up']),
    }),
  ),
})
export type LiveCall = z.infer<typeof liveCall>

export const liveSnapshot = z.object({
  operators: z.array(operatorLive),
  queues: z.array(queueLive),
  waiting: z.array(waitingCaller),
  calls: z.array(liveCall),
})
export type LiveSnapshot = z.infer<typeof liveSnapshot>
