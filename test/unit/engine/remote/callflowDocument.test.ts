// Which documents are taken, and the code of each that is not (docs/spec/call-actions.md).
import { describe, expect, test } from 'vitest'
import { isProblem, readDocument } from '../../../../electron/engine/remote/callflow/document.ts'
import { capture, hangup, makeCall, say } from './callflowOffice.ts'

describe('reading a document', () => {
  const wrong = (action: object, from: 'api' | 'webhook' = 'webhook') => {
    const read = readDocument({ callflow: Array.isArray(action) ? action : [action] }, from)
    return typeof read === 'object' && isProblem(read) ? read.code : null
  }
  test.each<[string, object, number | null]>([
    ['an unknown action', { action: 'dance' }, -1007],
    ['no action', { params: {} }, -1009],
    ['a voice profile that is none', say('x', { voiceProfile: 'Zira' }), -1002],
    ['no voice profile', say('x', { voiceProfile: undefined }), -1009],
    ['no text', say(''), -1009],
    ['a text of 3001', say('x'.repeat(3001)), -1009],
    ['a speed as text', say('x', { speed: '1' }), -1017],
    ['a speed of 3', say('x', { speed: 3 }), -1017],
    ['four repetitions', say('x', { repetition: 4 }), -1017],
    ['minDigits without maxDigits', capture({ maxDigits: undefined }), -1003],
    ['digitTimeout without overallTimeout', capture({ digitTimeout: 5, overallTimeout: undefined }), -1005],
    ['digitTimeout above overallTimeout', capture({ digitTimeout: 5001 }), -1006],
    ['digitTimeout equal to overallTimeout', capture({ digitTimeout: 5000 }), null],
    [
      'completeOnHash false without maxDigits',
      capture({ completeOnHash: false, maxDigits: undefined, minDigits: undefined }),
      -1008,
    ],
    ['26 digits', capture({ maxDigits: 26 }), -1017],
    ['null messages', capture({ successMessage: null, failureMessage: null }), null],
    ['unknown params', say('x', { colour: 'red' }), null],
    ['a file elsewhere', { action: 'playFile', params: { fileUrl: 'ftp://x/y.wav' } }, -1009],
    ['three makeCall', [makeCall('1234567'), makeCall('1234567'), makeCall('1234567')], -1010],
    ['hangup in the middle', [hangup, say('x')], -1012],
    ['hangup without params', { action: 'hangup' }, null],
    ['no destination', makeCall(''), -1009],
  ])('%s', (_what, action, code) => {
    expect(wrong(action)).toBe(code)
  })
  test('an API request begins with makeCall; the path of what is missing is in the message', () => {
    expect(wrong(say('x'), 'api')).toBe(-1013)
    expect(readDocument({ callflow: [makeCall('1234567'), say('')] }, 'api')).toEqual({
      code: -1009,
      message: '$.callflow[1].params.text is missing',
    })
  })
})
