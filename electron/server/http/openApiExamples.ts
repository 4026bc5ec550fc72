// For each operation of the integration API: what it is about, its errors, and an example of what goes in and comes out.
import type { ApiError } from './openApiErrors.ts'

type Example = {
  about: string
  /** What 200 means. */
  answers: string
  errors: readonly ApiError[]
  parameters?: Record<string, string>
  request?: unknown
  response: unknown
}

const at = Date.parse('2026-03-02T09:15:00Z')
const operatorId = 'alex'
const callId = 'cb-2f6b9a71c0de4e55'

const call = {
  id: callId,
  kind: 'phone',
  from: '201',
  fromName: 'Alex',
  to: '+4930123456',
  startedAt: at,
  flowId: 'builtin:internal',
  flowVersion: 1,
  node: null,
  nodeLabel: null,
  queueId: null,
  operatorId: null,
  held: false,
  recording: false,
  recordingPaused: false,
  parked: null,
  legs: [{ channelId: '1772442900.14', role: 'caller', extension: '201', sipCallId: null, state: 'up' }],
}
const waiting = {
  id: 'k7d2p9qa',
  number: '+49171555010199',
  queueId: 'sales',
  createdAt: at,
  callId,
  status: 'pending',
  claimedBy: null,
  leaseUntil: null,
  retryAt: null,
  outcome: null,
  attempts: [],
  note: null,
}
const claimed = { ...waiting, status: 'claimed', claimedBy: operatorId, leaseUntil: at + 600_000 }
const done = {
  ...waiting,
  status: 'done',
  outcome: 'reached',
  note: 'wants an offer',
  attempts: [{ at, operatorId, result: 'reached' }],
}
const operator = {
  operatorId,
  name: 'Alex',
  extension: '201',
  state: 'paused',
  since: at,
  reason: 'lunch',
  queues: ['sales'],
  callId: null,
  peer: null,
  callsToday: 7,
  busyMs: 2_460_000,
  availableMs: 3_900_000,
  wrapUpUntil: null,
  offHook: false,
  doNotDisturb: false,
  away: null,
  loggedOut: null,
}
const callback = { id: 'The callback’s id.' }

/** By operation. */
export const examples: Readonly<Record<string, Example>> = {
  listCalls: { about: 'Calls that wait in a queue are among them.', answers: 'The calls.', errors: [], response: [call] },
  originateCall: {
    about: 'Answers when somebody has answered at the extension; the other side is rung then.',
    answers: 'Somebody answered, and the call goes on.',
    errors: ['NOT_FOUND', 'NO_PHONE', 'REFUSED', 'PBX_DOWN'],
    request: { extension: '201', to: '+4930123456' },
    response: { callId },
  },
  hangUpCall: {
    about: 'The caller’s side is hung up, and the call with it.',
    answers: 'It is being hung up.',
    errors: ['NOT_FOUND', 'PBX_DOWN'],
    parameters: { callId: 'The call’s id.' },
    response: { ok: true },
  },
  listCallbacks: {
    about: 'At most 500.',
    answers: 'The callbacks.',
    errors: ['INVALID', 'BUSY', 'TOO_SLOW'],
    parameters: { queueId: 'Only those of this queue.' },
    response: [waiting],
  },
  claimCallback: {
    about: 'Nobody else can claim it until the lease is over.',
    answers: 'It is the operator’s.',
    errors: ['NOT_FOUND', 'CONFLICT'],
    parameters: callback,
    request: { operatorId },
    response: claimed,
  },
  returnCallback: {
    about: 'Answers when the operator has answered.',
    answers: 'The operator answered, and the customer is being rung.',
    errors: ['NOT_FOUND', 'CONFLICT', 'NO_PHONE', 'REFUSED', 'PBX_DOWN'],
    parameters: callback,
    request: { operatorId },
    response: { callId },
  },
  finishCallback: {
    about: 'It stays in the history.',
    answers: 'It is done.',
    errors: ['NOT_FOUND', 'CONFLICT'],
    parameters: callback,
    request: { operatorId, outcome: 'reached', note: 'wants an offer' },
    response: done,
  },
  listOperators: {
    about: 'Those who are not logged in are among them.',
    answers: 'The operators.',
    errors: [],
    response: [operator],
  },
  setOperatorState: {
    about: 'Only for somebody who is logged in: who is not is NOT_LOGGED_IN.',
    answers: 'It is so.',
    errors: ['NOT_FOUND', 'NOT_LOGGED_IN'],
    parameters: { id: 'The operator’s id.' },
    request: { state: 'paused', reason: 'lunch' },
    response: { ok: true },
  },
  followLive: {
    about: 'Each event’s data is one JSON document; the first one is a snapshot.',
    answers: 'Events, until the connection is closed.',
    errors: [],
    response: { event: 'message', data: { type: 'changes', seq: 12, at, changes: [{ kind: 'operator', value: operator }] } },
  },
  callflow: {
    about: '',
    answers: '',
    errors: [],
    request: {
      validUntil: '2026-07-03T05:59:32.226Z',
      clientRequestId: 'booking-17',
      callflow: [
        { action: 'makeCall', params: { source: '+4930999000', destination: '+4930123456' } },
        { action: 'say', params: { text: 'Your table is ready.', voiceProfile: 'en-US-ZiraRUS' } },
        { action: 'hangup' },
      ],
    },
    response: {
      sessionId: '2f6b9a71-c0de-84e5-8500-000000000000',
      sessionStatus: 'CREATED',
      callFlowRequestId: '91c0de4e-552f-86b9-8a00-000000000000',
      validUntil: '2026-07-03T05:59:32.226Z',
      statusCode: 1,
      statusMessage: 'Created',
    },
  },
}
