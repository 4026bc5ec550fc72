// What a call-action session knows of itself, and the journal keeps: its document, its legs, where it stands.
import { z } from 'zod'
import { DialError } from '../../../../shared/domain/dial.ts'
import type { Destination } from '../../../../shared/nodes/destination.ts'
import type { Call } from '../../session/call.ts'
import type { OfficeContext } from '../../session/context.ts'
import type { ErrorCode } from './codes.ts'
import { type CallDocument, journalledDocument } from './document.ts'
import { callQuality } from './quality.ts'
import type { LegRecord, SessionStatus } from './webhooks.ts'

const leg = z.object({
  callId: z.string(),
  direction: z.enum(['INBOUND', 'OUTBOUND']),
  source: z.string(),
  destination: z.string(),
  status: z.enum(['COMPLETED', 'BUSY', 'NO_ANSWER', 'FAILED', 'CANCELED', 'ERROR']),
  initiatedAt: z.number(),
  connectedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  sipCode: z.number(),
  quality: callQuality.optional(),
})
/** What the journal keeps of a session. */
export const callflowState = z.object({
  sessionId: z.string(),
  clientRequestId: z.string().nullable().default(null),
  /** The document that runs; null: the backend is being asked. */
  document: journalledDocument.nullable(),
  at: z.int(),
  digits: z.string().nullable(),
  clientActionId: z.string().nullable(),
  received: z.boolean(),
  calls: z.int(),
  a: leg,
  b: leg.nullable(),
  lastAction: z.enum(['MAKE_CALL', 'SAY', 'PLAY_FILE', 'SAY_AND_CAPTURE', 'HANGUP']).nullable(),
  recording: z.string().nullable(),
  inner: z.unknown(),
})
export type CallflowState = z.infer<typeof callflowState>

/** What an API request has begun: its first leg is up, the rest of its document follows. */
export type Begun = { sessionId: string; document: CallDocument; a: LegRecord; record: boolean }

/** The variable in which a call that an API request began finds its session. */
export const beginVariable = 'callflow.begun'

/** What a call began with, taken once. */
export function takeBegun(call: Call): Begun | null {
  const text = call.variables.get(beginVariable)
  if (text === undefined) return null
  call.variables.delete(beginVariable)
  return JSON.parse(text) as Begun
}

/** What a leg that did not connect counts as, with its SIP code. */
export const outcomes: Record<string, [SessionStatus, number]> = {
  busy: ['BUSY', 486],
  noAnswer: ['NO_ANSWER', 480],
  failed: ['FAILED', 503],
}

/** A leg that has not connected yet. */
export const legOf = (
  direction: LegRecord['direction'],
  callId: string,
  params: { source: string; destination: string },
  now: number,
) => ({
  callId,
  direction,
  source: params.source,
  destination: params.destination,
  status: 'FAILED' as const,
  initiatedAt: now,
  connectedAt: null,
  endedAt: null,
  sipCode: 0,
})

/** An extension of the office, or a number in E.164 with or without its plus. */
export function whereTo(destination: string, { config }: Pick<OfficeContext, 'config'>): Destination {
  if (config.extensions.has(destination)) return { kind: 'extension', number: destination }
  const international = /^[1-9]\d{7,14}$/.test(destination)
  return { kind: 'number', number: international ? `+${destination}` : destination }
}

/** A session at its beginning. */
export function fresh(call: Call, begun: Begun | null): CallflowState {
  const now = call.pbx.clock.now()
  const own: LegRecord = {
    callId: call.id,
    direction: 'INBOUND',
    source: call.from,
    destination: call.to,
    status: 'COMPLETED',
    initiatedAt: call.startedAt,
    connectedAt: call.answeredAt ?? now,
    endedAt: null,
    sipCode: 200,
  }
  return {
    sessionId: begun?.sessionId ?? `${call.id}-${call.position.visit}`,
    clientRequestId: begun?.document.clientRequestId ?? null,
    document: begun?.document ?? null,
    at: 0,
    digits: null,
    clientActionId: begun?.document.clientActionId ?? null,
    received: begun !== null,
    calls: begun ? 1 : 0,
    a: begun?.a ?? own,
    b: null,
    lastAction: begun ? 'MAKE_CALL' : null,
    recording: null,
    inner: null,
  }
}

/** The code for a number that is not dialled: the office does not allow its kind, or has no way for it. */
export const noWayOut = (error: Error): ErrorCode =>
  error instanceof DialError && (error.code === 'notAllowed' || error.code === 'costly') ? -2004 : -2010
