// What waits for someone, and what has been: callbacks, voicemail, the history of calls.
import { z } from 'zod'
import { attemptOutcome, callback, callbackOutcome, callNote, callRecord, voicemail } from '../domain/calls.ts'
import { callDirection } from '../domain/outcome.ts'
import { traceEvent } from '../trace/event.ts'
import { admin, agent, byId, done } from './base.ts'

export const callbacks = {
  list: agent
    .input(
      z.object({
        closed: z.boolean().default(false),
        queueId: z.string().optional(),
        limit: z.int().min(1).max(500).default(200),
      }),
    )
    .output(z.array(callback)),
  /** CONFLICT when someone else holds it. */
  claim: agent.input(byId).output(callback),
  release: agent.input(byId).output(callback),
  /** Rings the operator's phone first, then the customer. */
  return: agent.input(byId).output(z.object({ callId: z.string() })),
  finish: agent.input(byId.extend({ outcome: callbackOutcome, note: z.string().max(4000).optional() })).output(callback),
  /** Not before `at`, by anyone; `result` is how the attempt went that is behind it. */
  retry: agent
    .input(byId.extend({ at: z.number(), note: z.string().max(4000).optional(), result: attemptOutcome.optional() }))
    .output(callback),
  /** As it is typed. */
  note: agent.input(byId.extend({ note: z.string().max(4000) })).output(callback),
  /** CONFLICT when it is open, or another of the same number and queue is (`reason`: `requestOpen`, `numberOpen`). */
  reopen: agent.input(byId).output(callback),
  /** By hand, not before `at`. The open request of this number and queue where there is one. INVALID (`number`). */
  create: agent
    .input(
      z.object({
        number: z.string().min(3).max(40),
        queueId: z.string(),
        note: z.string().max(4000).optional(),
        at: z.number().optional(),
      }),
    )
    .output(callback),
}

export const voicemails = {
  list: agent
    .input(
      z.object({
        status: voicemail.shape.status.optional(),
        mailboxId: z.string().optional(),
        limit: z.int().min(1).max(500).default(200),
      }),
    )
    .output(z.array(voicemail)),
  setStatus: agent.input(byId.extend({ status: voicemail.shape.status })).output(voicemail),
  assign: agent.input(byId.extend({ operatorId: z.string().nullable() })).output(voicemail),
  note: agent.input(byId.extend({ note: z.string().max(4000) })).output(voicemail),
  remove: agent.input(byId).output(done),
}

export const callFilter = z.object({
  /** Part of a number, however it is formatted, or of a name, also of a contact or a colleague; of a note, or of a disposition. */
  text: z.string().max(80).optional(),
  /** A whole number: of whoever called or was called. */
  number: z.string().max(80).optional(),
  queueId: z.string().optional(),
  /** Who spoke in it, or was given it. */
  operatorId: z.string().optional(),
  outcome: callRecord.shape.outcome.optional(),
  direction: callDirection.optional(),
  from: z.number().optional(),
  until: z.number().optional(),
  /** Talked at least so long, ms. */
  minTalkMs: z.number().min(0).optional(),
  /** Talked shorter than that, ms. */
  maxTalkMs: z.number().min(0).optional(),
  /** An extension whose telephone rang and was neither taken nor turned away. */
  missedBy: z.string().max(10).optional(),
  flowId: z.string().optional(),
  /** A step the call came by; with `flowId`. */
  node: z.string().optional(),
})

/** Shortest and longest reason for tracing a caller, characters. */
export const fewestReasonLetters = 5
export const mostReasonLetters = 400

export const calls = {
  /**
   * Newest first; `cursor` is the `next` of the page before. A search that would take long ends early: a page may be short, and
   * only `next` says whether there is more. `total` is counted up to 1,000, without test calls: `tests` are those beside them. BUSY,
   * TOO_SLOW.
   */
  list: agent.input(callFilter.extend({ cursor: z.string().optional(), limit: z.int().min(1).max(200).default(50) })).output(
    z.object({
      calls: z.array(callRecord),
      next: z.string().nullable(),
      total: z.int(),
      tests: z.int(),
      totalIsMinimum: z.boolean(),
    }),
  ),
  get: agent.input(byId).output(
    z.object({
      call: callRecord,
      trace: z.array(traceEvent),
      /** Oldest first. */
      notes: z.array(callNote),
      nodeLabels: z.record(z.string(), z.string()),
      /** Names of what else was recorded of the call, as `/media/recording/{id}/{name}` plays it. */
      sounds: z.array(z.string()),
    }),
  ),
  /**
   * Malicious call tracing: the number that a trusted network asserts beside the withheld number of that call, or null where it
   * asserted none or 30 days are over. Who asked, and why, is in the audit trail. NOT_FOUND.
   */
  traceCaller: admin
    .input(byId.extend({ reason: z.string().trim().min(fewestReasonLetters).max(mostReasonLetters) }))
    .output(z.object({ number: z.string().nullable() })),
}
