// Whatever a provider answers, of whatever types: the call ends, nothing of it stays, and `/end` is sent once a session.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { namesOf, parseAction, stepTypes } from '../../../../electron/engine/remote/step/actions.ts'
import { world } from '../../../support/memory.ts'
import { provide, stepFlow } from './stepOffice.ts'

/** All that the code reads, and some that it does not. */
const types = [...stepTypes, 'bridge', 'dance']
const names = [...new Set(stepTypes.flatMap((type) => [...namesOf(type)])), 'colour'].filter((name) => name !== 'type')

const { action } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('201', 'sales', 'http://x/y', 'ws://x/y', 'queue:q', '5', '$a$', 'GET', '', 'a b', 'ivr'),
    fc.integer({ min: -5, max: 100_000 }),
    fc.boolean(),
    fc.constant(null),
    fc.double(),
    fc.array(fc.string(), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('1', '2', '#', '12'), tie('action'), { maxKeys: 3 }),
    tie('action'),
  ),
  action: fc
    .tuple(fc.constantFrom(...types), fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 5 }))
    .map(([type, fields]) => ({ ...fields, type })),
}))

/** Right in most of its fields, so that much of what is made is run, too. */
const nearly = fc.oneof(
  fc.record(
    { type: fc.constant('prompt'), tts_text: fc.string(), interruptible: fc.boolean(), next: action },
    { requiredKeys: ['type', 'tts_text'] },
  ),
  fc.record({
    type: fc.constant('dtmf_menu'),
    timeout_ms: fc.nat(9000),
    keys: fc.constantFrom('12', ['1'], { '1': { type: 'hangup' } }),
  }),
  fc.record({ type: fc.constant('collect_dtmf'), num_digits: fc.nat(120), end_key: fc.string() }),
  fc.record({
    type: fc.constantFrom('transfer', 'queue', 'voicemail', 'route_to_agent'),
    target: fc.constantFrom('201', 'q', 'x', 'queue:q', 'ivr:f', 'voicemail:b'),
    return_to_ivr: fc.constantFrom('main', true, undefined),
  }),
  fc.record({ type: fc.constant('voip_bridge'), create_room_uri: fc.constantFrom('ws://x', 'http://x'), success: action }),
  fc.record({ type: fc.constantFrom('record_start', 'record_stop'), beep: fc.boolean() }),
  action,
)

test('answers of any shape', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(nearly, { minLength: 1, maxLength: 6 }),
      fc.string({ unit: fc.constantFrom(...'12#*9'), maxLength: 8 }),
      async (answers, keys) => {
        const parts = { routes: { '5000': 'f' }, extensions: ['201'], queues: [{ id: 'q' }], mailboxes: ['b'] }
        const w = world(parts, [stepFlow({ retryDelayMs: 100 })])
        await w.engine.start()
        const provider = provide(w, (_told, count) => answers[Math.max(0, count) % answers.length] ?? {})
        const caller = w.sim.call('5000')
        for (const key of keys) {
          await w.clock.advance(700)
          caller.press(key)
        }
        await w.clock.advance(400_000)
        if (!caller.gone) caller.hangup() // held in a queue, or asked again and again
        await w.clock.advance(20_000)
        expect(w.engine.runningCalls).toBe(0)
        expect(w.sim.bridges.size).toBe(0)
        // One session, or one for each time that the provider got the caller back; each is ended once.
        const sessions = provider.told.filter(({ path }) => path === '/start').map(({ body }) => String(body.session_id))
        const ends = [...w.stores.posts.entries()].filter(([id]) => id.endsWith('.end'))
        expect(sessions.length).toBeGreaterThan(0)
        expect(ends.map(([, { body }]) => JSON.parse(body).session_id).sort()).toEqual(sessions.sort())
        await w.engine.stop()
        expect(w.engine.held).toMatchObject({ timers: 0, channels: 0 })
      },
    ),
    { numRuns: 250 },
  )
}, 60_000)

test('reading an answer never throws', () => {
  fc.assert(fc.property(fc.anything(), (raw) => 'action' in parseAction(raw) || 'problem' in parseAction(raw)))
  let deep: object = { type: 'hangup' }
  for (let i = 0; i < 50_000; i++) deep = { type: 'prompt', tts_text: 'x', next: deep }
  expect(parseAction(deep)).toMatchObject({ problem: expect.any(String) })
})
