// A field of another type than expected ends no call: it is converted where that is plain, passed over and named where not.
import { describe, expect, test } from 'vitest'
import { parseAction } from '../../../../electron/engine/remote/step/actions.ts'

type Row = [what: string, raw: object, action: object, passedOver: string[]]
const rows: Row[] = [
  ['a number as text', { type: 'collect_dtmf', max_digits: '6', timeout_ms: '3000' }, { max_digits: 6, timeout_ms: 3000 }, []],
  ['text as a number', { type: 'prompt', tts_text: 5 }, { tts_text: '5' }, []],
  ['yes and no as text', { type: 'prompt', tts_text: 'x', interruptible: 'true' }, { interruptible: true }, []],
  ['yes and no as numbers', { type: 'torecord', beep: 0 }, { beep: false }, []],
  [
    'a queue that returns to the IVR of that id',
    { type: 'queue', queue: 'sales', return_to_ivr: 'main' },
    { return_to_ivr: true, return_target: 'main' },
    [],
  ],
  ['one that returns to none', { type: 'queue', queue: 'sales', return_to_ivr: '' }, { return_to_ivr: false }, []],
  ['a number that is none', { type: 'collect_dtmf', timeout_ms: 'soon' }, { timeout_ms: 5000 }, ['collect_dtmf: timeout_ms']],
  ['a number out of range', { type: 'collect_dtmf', max_digits: -1 }, { type: 'collect_dtmf' }, ['collect_dtmf: max_digits']],
  ['an object where text is expected', { type: 'prompt', file: {}, tts_text: 'x' }, { tts_text: 'x' }, ['prompt: file']],
  ['keys of no kind', { type: 'dtmf_menu', tts_text: 'x', keys: 5 }, { timeout_ms: 5000 }, ['dtmf_menu: keys']],
  [
    'a name that is no variable',
    { type: 'collect_dtmf', variable: '1 2' },
    { variable: 'dtmf_input' },
    ['collect_dtmf: variable'],
  ],
  [
    'headers that are none',
    { type: 'api', url: 'http://x', headers: ['a'], timeout: 'ten', method: 'get' },
    { method: 'GET', headers: {}, timeout: 10 },
    ['api: headers', 'api: timeout'],
  ],
  [
    'an action within',
    { type: 'prompt', tts_text: 'x', next: { type: 'dtmf_menu', keys: { 1: { type: 'prompt', tts_text: 'y', step_id: {} } } } },
    { next: { type: 'dtmf_menu' } },
    ['prompt: step_id'],
  ],
  ['text where an action is expected', { type: 'prompt', tts_text: 'x', next: 'hangup' }, { tts_text: 'x' }, ['prompt: next']],
  [
    'nothing, or no action, for a key',
    { type: 'dtmf_menu', entries: { 1: null, 2: 'sales', 3: { type: 'hangup' } }, timeout_action: [] },
    { keys: { 1: undefined, 2: undefined, 3: { type: 'hangup' } } },
    ['dtmf_menu: timeout_action'],
  ],
  [
    'numbers among the headers',
    { type: 'api', url: 'http://x', headers: { 'x-a': 5, 'x-b': 'b', 'x-c': {} } },
    { headers: { 'x-a': '5', 'x-b': 'b' } },
    [],
  ],
  ['a target as a number', { type: 'transfer', target: 2001, params: null }, { target: '2001', params: {} }, []],
  ['fields that nobody knows', { type: 'hangup', colour: 'red' }, { type: 'hangup' }, ['hangup: colour']],
]

describe('an answer', () => {
  test.each(rows)('%s', (_what, raw, action, passedOver) => {
    const read = parseAction(raw)
    if ('problem' in read) throw new Error(read.problem)
    expect(read.action).toMatchObject(action)
    expect(read.passedOver).toHaveLength(passedOver.length)
    for (const [at, field] of passedOver.entries()) expect(read.passedOver[at]).toContain(field)
  })
  test.each([
    ['without what it is about', { type: 'transfer', target: {} }, 'transfer: target'],
    ['with an action within that cannot be read', { type: 'prompt', tts_text: 'x', next: { type: 'transfer' } }, 'target'],
  ])('%s cannot be read', (_what, raw, problem) => {
    expect(parseAction(raw)).toMatchObject({ problem: expect.stringContaining(problem) })
  })
})
