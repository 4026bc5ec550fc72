// What a step session does next, by what it knows and what came: the table of its moves.
import { describe, expect, test } from 'vitest'
import { readAction } from '../../../../electron/engine/remote/step/actions.ts'
import {
  actionsAnAnswer,
  answersInAll,
  firstCommand,
  firstState,
  nextMove,
  type StepInput,
  type StepRules,
  type StepState,
  sameAnswers,
} from '../../../../electron/engine/remote/step/machine.ts'
import type { StepEvent } from '../../../../electron/engine/remote/step/provider.ts'

const rules: StepRules = { fallback: '', failureLeads: false }
const withFallback: StepRules = { fallback: '{"type":"hangup"}', failureLeads: true }
const hello = readAction({ type: 'prompt', tts_text: 'Hello' })
const thenHangUp = readAction({ type: 'prompt', tts_text: 'Bye', next: { type: 'hangup' } })
const bye = readAction({ type: 'hangup' })
const begun: StepEvent = { type: 'session_start' }
const played = { type: 'audio_complete', interrupted: false }
const key: StepEvent = { type: 'dtmf', digit: '1' }

const state = (change: Partial<StepState> = {}): StepState => ({ ...firstState({}), ...change })
const answer = (action = hello, event: StepEvent = begun): StepInput => ({
  came: 'answer',
  event,
  action,
  text: JSON.stringify(action),
})
const outcome = (kind: object, action = hello) => ({ came: 'outcome', action, outcome: kind }) as StepInput

type Row = [what: string, before: StepState, came: StepInput, command: object, after?: Partial<StepState>, rules?: StepRules]

