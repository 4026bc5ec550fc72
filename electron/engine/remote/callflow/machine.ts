// Where a call-action session stands and what it does next: a function of what is known and of what came. It touches no call and no
// network; `session.ts` carries out what it says. Source: docs/spec/call-actions.md.
import type { ErrorCode } from './codes.ts'
import type { CallAction, CallActionOf, CallDocument } from './document.ts'
import type { Qualities } from './quality.ts'
import { type CallflowState, legOf, outcomes } from './state.ts'
import type { LastAction, SessionStatus, Summary, Vca } from './webhooks.ts'

/** How many makeCall a session may have. */
export const mostCalls = 2

export type SessionFailure = { code: ErrorCode; message: string }
/** What came; times are epoch ms. */
export type CallflowInput =
  /** The backend's next document. */
  | { came: 'document'; document: CallDocument }
  /** It has no more to say. */
  | { came: 'noDocument' }
  /** The document hangs up. */
  | { came: 'hangup' }
  /** The action that ran is over; `digits` where it asked for some: null when none of the tries was right. */
  | { came: 'done'; digits?: string | null }
  /** The backend, the action or the sound failed. */
  | { came: 'failure'; failure: SessionFailure; at: number }

/** What to do next. */
export type CallflowCommand =
  | { do: 'ask'; vca: Vca }
  | { do: 'act'; action: CallAction }
  | { do: 'leave'; port: 'ended' | 'failed'; failure: SessionFailure | null; last: 'hangUp' | 'apology' | 'nothing' }

export type CallflowMove = { state: CallflowState; command: CallflowCommand }
/** What of the flow decides: whether the node's way out for a failure leads somewhere. */
export type CallflowRules = { failureLeads: boolean }

const names: Record<CallAction['action'], LastAction> = {
  makeCall: 'MAKE_CALL',
  say: 'SAY',
  sayAndCapture: 'SAY_AND_CAPTURE',
  playFile: 'PLAY_FILE',
  hangup: 'HANGUP',
}
const over = { do: 'leave', port: 'ended', failure: null, last: 'hangUp' } as const

/** What a session does first, or goes on with after a restart. */
export const firstCommand = (state: CallflowState): CallflowMove => (state.document ? actAt(state) : ask(state))

/** What follows from what came. */
export function nextMove(state: CallflowState, rules: CallflowRules, input: CallflowInput): CallflowMove {
  switch (input.came) {
    case 'document': {
      const { document } = input
      return actAt({ ...state, received: true, document, at: 0, digits: null, clientActionId: document.clientActionId })
    }
    case 'noDocument':
      return { state: { ...state, received: true }, command: over }
    case 'hangup':
      return { state, command: over }
    case 'done': {
      const digits = input.digits === undefined ? state.digits : input.digits
      return actAt({ ...state, digits, at: state.at + 1, inner: null })
    }
    case 'failure': {
      const { failure, at } = input
      const last = rules.failureLeads ? 'nothing' : 'apology'
      return { state: failLeg(state, at), command: { do: 'leave', port: 'failed', failure, last } }
    }
  }
}

function ask(state: CallflowState): CallflowMove {
  const { digits, clientActionId } = state
  const callStatus = state.received ? 'ACTION_COMPLETED' : 'CALL_RECEIVED'
  return { state, command: { do: 'ask', vca: { callStatus, digits, clientActionId } } }
}

function actAt(state: CallflowState): CallflowMove {
  const action = state.document?.actions[state.at]
  if (!action) return ask({ ...state, document: null })
  return { state: { ...state, lastAction: names[action.action] }, command: { do: 'act', action } }
}

// ── the second leg ───────────────────────────────────────────────────────────────────────────────────────────

/** Whether the second leg was dialled before the host's restart and is gone on with. */
export const isDialled = (state: CallflowState): boolean => state.inner !== null && state.b !== null

/** A makeCall begins; why it does not, when the session has had all of its calls. */
export function dialLeg(
  state: CallflowState,
  callId: string,
  params: CallActionOf<'makeCall'>,
  at: number,
): CallflowState | SessionFailure {
  if (state.calls >= mostCalls) return { code: -2003, message: `more than ${mostCalls} makeCall in a session` }
  return { ...state, calls: state.calls + 1, b: legOf('OUTBOUND', callId, params, at) }
}

/** Two people talk. */
export const connectLeg = (state: CallflowState, at: number): CallflowState =>
  state.b ? { ...state, b: { ...state.b, connectedAt: state.b.connectedAt ?? at, status: 'COMPLETED', sipCode: 200 } } : state

/** The second leg is over; `port`: the way out of the transfer, `ended` after a conversation. */
export function endLeg(state: CallflowState, port: string, at: number): CallflowState {
  if (!state.b) return state
  if (port === 'ended') return { ...state, b: { ...state.b, endedAt: at } }
  const [status, sipCode] = outcomes[port] ?? ['FAILED', 503]
  return { ...state, b: { ...state.b, endedAt: at, status, sipCode } }
}

/** The caller hung up: a second leg that still rang is cancelled. */
export const cancelLeg = (state: CallflowState): CallflowState =>
  state.b && state.b.endedAt === null && state.b.connectedAt === null
    ? { ...state, b: { ...state.b, status: 'CANCELED' } }
    : state

/** What was read of the legs' quality; a leg that has ended keeps what it had. */
export function withQualities(state: CallflowState, { a, b }: Qualities): CallflowState {
  const talks = state.b !== null && state.b.connectedAt !== null && state.b.endedAt === null
  return {
    ...state,
    a: a ? { ...state.a, quality: a } : state.a,
    b: state.b && talks && b ? { ...state.b, quality: b } : state.b,
  }
}

const failLeg = (state: CallflowState, at: number): CallflowState =>
  state.b && state.b.endedAt === null ? { ...state, b: { ...state.b, status: 'FAILED', endedAt: at } } : state

/** The session at its end. */
export function summaryOf(state: CallflowState, failure: SessionFailure | null, at: number): Summary {
  const { sessionId, clientRequestId, lastAction } = state
  const a = { ...state.a, endedAt: at }
  const b = state.b && { ...state.b, endedAt: state.b.endedAt ?? at }
  const missed: SessionStatus | null = b && b.status !== 'COMPLETED' ? b.status : null
  const status: SessionStatus = failure ? 'ERROR' : (missed ?? 'COMPLETED')
  const error = failure?.code ?? null
  return { sessionId, clientRequestId, status, startedAt: a.initiatedAt, endedAt: at, a, b, lastAction, error }
}
