// The Menu: a flow, what the caller does, and the trace that must come of it.
import { describe, expect, test } from 'vitest'
import { flowOf } from '../../support/memory.ts'
import { end, endedAfterEach, office, say, start } from './offices.ts'

endedAfterEach()

const menu = (keys: string[], more: object = {}) => ({
  type: 'menu',
  prompt: say('menu'),
  keys,
  timeoutMs: 5000,
  retries: 1,
  ...more,
})

describe('Menu', () => {
  const flow = flowOf(
    'f',
    {
      start,
      menu: menu(['1', '2', '21']),
      one: { type: 'playAudio', prompt: say('one') },
      two: { type: 'playAudio', prompt: say('two') },
      hr: { type: 'playAudio', prompt: say('hr') },
      bad: { type: 'busy' },
      late: { type: 'hangup' },
      end,
    },
    [
      'start.next>menu',
      'menu.1>one',
      'menu.2>two',
      'menu.21>hr',
      'menu.invalid>bad',
      'menu.timeout>late',
      'one.next>end',
      'two.next>end',
      'hr.next>end',
    ],
  )
  const parts = { routes: { '5000': 'f' } }

  test('a caller who presses a key during the prompt is not made to hear the rest', async () => {
    const { sim, clock, log } = await office(parts, flow)
    const caller = sim.call('5000')
    await clock.advance(300)
    caller.press('1')
    await clock.advance(10)
    expect(caller.heard).toEqual(['sound:/tts/menu', 'sound:/tts/one'])
    await clock.advance(5000)
    expect(log.story()).toEqual(['> start', 'start next', '> menu', 'menu 1', '> one', 'one next', '> end', 'end done'])
  })
  test('“2” waits four seconds for more where “21” exists', async () => {
    const { sim, clock, log } = await office(parts, flow)
    const caller = sim.call('5000')
    await clock.advance(2000)
    caller.press('2')
    await clock.advance(3900)
    expect(log.story()).not.toContain('menu 2')
    await clock.advance(200)
    expect(log.story()).toContain('menu 2')
    caller.hangup()
  })
  test('“21” is taken at once', async () => {
    const { sim, clock, log } = await office(parts, flow)
    const caller = sim.call('5000')
    await clock.advance(2000)
    caller.press('2')
    await clock.advance(1000)
    caller.press('1')
    await clock.advance(1)
    expect(log.story()).toContain('menu 21')
    caller.hangup()
  })
  test('wrong keys and silence are counted apart', async () => {
    const { sim, clock, log } = await office(parts, flow)
    const caller = sim.call('5000')
    await clock.advance(1500)
    caller.press('9')
    await clock.advance(1500)
    await clock.advance(5000) // silence
    await clock.advance(1500)
    caller.press('8')
    await clock.advance(100)
    expect(log.story()).toContain('menu invalid')
    await clock.advance(10_000)
    expect(caller.cause?.cause).toBe(17)
  })
  test('the timer starts after the prompt', async () => {
    const { sim, clock, log } = await office(parts, flow)
    sim.call('5000')
    await clock.advance(1000 + 4900)
    expect(log.events.filter((e) => e.type === 'keys.collected')).toHaveLength(0)
    await clock.advance(200)
    expect(log.events.filter((e) => e.type === 'keys.collected')).toHaveLength(1)
    await clock.advance(10_000)
    expect(log.story()).toContain('menu timeout')
  })
  test('the same key twice within 80 ms is one key press', async () => {
    const { sim, clock, log } = await office(
      parts,
      flowOf('f', { start, ask: { type: 'getDigits', variable: 'x', count: 3, timeoutMs: 5000 }, end }, [
        'start.next>ask',
        'ask.next>end',
      ]),
    )
    const caller = sim.call('5000')
    await clock.advance(100)
    caller.press('1')
    await clock.advance(50)
    caller.press('1')
    await clock.advance(100)
    caller.press('1')
    await clock.advance(6000)
    expect(log.events.find((e) => e.type === 'keys.collected')?.data).toMatchObject({ digits: '11' })
  })
})
