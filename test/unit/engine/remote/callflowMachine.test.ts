// What a call-action session does next, by what it knows and what came: the table of its moves.
import { describe, expect, test } from 'vitest'
import { type CallDocument, isProblem, readDocument } from '../../../../electron/engine/remote/callflow/document.ts'
import {
  type CallflowInput,
  cancelLeg,
  connectLeg,
  dialLeg,
  endLeg,
  firstCommand,
  isDialled,
  mostCalls,
  nextMove,
  summaryOf,
} from '../../../../electron/engine/remote/callflow/machine.ts'
import { type CallflowState, legOf } from '../../../../electron/engine/remote/callflow/state.ts'

function documentOf(...callflow: object[]): CallDocument {
  const read = readDocument({ clientActionId: 'one', callflow }, { from: 'webhook', now: 0, profiles: {} })
  if (read === 'empty' || isProblem(read)) throw new Error('no document')
  return read
}
const hello = { action: 'say', params: { text: 'Hello', voiceProfile: 'en-GB-Emma' } }
const capture = { action: 'sayAndCapture', params: { promptMessage: 'Your number?', voiceProfile: 'en-GB-Emma' } }
const call = { action: 'makeCall', params: { source: '+4930901820', destination: '+49309018230' } }
const bye = { action: 'hangup' }

const callParams = { source: '+4930901820', destination: '+49309018230', callRecording: false }
const caller = { ...legOf('INBOUND', 'c1', callParams, 1000), status: 'COMPLETED' as const, connectedAt: 1000, sipCode: 200 }
const state = (change: Partial<CallflowState> = {}): CallflowState => ({
  sessionId: 's1',
  clientRequestId: null,
  document: null,
  at: 0,
  digits: null,
  clientActionId: null,
  received: false,
  calls: 0,
  a: caller,
  b: null,
  lastAction: null,
  recording: null,
  inner: null,
  ...change,
})
const ringing = legOf('OUTBOUND', 'c1-b', callParams, 2000)
const failure = { code: -2005, message: 'no voice' } as const
const failed: CallflowInput = { came: 'failure', failure, at: 9000 }

type Row = [
  what: string,
  before: CallflowState,
  came: CallflowInput,
  command: object,
  after?: Partial<CallflowState>,
  leads?: boolean,
]
const rows: Row[] = [
  [
    'a document’s first action is carried out',
    state({ digits: '12' }),
    { came: 'document', document: documentOf(hello, bye) },
    { do: 'act', action: { action: 'say' } },
    { received: true, at: 0, digits: null, clientActionId: 'one', lastAction: 'SAY' },
  ],
  [
    'no document ends the session',
    state(),
    { came: 'noDocument' },
    { do: 'leave', port: 'ended', failure: null, last: 'hangUp' },
  ],
  [
    'the next action follows',
    state({ document: documentOf(hello, capture) }),
    { came: 'done' },
    { do: 'act', action: { action: 'sayAndCapture' } },
    { at: 1, inner: null, lastAction: 'SAY_AND_CAPTURE' },
  ],
  [
    'digits stay until the backend is asked',
    state({ document: documentOf(capture, hello), received: true }),
    { came: 'done', digits: '4711' },
    { do: 'act', action: { action: 'say' } },
    { digits: '4711' },
  ],
  [
    'after the last action the backend is asked, with the digits',
    state({ document: documentOf(capture), received: true, clientActionId: 'one' }),
    { came: 'done', digits: '4711' },
    { do: 'ask', vca: { callStatus: 'ACTION_COMPLETED', digits: '4711', clientActionId: 'one' } },
    { document: null },
  ],
  [
    'an action that asks for no digits leaves them',
    state({ document: documentOf(capture, hello), at: 1, digits: '4711', received: true }),
    { came: 'done' },
    { do: 'ask', vca: { digits: '4711' } },
  ],
  [
    'tries that were all wrong clear them',
    state({ document: documentOf(capture, capture), digits: '1' }),
    { came: 'done', digits: null },
    { do: 'act' },
    { digits: null },
  ],
  [
    'hangup ends the session',
    state({ document: documentOf(bye) }),
    { came: 'hangup' },
    { do: 'leave', port: 'ended', last: 'hangUp' },
  ],
  ['a failure is apologised for', state(), failed, { do: 'leave', port: 'failed', failure, last: 'apology' }],
  ['unless the flow goes on from it', state(), failed, { do: 'leave', port: 'failed', last: 'nothing' }, {}, true],
  [
    'a failure ends a second leg that runs',
    state({ b: ringing }),
    failed,
    { do: 'leave' },
    { b: { ...ringing, status: 'FAILED', endedAt: 9000 } },
  ],
  [
    'and leaves one that is over',
    state({ b: { ...ringing, status: 'BUSY', endedAt: 3000 } }),
    failed,
    { do: 'leave' },
    { b: { ...ringing, status: 'BUSY', endedAt: 3000 } },
  ],
]

