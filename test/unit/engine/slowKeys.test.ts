// Slow fingers: whoever asks for keys waits anew after each, and what silence cut off is never taken for the whole.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { flowOf, type OfficeParts } from '../../support/memory.ts'
import { end, endedAfterEach, office, say, start } from './offices.ts'
import { capture, inbound } from './remote/callflowOffice.ts'

endedAfterEach()

/** Every file that asks for keys; another is looked at, and tested here, before it is added. */
const askers = [
  'actions/connect.ts',
  'nodes/askPin.ts',
  'nodes/callback.ts',
  'nodes/conference.ts',
  'nodes/dialByName.ts',
  'nodes/menu.ts',
  'nodes/messages.ts',
  'nodes/simple.ts',
  'nodes/voicemail.ts',
  'remote/callflow/promptActions.ts',
  'remote/script.ts',
  'remote/step/ask.ts',
]

test('whoever asks for several keys does it through one collector', () => {
  const engine = join(import.meta.dirname, '../../../electron/engine')
  const files = readdirSync(engine, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
  const found = files.filter((file) => /from '[./]*(?:actions)?\/?collect\.ts'/.test(readFileSync(join(engine, file), 'utf8')))
  expect(found.map((file) => file.replaceAll('\\', '/')).sort()).toEqual(askers)
})

const parts: OfficeParts = { routes: { '5000': 'f' }, queues: [{ id: 'sales' }] }

/** A caller who presses one key after the other, so many milliseconds apart. */
async function typing(flow: ReturnType<typeof flowOf>, keys: string, apart: number, from = '') {
  const w = await office(parts, flow)
  const caller = w.sim.call('5000', from)
  await w.clock.advance(2000)
  for (const key of keys) {
    caller.press(key)
    await w.clock.advance(apart)
  }
  return { ...w, caller }
}

describe('a callback by keypad', () => {
  const flow = flowOf('f', { start, cb: { type: 'callback', queueId: 'sales', numberFrom: 'keypad' } }, ['start.next>cb'])

  test('stores the whole number of a caller who takes 1.7 s for each key, and the last key confirms nothing', async () => {
    const { clock, caller, stores } = await typing(flow, '0171555010199#', 1700)
    expect(stores.callbacks.open()).toMatchObject([{ number: '+49171555010199', unconfirmed: true }])
    caller.press('1')
    await clock.advance(5000)
    expect(stores.callbacks.open()[0]?.unconfirmed).toBeUndefined()
    expect(stores.callbacks.open()).toHaveLength(1)
  })
  test('stores nothing of a number that nobody ended, and asks again', async () => {
    const { clock, caller, stores } = await typing(flow, '0171555', 500)
    await clock.advance(12_000)
    expect(stores.callbacks.open()).toEqual([])
    for (const key of '0305612#') {
      caller.press(key)
      await clock.advance(300)
    }
    expect(stores.callbacks.open()).toMatchObject([{ number: '+49305612' }])
    caller.hangup()
  })
  test.each(['3', '9', '#', '*', ''])('is not confirmed by “%s”, and stays marked', async (key) => {
    const { clock, caller, stores } = await typing(flow, '0305612#', 300)
    for (let tries = 0; tries < 3; tries++) {
      if (key) caller.press(key)
      await clock.advance(15_000)
    }
    await clock.advance(60_000)
    expect(stores.callbacks.open()).toMatchObject([{ number: '+49305612', unconfirmed: true }])
  })
})

describe('Get Digits', () => {
  const digits = (more: object) => ({ type: 'getDigits', prompt: say('type'), variable: 'typed', timeoutMs: 3000, ...more })
  const flow = (more: object = {}) =>
    flowOf('f', { start, get: digits(more), late: { type: 'busy' }, end }, ['start.next>get', 'get.next>end', 'get.timeout>late'])

  test('waits anew after each key', async () => {
    const { log } = await typing(flow(), '12345678#', 2500)
    expect(log.story()).toContain('get next')
  })
  test('that was cut off by time leaves by its outlet, with what there is', async () => {
    const { log, clock } = await typing(flow({ count: 6 }), '123', 500)
    await clock.advance(4000)
    expect(log.story()).toContain('get timeout')
    expect(log.story()).not.toContain('get next')
  })
  test('without an outlet for that goes on', async () => {
    const old = flowOf('f', { start, get: digits({}), end }, ['start.next>get', 'get.next>end'])
    const { log, clock } = await typing(old, '123', 500)
    await clock.advance(4000)
    expect(log.story()).toContain('get next')
  })
  test('that nothing but silence ends is ended by it', async () => {
    const { log, clock } = await typing(flow({ terminator: '' }), '123', 500)
    await clock.advance(4000)
    expect(log.story()).toContain('get next')
  })
})

describe('Dial by Name and a menu', () => {
  test('the beginning of a name is no name', async () => {
    const flow = flowOf('f', { start, name: { type: 'dialByName', letters: 3, timeoutMs: 3000, retries: 0 }, end }, [
      'start.next>name',
      'name.found>end',
      'name.none>end',
    ])
    const { log, clock } = await typing(flow, '26', 500)
    await clock.advance(10_000)
    expect(log.story()).toContain('name none')
  })
  test('the beginning of a sequence is a time-out, not a wrong key', async () => {
    const menu = { type: 'menu', prompt: say('menu'), keys: ['21', '3'], timeoutMs: 3000, retries: 0 }
    const flow = flowOf('f', { start, menu, late: { type: 'busy' }, end }, [
      'start.next>menu',
      'menu.21>end',
      'menu.3>end',
      'menu.invalid>end',
      'menu.timeout>late',
    ])
    const { log, clock } = await typing(flow, '2', 500)
    await clock.advance(10_000)
    expect(log.story()).toContain('menu timeout')
  })
})

describe('digits that call actions ask for', () => {
  /** One question of a backend, with the caller's keys so many milliseconds apart, and what the backend was told of them. */
  async function asked(question: object, keys: string, apart: number, after = 0) {
    const w = await inbound([{ callflow: [capture({ failureMessage: 'Again', ...question })] }, { callflow: [] }])
    await w.clock.advance(1000) // the prompt is over
    for (const key of keys) {
      w.caller.press(key)
      await w.clock.advance(apart)
    }
    await w.clock.advance(after)
    const results = w.log.events.filter(({ type }) => type === 'keys.collected').map(({ data }) => data)
    return { told: w.vcas.slice(1).map(({ dtmf }) => dtmf), results, heard: w.heard() }
  }
  const number = { minDigits: 1, maxDigits: 20, digitTimeout: 3000, overallTimeout: 60_000 }

  test('are the whole number of a caller who takes 2.5 s for each key: the time runs anew with each', async () => {
    const { told } = await asked(number, '0171555010199#', 2500)
    expect(told).toEqual(['0171555010199'])
  })
  test('are none when silence cut them off, and the failure message says so', async () => {
    const { told, results, heard } = await asked(number, '0171555', 500, 4000)
    expect(results).toMatchObject([{ result: 'timeout', digits: '0171555' }])
    expect([told, heard]).toEqual([[null], ['Which?', 'Again']])
  })
  test('are none when the time for all of them is up, however fast the keys still come', async () => {
    const { told, results } = await asked({ ...number, digitTimeout: undefined, overallTimeout: 5000 }, '0171555010199', 700)
    expect(results[0]).toMatchObject({ result: 'timeout' })
    expect(told).toEqual([null])
  })
  test.each(['*', '0', '9'])('are not ended by “%s”', async (key) => {
    const { told } = await asked(number, `12${key}`, 500, 4000)
    expect(told).toEqual([null])
  })
  test('without the hash key are ended by their count alone', async () => {
    const counted = { ...number, completeOnHash: false, maxDigits: 4 }
    expect((await asked(counted, '12#4', 2500)).told).toEqual(['12#4'])
    expect((await asked(counted, '12#', 500, 4000)).told).toEqual([null])
  })
  test('that were cut off once are not the beginning of the next try', async () => {
    const w = await inbound([{ callflow: [capture({ ...number, noOfTries: 2 })] }, { callflow: [] }])
    await w.clock.advance(1000)
    w.caller.press('017')
    await w.clock.advance(3500 + 1000)
    w.caller.press('42#')
    await w.clock.advance(100)
    expect(w.vcas.at(-1)).toMatchObject({ dtmf: '42' })
  })
})
