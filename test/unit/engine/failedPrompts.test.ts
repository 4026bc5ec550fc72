// A prompt that Asterisk cannot play: a step of the call's story, and a sound in its place; never silence.
import { expect, test } from 'vitest'
import { flowOf } from '../../support/memory.ts'
import { end, endedAfterEach, office, say, start } from './offices.ts'

endedAfterEach()

/** Media in the order in which they began. */
const played = (commands: readonly string[]) =>
  commands.filter((line) => line.startsWith('play ')).map((line) => line.slice('play '.length))

const greeted = (config: Record<string, unknown> = {}) =>
  flowOf('f', { start, hello: { type: 'playAudio', prompt: say('hello'), ...config }, end }, [
    'start.next>hello',
    'hello.next>end',
  ])

test('the caller hears a beep, the story says what failed, and the flow goes on', async () => {
  const { sim, clock, log, errors } = await office({ routes: { '5000': 'f' } }, greeted())
  sim.unplayable.add('sound:/tts/hello')
  const caller = sim.call('5000')
  await clock.advance(10_000)
  expect(caller.heard).toEqual(['sound:beep'])
  expect(log.events.find(({ type }) => type === 'prompt.replaced')?.data).toEqual({
    media: ['sound:/tts/hello'],
    instead: 'sound:beep',
  })
  expect(log.events.find(({ type }) => type === 'prompt.ended')?.data).toEqual({ result: 'fail' })
  expect(caller.gone).toBe(true)
  expect(errors.splice(0).join()).toContain('a prompt was not played')
})

test('an Asterisk without sounds plays a tone', async () => {
  const { sim, clock, errors } = await office({ routes: { '5000': 'f' } }, greeted())
  for (const uri of ['sound:/tts/hello', 'sound:beep']) sim.unplayable.add(uri)
  const caller = sim.call('5000')
  await clock.advance(10_000)
  expect(caller.heard).toEqual(['tone:425/300,0/300'])
  expect(caller.gone).toBe(true)
  errors.length = 0
})

test('a key that ends the prompt ends its fallback as well', async () => {
  const { sim, clock, errors } = await office({ routes: { '5000': 'f' } }, greeted({ interruptible: true }))
  for (const uri of ['sound:/tts/hello', 'sound:beep']) sim.unplayable.add(uri)
  const caller = sim.call('5000')
  await clock.advance(700)
  expect(caller.heard).toEqual(['tone:425/300,0/300'])
  caller.press('1')
  await clock.advance(100)
  expect(caller.gone).toBe(true)
  await clock.advance(10_000)
  errors.length = 0
})

test('a greeting of a mailbox gives way to Asterisk’s own, and the message is recorded', async () => {
  const { sim, clock, stores, errors } = await office(
    { routes: { '5000': 'f' }, mailboxes: ['main'] },
    flowOf('f', { start, vm: { type: 'voicemail', mailboxId: 'main', greeting: say('speak'), maxSeconds: 60 } }, [
      'start.next>vm',
    ]),
  )
  sim.unplayable.add('sound:/tts/speak')
  const caller = sim.call('5000')
  await clock.advance(5000)
  expect(caller.heard[0]).toBe('sound:vm-intro')
  caller.press('#')
  await clock.advance(30_000)
  expect([...stores.messages.values()]).toHaveLength(1)
  errors.length = 0
})

test('a caller who hangs up during a prompt is no failure', async () => {
  const { sim, clock, log } = await office({ routes: { '5000': 'f' } }, greeted())
  const caller = sim.call('5000')
  await clock.advance(500)
  caller.hangup()
  await clock.advance(10_000)
  expect(log.events.map(({ type }) => type)).not.toContain('prompt.replaced')
  expect(played(sim.commands)).toHaveLength(1)
})
