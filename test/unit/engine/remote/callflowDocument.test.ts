// Which documents are taken, and the code of each that is not (docs/spec/call-actions.md).
import { describe, expect, test } from 'vitest'
import { isProblem, readDocument } from '../../../../electron/engine/remote/callflow/document.ts'
import { callflowRequest } from '../../../support/callActionSchemas.ts'
import { capture, hangup, makeCall, say } from './callflowOffice.ts'

const now = Date.parse('2026-07-01T12:00:00Z')
const profiles = { 'house-voice': 'mary' }

describe('reading a document', () => {
  const wrong = (action: object, from: 'api' | 'webhook' = 'webhook') => {
    const read = readDocument({ callflow: Array.isArray(action) ? action : [action] }, { from, now, profiles })
    return typeof read === 'object' && isProblem(read) ? read.code : null
  }
  test.each<[string, object, number | null]>([
    ['an unknown action', { action: 'dance' }, -1007],
    ['no action', { params: {} }, -1009],
    ['a voice profile that is none', say('x', { voiceProfile: 'Zira' }), -1002],
    ['no voice profile', say('x', { voiceProfile: undefined }), -1009],
    ['no text', say(''), -1009],
    ['a text of 3001', say('x'.repeat(3001)), -1009],
    ['a speed as text', say('x', { speed: '1' }), -1009],
    ['a speed of 3', say('x', { speed: 3 }), -1009],
    ['four repetitions', say('x', { repetition: 4 }), -1009],
    ['minDigits without maxDigits', capture({ maxDigits: undefined }), -1003],
    ['digitTimeout without overallTimeout', capture({ digitTimeout: 5, overallTimeout: undefined }), -1005],
    ['digitTimeout above overallTimeout', capture({ digitTimeout: 5001 }), -1006],
    ['digitTimeout equal to overallTimeout', capture({ digitTimeout: 5000 }), null],
    [
      'completeOnHash false without maxDigits',
      capture({ completeOnHash: false, maxDigits: undefined, minDigits: undefined }),
      -1008,
    ],
    ['26 digits', capture({ maxDigits: 26, minDigits: undefined }), -1009],
    ['26 digits for at least one', capture({ maxDigits: 26 }), -1003],
    ['an endless overallTimeout for a digitTimeout', capture({ digitTimeout: 5, overallTimeout: 0 }), -1005],
    ['null messages', capture({ successMessage: null, failureMessage: null }), null],
    ['unknown params', say('x', { colour: 'red' }), null],
    ['a file elsewhere', { action: 'playFile', params: { fileUrl: 'ftp://x/y.wav' } }, -1009],
    ['three makeCall', [makeCall('1234567'), makeCall('1234567'), makeCall('1234567')], -1010],
    ['hangup in the middle', [hangup, say('x')], -1012],
    ['hangup without params', { action: 'hangup' }, null],
    ['26 digits without the hash key', capture({ maxDigits: 26, completeOnHash: false }), -1008],
    ['no destination', makeCall(''), -1009],
    ['a destination that is a name', makeCall('reception'), -1017],
    ['a destination of sixteen digits', makeCall('+4930123456789012'), -1017],
    ['two destinations', makeCall('4930123456,4930123457'), -1011],
    ['a list of destinations', { action: 'makeCall', params: { source: '4930999', destination: ['1', '2'] } }, -1011],
    ['a source that is a name', makeCall('4930123456', { source: 'Shop' }), -1014],
    ['a bell in the text', say('Hi\u0007'), -1016],
    ['half a character in the prompt', capture({ promptMessage: 'Hi \ud83d' }), -1016],
    ['lines and tabs in the text', say('One\n\tTwo 😀'), null],
    ['a profile that the office has chosen a voice for', say('x', { voiceProfile: 'house-voice' }), null],
  ])('%s', (_what, action, code) => {
    expect(wrong(action)).toBe(code)
  })
  test('an API request begins with makeCall; the path of what is missing is in the message', () => {
    expect(wrong(say('x'), 'api')).toBe(-1013)
    expect(readDocument({ callflow: [makeCall('1234567'), say('')] }, { from: 'api', now, profiles })).toEqual({
      code: -1009,
      message: 'Invalid call flow entry provided. $.callflow[1].params.text: is missing but it is required',
      detail: '$.callflow[1].params.text: is missing but it is required',
    })
  })

  test.each<[string, unknown, number | null]>([
    ['in two days', '2026-07-03T05:59:32.226Z', null],
    ['in an hour of another zone', '2026-07-01T16:00:00+03:00', null],
    ['null', null, null],
    ['yesterday', '2026-06-30T12:00:00Z', -1015],
    ['this very moment', '2026-07-01T12:00:00.000Z', -1015],
    ['without a zone', '2026-07-03T05:59:32', -1009],
    ['a number', 1_800_000_000, -1009],
    ['nonsense', '<utc_timestamp>', -1009],
  ])('validUntil %s', (_what, validUntil, code) => {
    const read = readDocument({ validUntil, callflow: [makeCall('4930123456')] }, { from: 'api', now, profiles })
    expect(typeof read === 'object' && isProblem(read) ? read.code : null).toBe(code)
  })
  test('the requests that 8x8 shows are taken', () => {
    const speech = { voiceProfile: 'en-GB-Emma', repetition: 1, speed: 1 }
    const call = { action: 'makeCall', params: { source: '+6512341234', destination: '+6512345678' } }
    const shown = [
      [call, { action: 'say', params: { text: 'Hello', ...speech } }, { action: 'hangup' }],
      [call, { action: 'playFile', params: { fileUrl: 'https://x.example/wave.mp3', repetition: 2 } }, { action: 'hangup' }],
      [
        call,
        capture({ minDigits: 1, maxDigits: 1, overallTimeout: 10_000, digitTimeout: 5000, voiceProfile: 'en-US-Neural2-C' }),
      ],
    ]
    for (const callflow of shown) {
      const request = callflowRequest.parse({ validUntil: '2026-07-03T05:59:32.226Z', clientRequestId: 'r-1', callflow })
      expect(readDocument(request, { from: 'api', now, profiles })).toMatchObject({
        clientRequestId: 'r-1',
        validUntil: request.validUntil,
      })
    }
  })
})
