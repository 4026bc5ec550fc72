// Keys of slow callers, and keys that were meant for something else: what the step provider's collectors make of them.
import { describe, expect, test } from 'vitest'
import { endedAfterEach } from '../offices.ts'
import { stepCall } from './stepOffice.ts'

endedAfterEach()

const bye = { type: 'hangup' }
const digits = { type: 'collect_dtmf', max_digits: 20, timeout_ms: 3000, terminator: '#' }

/** Presses the keys, each so many ms after the one before. */
async function slowly(action: object, keys: string, ms: number, afterwards = 0) {
  const w = await stepCall([action, bye])
  for (const key of keys) {
    await w.clock.advance(ms)
    w.caller.press(key)
  }
  await w.clock.advance(afterwards + 100)
  const { event, body } = w.provider.told.at(-1) ?? {}
  return { ...w, event, variables: body?.variables as Record<string, string> }
}

describe('a slow caller', () => {
  test.each([
    ['collect_dtmf', digits, 2900, { type: 'dtmf', digit: '0171555010199' }, 'dtmf_input'],
    [
      'input_phone',
      { type: 'input_phone', max_digits: 20 },
      2900,
      { type: 'phone_collected', number: '0171555010199' },
      'phone_number',
    ],
    [
      'collect_dtmf without a time of its own',
      { ...digits, timeout_ms: undefined },
      4900,
      { type: 'dtmf', digit: '0171555010199' },
      'dtmf_input',
    ],
  ])('%s: time runs anew with each key, the confirmation key ends it', async (_what, action, ms, event, variable) => {
    const w = await slowly(action, '0171555010199#', ms)
    expect(w.event).toEqual(event)
    expect(w.variables).toMatchObject({ [variable]: '0171555010199', dtmf_result: 'success' })
  })
  test.each([
    ['collect_dtmf', digits, { type: 'dtmf', digit: '0171', result: 'timeout' }, 'dtmf_input'],
    ['input_phone', { type: 'input_phone' }, { type: 'phone_collected', number: '0171', result: 'timeout' }, 'phone_number'],
  ])('%s: a part says that time cut it off', async (_what, action, event, variable) => {
    const w = await slowly(action, '0171', 1000, 3500)
    expect(w.event).toEqual(event)
    expect(w.variables).toMatchObject({ [variable]: '0171', dtmf_result: 'timeout' })
  })
  test.each([
    ['collect_dtmf', digits, 'dtmf_input'],
    ['input_phone', { type: 'input_phone' }, 'phone_number'],
  ])('%s: nobody keeps an earlier number for who pressed nothing', async (_what, action, variable) => {
    const w = await stepCall([action, action, bye])
    w.caller.press('12#')
    await w.clock.advance(15_000)
    const { event, body } = w.provider.told.at(-1) ?? {}
    expect(event).toEqual({ type: 'dtmf_timeout' })
    expect(body?.variables).toMatchObject({ [variable]: '', dtmf_result: 'timeout' })
  })
})

describe('where nothing is said', () => {
  test.each([
    ['collect_dtmf', { type: 'collect_dtmf' }, '12345', { type: 'dtmf', digit: '1234' }],
    ['collect_dtmf of at least six', { type: 'collect_dtmf', min_digits: 6 }, '1234567', { type: 'dtmf', digit: '123456' }],
    ['collect_dtmf of exactly two', { type: 'collect_dtmf', num_digits: 2 }, '123', { type: 'dtmf', digit: '12' }],
    ['input_phone', { type: 'input_phone' }, '017155501019', { type: 'phone_collected', number: '01715550101' }],
  ])('%s takes so many digits', async (_what, action, keys, event) => {
    expect((await slowly(action, keys, 200)).event).toEqual(event)
  })
})

describe('a key during an announcement', () => {
  const announce = (next: object) => ({ type: 'prompt', tts_text: 'Please listen', next })
  test.each([
    ['collect_dtmf', { ...digits, max_digits: 3 }, { type: 'dtmf', digit: '456' }],
    ['input_phone', { type: 'input_phone', max_digits: 3 }, { type: 'phone_collected', number: '456' }],
  ])('is not the first digit of %s', async (_what, action, event) => {
    const w = await stepCall([announce(action), bye])
    await w.clock.advance(300)
    w.caller.press('9')
    await w.clock.advance(2000)
    w.caller.press('456')
    await w.clock.advance(300)
    expect(w.provider.told.at(-1)?.event).toEqual(event)
  })
  test('nor are further ones, when the first was told', async () => {
    const w = await stepCall([{ type: 'prompt', tts_text: 'Please listen' }, { ...digits, max_digits: 2 }, bye])
    await w.clock.advance(300)
    w.caller.press('9')
    await w.clock.advance(200)
    w.caller.press('8')
    await w.clock.advance(2000)
    expect(w.provider.told.at(-1)?.event).toEqual({ type: 'dtmf', digit: '9' })
    w.caller.press('45')
    await w.clock.advance(300)
    expect(w.provider.told.at(-1)?.event).toEqual({ type: 'dtmf', digit: '45' })
  })
  test('that may be interrupted ends the next one, too, when it was one too many', async () => {
    const long = { type: 'prompt', tts_text: 'Very long', interruptible: true }
    const w = await stepCall([{ type: 'prompt', tts_text: 'Please listen' }, long, bye])
    await w.clock.advance(300)
    w.caller.press('9')
    await w.clock.advance(200)
    w.caller.press('8')
    await w.clock.advance(1200)
    expect(w.provider.told.slice(2).map(({ event }) => event.digit)).toEqual(['9', '8'])
  })
  test('while the provider thinks counts for the number it asks for', async () => {
    const w = await stepCall((_told, count) =>
      count === 0
        ? { type: 'prompt', tts_text: 'Number?', interruptible: true }
        : count === 1
          ? new Promise((resolve) =>
              w.clock.after(500, () =>
                resolve({
                  result: 'answered',
                  status: 200,
                  headers: {},
                  body: new TextEncoder().encode(JSON.stringify({ ...digits, max_digits: 3 })),
                }),
              ),
            )
          : bye,
    )
    await w.clock.advance(300)
    w.caller.press('1')
    await w.clock.advance(200)
    w.caller.press('2')
    await w.clock.advance(1000)
    w.caller.press('34')
    await w.clock.advance(1000)
    expect(w.provider.told.at(-1)?.event).toEqual({ type: 'dtmf', digit: '234' })
  })
})