describe('the next move', () => {
  test.each(rows)('%s', (_what, before, came, command, after = {}, leads = false) => {
    const unchanged = structuredClone(before)
    const move = nextMove(Object.freeze(before), { failureLeads: leads }, came)
    expect(move.command).toMatchObject(command)
    expect(move.state).toMatchObject(after)
    expect(before).toEqual(unchanged)
  })
})

test('a session begins by asking, with a request by its first action, and after a restart where it stood', () => {
  expect(firstCommand(state()).command).toMatchObject({ do: 'ask', vca: { callStatus: 'CALL_RECEIVED' } })
  const requested = state({ document: documentOf(hello), received: true, calls: 1 })
  expect(firstCommand(requested).command).toMatchObject({ do: 'act', action: { action: 'say' } })
  const second = state({ document: documentOf(hello, call), at: 1, received: true })
  expect(firstCommand(second).command).toMatchObject({ do: 'act', action: { action: 'makeCall' } })
  expect(firstCommand(state({ document: documentOf(hello), at: 1, received: true })).command).toMatchObject({ do: 'ask' })
})

describe('the second leg', () => {
  test('is dialled as often as a session may', () => {
    expect(dialLeg(state(), 'c1-b', callParams, 2000)).toMatchObject({ calls: 1, b: { callId: 'c1-b', initiatedAt: 2000 } })
    expect(dialLeg(state({ calls: mostCalls }), 'c1-b', callParams, 2000)).toMatchObject({ code: -2003 })
  })
  test('is gone on with when it was dialled before a restart', () => {
    expect(isDialled(state({ b: ringing }))).toBe(false)
    expect(isDialled(state({ b: ringing, inner: { phase: 'ringing' } }))).toBe(true)
  })
  test('connects once', () => {
    const once = connectLeg(state({ b: ringing }), 3000)
    expect(connectLeg(once, 5000).b).toMatchObject({ status: 'COMPLETED', sipCode: 200, connectedAt: 3000 })
  })
  test.each([
    ['busy', 'BUSY', 486],
    ['noAnswer', 'NO_ANSWER', 480],
    ['failed', 'FAILED', 503],
    ['aWayNobodyKnows', 'FAILED', 503],
  ])('that left by %s counts as %s', (port, status, sipCode) => {
    expect(endLeg(state({ b: ringing }), port, 4000).b).toMatchObject({ status, sipCode, endedAt: 4000 })
  })
  test('keeps its status after a conversation', () => {
    expect(endLeg(connectLeg(state({ b: ringing }), 3000), 'ended', 4000).b).toMatchObject({ status: 'COMPLETED', endedAt: 4000 })
  })
  test('that rings when the caller hangs up is cancelled; one that talked is not', () => {
    expect(cancelLeg(state({ b: ringing })).b?.status).toBe('CANCELED')
    expect(cancelLeg(connectLeg(state({ b: ringing }), 3000)).b?.status).toBe('COMPLETED')
    expect(cancelLeg(endLeg(state({ b: ringing }), 'busy', 4000)).b?.status).toBe('BUSY')
  })
})

describe('the summary', () => {
  const talked = endLeg(connectLeg(state({ b: ringing }), 3000), 'ended', 4000)
  const busy = endLeg(state({ b: ringing }), 'busy', 4000)
  test.each([
    ['without a second leg', state(), null, 'COMPLETED'],
    ['after a conversation', talked, null, 'COMPLETED'],
    ['of a leg that did not connect', busy, null, 'BUSY'],
    ['of a session that failed', talked, failure, 'ERROR'],
  ] as const)('%s', (_what, at, error, status) => {
    expect(summaryOf(at, error, 9000)).toMatchObject({
      status,
      error: error?.code ?? null,
      startedAt: 1000,
      endedAt: 9000,
      a: { endedAt: 9000 },
    })
  })
  test('ends a leg that has not ended', () => {
    expect(summaryOf(state({ b: ringing }), null, 9000).b?.endedAt).toBe(9000)
    expect(summaryOf(busy, null, 9000).b?.endedAt).toBe(4000)
  })
})
