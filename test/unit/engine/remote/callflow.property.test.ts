// Whatever a backend answers, of whatever types: the call ends, nothing of it stays, and the summary is sent once.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readDocument } from '../../../../electron/engine/remote/callflow/document.ts'
import { world } from '../../../support/memory.ts'
import { backendOf, parts } from './callflowOffice.ts'

const names = [
  'text voiceProfile repetition speed promptMessage successMessage failureMessage completeOnHash minDigits maxDigits digitTimeout',
  'overallTimeout noOfTries fileUrl source destination callRecording',
].flatMap((line) => line.split(' '))
const right = fc.constantFrom(
  'en-US-ZiraRUS',
  '4930555444',
  '201',
  'Hello',
  'http://x/y.mp3',
  1,
  2,
  3,
  500,
  5000,
  true,
  false,
  null,
)
const value = fc.oneof({ weight: 4, arbitrary: right }, fc.jsonValue({ maxDepth: 1 }))
const action = fc.record({
  action: fc.constantFrom('makeCall', 'say', 'sayAndCapture', 'playFile', 'hangup', 'dance'),
  params: fc.dictionary(fc.constantFrom(...names), value, { minKeys: 3, maxKeys: 10 }),
})
const good = fc.constantFrom(
  { action: 'say', params: { text: 'Hi', voiceProfile: 'en-US-ZiraRUS' } },
  { action: 'sayAndCapture', params: { promptMessage: 'A?', voiceProfile: 'en-US-ZiraRUS', maxDigits: 2, overallTimeout: 3000 } },
  { action: 'makeCall', params: { source: '4930999', destination: '4930555444' } },
  { action: 'hangup' },
)
const document = fc.record({
  clientActionId: fc.option(fc.string()),
  callflow: fc.oneof({ weight: 8, arbitrary: fc.array(fc.oneof(good, action), { maxLength: 4 }) }, fc.jsonValue()),
})

test('documents of any shape', async () => {
  const keys = fc.string({ unit: fc.constantFrom(...'12#*9'), maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(fc.array(document, { minLength: 1, maxLength: 4 }), keys, async (documents, pressed) => {
      const w = world(parts, [])
      await w.engine.start()
      const told = backendOf(w, [...documents, { callflow: [] }])
      const caller = w.sim.call('5000')
      for (const key of pressed) {
        await w.clock.advance(900)
        caller.press(key)
      }
      await w.clock.advance(1_500_000)
      expect([caller.gone, w.engine.runningCalls, w.sim.bridges.size]).toEqual([true, 0, 0])
      expect(told.summaries()).toHaveLength(1)
      await w.engine.stop()
      expect(w.engine.held).toMatchObject({ timers: 0, channels: 0 })
    }),
    { numRuns: 200 },
  )
}, 60_000)

test('reading a document never throws', () => {
  fc.assert(
    fc.property(
      fc.anything(),
      fc.constantFrom('api' as const, 'webhook' as const),
      (raw, from) => !!readDocument(raw, { from, now: 0, profiles: {} }),
    ),
  )
})
