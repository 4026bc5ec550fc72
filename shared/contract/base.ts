// What every procedure shares: the role it needs, and the closed set of error codes.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { certificateFacts, certificateProblem } from '../domain/certificate.ts'
import { dialRefusals } from '../domain/dial.ts'
import type { Role } from '../domain/office.ts'

/** What a change or a call stands against: a sentence of the console each. */
export const conflictReasons = [
  'requestOpen',
  'numberOpen',
  'requestClosed',
  'requestTaken',
  'requestUnclaimed',
  'requestDialing',
  'callerGone',
  'callerOffered',
  'operatorPaused',
  'operatorWrapUp',
  'operatorBusy',
  'operatorRinging',
  'operatorUnreachable',
  'operatorOffline',
  'inUse',
] as const
export type ConflictReason = (typeof conflictReasons)[number]

/** Why calls cannot be handled as somebody wants: round and back (`chain`: the extensions), to oneself, to what is not there. */
export const handlingProblems = ['loop', 'self', 'gone', 'emergency', 'own', 'refused'] as const
export type HandlingProblem = (typeof handlingProblems)[number]

/** Closed set: a console maps each to a sentence in five languages. */
export const errorCodes = {
  UNAUTHENTICATED: { status: 401, message: 'Sign in first.' },
  FORBIDDEN: { status: 403, message: 'Your role does not allow this.' },
  NOT_FOUND: { status: 404, message: 'It is not there any more.' },
  /** Of a new record: its number, login, name or id belongs to another, whose name is `by`. */
  TAKEN: { status: 409, message: 'That is taken already.', data: z.object({ field: z.string(), by: z.string() }) },
  /** One that is on lists of common passwords, or made of names and sequences. */
  WEAK_PASSWORD: { status: 422, message: 'This password is easily guessed.', data: z.object({ field: z.string() }) },
  /** `reason`: what stands against it, where the console can say more than that. */
  CONFLICT: {
    status: 409,
    message: 'Someone else changed it first.',
    /** `by`: what uses it. */
    data: z.object({ reason: z.enum(conflictReasons).optional(), by: z.string().optional() }).optional(),
  },
  /** Of the API: what was sent is not what its Content-Type says it is. */
  MALFORMED: { status: 400, message: 'The body cannot be read.' },
  INVALID: { status: 422, message: 'The input does not fit.', data: z.object({ field: z.string().optional() }) },
  WRONG_PIN: { status: 422, message: 'That PIN is not right.', data: z.object({ triesLeft: z.int() }) },
  LOCKED: { status: 429, message: 'Locked after too many tries.', data: z.object({ until: z.number() }) },
  TOO_LARGE: { status: 413, message: 'The message is too large.' },
  NOT_LOGGED_IN: { status: 409, message: 'The operator is not logged in.' },
  NO_PHONE: { status: 409, message: 'Your telephone is not registered.' },
  PBX_DOWN: { status: 503, message: 'The telephone system does not answer right now.' },
  THREE_WAY: { status: 409, message: 'Three people are on the call.' },
  /** `reason`: why a number may not be dialled. */
  REFUSED: {
    status: 409,
    message: 'The call cannot be made.',
    data: z.object({ reason: z.enum(dialRefusals).optional() }).optional(),
  },
  /** `problem`: what is wrong with it. */
  CERTIFICATE: {
    status: 422,
    message: 'This certificate cannot be used.',
    data: z.object({ problem: certificateProblem, facts: certificateFacts }),
  },
  /** `field`: the case it is about, of others that ring `findMe.` and which; `reason`: why a number may not be dialled. */
  HANDLING: {
    status: 422,
    message: 'Calls cannot be handled like this.',
    data: z.object({
      problem: z.enum(handlingProblems),
      field: z.string(),
      chain: z.array(z.string()).optional(),
      reason: z.enum(dialRefusals).optional(),
    }),
  },
  BUSY: { status: 503, message: 'Too much is being looked up right now. Try again in a moment.' },
  TOO_SLOW: { status: 503, message: 'That takes too long. Narrow it down, by a date for example.' },
} as const
export type ErrorCode = keyof typeof errorCodes

/** Largest RPC frame either side takes, bytes: the largest flow there may be, with room. */
export const maxFrameBytes = 8_000_000

export type ProcedureMeta = { role: Role | 'anyone' }

const base = oc.$meta<ProcedureMeta>({ role: 'admin' }).errors(errorCodes)
export const agent = base.meta({ role: 'agent' })
export const supervisor = base.meta({ role: 'supervisor' })
export const admin = base.meta({ role: 'admin' })

export const done = z.object({ ok: z.literal(true) })
export const byId = z.object({ id: z.string() })