const rows: Row[] = [
  ['an answer is carried out', state(), answer(), { do: 'act', action: hello }, { same: 1, actions: 1, said: hello }],
  ['the same answer again is counted', state({ answer: JSON.stringify(hello), same: 3 }), answer(), { do: 'act' }, { same: 4 }],
  [
    'input in between begins the count anew',
    state({ answer: JSON.stringify(hello), same: 9 }),
    answer(hello, key),
    { do: 'act' },
    { same: 1 },
  ],
  [
    'one that goes on repeating itself after silence was told ends the session',
    state({ answer: JSON.stringify(hello), same: 10, looped: true }),
    answer(),
    { do: 'leave', port: 'failed', reason: 'error', last: 'apology' },
  ],
  ['too many answers in all end it as well', state({ requests: answersInAll + 1 }), answer(bye), { do: 'leave', port: 'failed' }],
  ['an action’s end is told', state(), outcome({ kind: 'done', event: played }), { do: 'ask', event: played, path: '' }],
  [
    'its next comes first',
    state(),
    outcome({ kind: 'done', event: played }, thenHangUp),
    { do: 'act', action: { type: 'hangup' } },
    { actions: 1 },
  ],
  [
    'what the caller decided is told in place of the next',
    state(),
    outcome({ kind: 'told', event: key }, thenHangUp),
    { do: 'ask', event: key },
  ],
  ['an inner action runs', state(), outcome({ kind: 'goto', action: bye }), { do: 'act', action: bye }],
  [
    'a key kept from a prompt is told in place of its end',
    state({ kept: '12' }),
    outcome({ kind: 'done', event: played }),
    { do: 'ask', event: key },
    { kept: '' },
  ],
  [
    'silence is told once to who asks the same again and again',
    state({ same: sameAnswers }),
    outcome({ kind: 'done', event: played }),
    { do: 'ask', event: { type: 'dtmf_menu_timeout' } },
    { looped: true },
  ],
  [
    'what an action hands on is over',
    state(),
    outcome({ kind: 'over', port: 'transferred', reason: 'transfer' }),
    { do: 'leave', port: 'transferred', reason: 'transfer', last: 'nothing' },
  ],
  [
    'a farewell hangs up',
    state(),
    outcome({ kind: 'over', port: 'ended', reason: 'hangup', hangUp: true }),
    { do: 'leave', last: 'hangUp' },
  ],
  ['a repeat says what was said last', state({ said: hello }), { came: 'repeat' }, { do: 'act', action: hello }],
  [
    'a failure asks for a recovery step',
    state(),
    { came: 'failure', stepId: 's1', reason: 'no voice' },
    { do: 'ask', event: { type: 'fail', reason: 'no voice', failed_step_id: 's1' }, path: '/fail' },
  ],
  [
    'without one it is told as an event',
    state(),
    { came: 'noAnswer', event: { type: 'fail', reason: 'no voice' }, path: '/fail', reason: 'error', detail: '404' },
    { do: 'ask', event: { type: 'error', reason: 'no voice' }, path: '' },
  ],
  [
    'no answer: an apology',
    state(),
    { came: 'noAnswer', event: begun, path: '', reason: 'timeout', detail: 'late' },
    { do: 'leave', port: 'failed', reason: 'timeout', detail: 'late', last: 'apology' },
  ],
  [
    'no answer, and the way out leads on',
    state(),
    { came: 'noAnswer', event: begun, path: '', reason: 'error', detail: '500' },
    { do: 'leave', port: 'failed', last: 'nothing' },
    {},
    { fallback: '', failureLeads: true },
  ],
  [
    'no answer, and a fallback: it runs',
    state(),
    { came: 'noAnswer', event: begun, path: '', reason: 'timeout', detail: 'late' },
    { do: 'act', action: { type: 'hangup' } },
    { fallback: 'timeout' },
    withFallback,
  ],
  [
    'the fallback’s end hangs up: the provider is not asked again',
    state({ fallback: 'timeout' }),
    outcome({ kind: 'done', event: played }),
    { do: 'leave', port: 'ended', reason: 'timeout', last: 'hangUp' },
    {},
    withFallback,
  ],
  [
    'a fallback that fails is an apology',
    state({ fallback: 'error' }),
    { came: 'failure', stepId: '', reason: 'no voice' },
    { do: 'leave', port: 'failed', last: 'apology' },
    {},
    withFallback,
  ],
  ['a menu that failed too often', state(), outcome({ kind: 'tooMany' }), { do: 'leave', port: 'failed', reason: 'error' }],
  [
    'an answer that repeats itself',
    state({ actions: actionsAnAnswer }),
    outcome({ kind: 'goto', action: bye }),
    { do: 'leave', port: 'failed', detail: 'the answer repeats itself' },
  ],
]

describe('the next move', () => {
  test.each(rows)('%s', (_what, before, came, command, after = {}, by = rules) => {
    const move = nextMove(before, by, came)
    expect(move.command).toMatchObject(command)
    expect(move.state).toMatchObject(after)
  })
  test('further keys kept from a prompt are typed ahead', () => {
    expect(nextMove(state({ kept: '123' }), rules, outcome({ kind: 'done', event: played })).typedAhead).toBe('23')
  })
  test('why the provider is left is told each time', () => {
    const late: StepInput = { came: 'noAnswer', event: begun, path: '', reason: 'timeout', detail: 'late' }
    expect(nextMove(state(), withFallback, late).fallbacks).toEqual([{ reason: 'timeout', detail: 'late' }])
  })
  test('changes nothing of what it is given', () => {
    const before = Object.freeze(state({ kept: '1' }))
    for (const [, , came] of rows) if (came.came !== 'repeat') nextMove(before, rules, came)
    expect(before).toEqual(state({ kept: '1' }))
  })
})

test('a session begins by asking, or goes on with the action that ran', () => {
  expect(firstCommand(state(), rules).command).toEqual({ do: 'ask', event: begun, path: '' })
  const running = state({ todo: { raw: { type: 'prompt', prompt_text: 'Hi' }, inner: null } })
  expect(firstCommand(running, rules).command).toMatchObject({ do: 'act', action: { type: 'prompt', tts_text: 'Hi' } })
})
