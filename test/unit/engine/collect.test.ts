// Collecting digits against the rules of docs/spec/actions.md, said as a model: any keys at any times, on a virtual clock.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answer } from '../../../electron/engine/actions/answer.ts'
import { collect, type GatherOptions, gatherDigits, menuVerdict, promptDigit } from '../../../electron/engine/actions/collect.ts'
import type { Call } from '../../../electron/engine/session/call.ts'
import { InvalidState } from '../../../electron/engine/session/callErrors.ts'
import type { Prompt } from '../../../shared/flow/prompt.ts'
import { flowOf, world } from '../../support/memory.ts'

/** A second long in the simulated telephony. */
const prompt: Prompt = { kind: 'sound', name: 'hello' }
const promptMs = 1000
const idle = flowOf(
  'idle',
  {
    start: { type: 'start' },
    music: { type: 'playAudio', prompt: { kind: 'tone', tone: 'ring', seconds: 600 }, interruptible: false },
  },
  ['start.next>music'],
)

/** A key and when it is pressed, ms from the start of the action; before it is typed ahead. */
type Press = { at: number; digit: string }

/** Runs the action for a caller who presses these keys; afterwards nothing may be left of the call. */
async function hear<T>(presses: readonly Press[], action: (call: Call) => Promise<T>): Promise<T> {
  const { engine, sim, clock, errors } = world({ routes: { '1': 'idle' } }, [idle])
  await engine.start()
  const caller = sim.call('1')
  await clock.advance(5000)
  const [call] = engine.parts.calls.values()
  if (!call) throw new Error('the call did not begin')
  const began = clock.now() + 3000
  const [before, after] = [presses.filter(({ at }) => at < 0), presses.filter(({ at }) => at >= 0)]
  for (const { at, digit } of before) {
    await clock.advance(began + at - clock.now())
    caller.press(digit)
  }
  await clock.advance(began - clock.now())
  const result = action(call)
  for (const { at, digit } of after) {
    await clock.advance(began + at - clock.now())
    caller.press(digit)
  }
  await clock.advance(120_000)
  const heard = await Promise.race([result, Promise.reject(new Error('the action never ended'))])
  caller.hangup()
  await clock.advance(60_000)
  expect({ calls: engine.runningCalls, ...engine.held }).toMatchObject({ calls: 0, timers: 0, channels: 0 })
  await engine.stop()
  expect(errors).toEqual([])
  return heard
}

/** Repeats within 80 ms are one press; what was typed more than 2 s ahead is dropped, the rest counts from the start. */
function pressed(presses: readonly Press[]): Press[] {
  return presses
    .filter(({ at, digit }, i) => i === 0 || presses[i - 1]?.digit !== digit || at - (presses[i - 1]?.at ?? 0) >= 80)
    .filter(({ at }) => at >= -2000)
    .map(({ at, digit }) => ({ at: Math.max(0, at), digit }))
}

type Step = 'success' | 'invalid' | { waitMs: number; atEnd: 'success' | 'timeout' }
type Rules = { interruptible: boolean; prompted: boolean; firstMs: number; totalMs?: number; step(digits: string): Step }

/** What must be heard, key by key. */
function expected(presses: readonly Press[], rules: Rules): { result: string; digits: string } {
  const promptEnd = rules.prompted ? promptMs : 0
  const keys = pressed(presses).map(({ at, digit }) => ({ digit, at: rules.interruptible ? at : Math.max(at, promptEnd) }))
  const start = Math.min(promptEnd, keys[0]?.at ?? promptEnd)
  const last = start + (rules.totalMs ?? Number.POSITIVE_INFINITY)
  let digits = ''
  let due = { at: Math.min(promptEnd + rules.firstMs, last), result: 'timeout' }
  for (const { at, digit } of keys) {
    if (at >= due.at) break
    digits += digit
    const step = rules.step(digits)
    if (typeof step === 'string') return { result: step, digits }
    due = at + step.waitMs < last ? { at: at + step.waitMs, result: step.atEnd } : { at: last, result: 'timeout' }
  }
  return { result: due.result, digits }
}

// Keys come at odd milliseconds and timers end at even ones: which of two things at the same instant is first is nobody's rule.
// Half of them just before or after a limit: 80 ms, the prompt's end, one to five seconds.
const limits = [80, 1000, 2000, 3000, 4000, 5000]
const gap = fc.oneof(
  fc.constantFrom(...limits.flatMap((ms) => [ms / 2 - 1, ms / 2 + 1])),
  fc.integer({ min: 0, max: 60 }),
  fc.integer({ min: 61, max: 3500 }),
)
const firstAt = fc.oneof(fc.constantFrom(-1001, -1000, 499, 500), fc.integer({ min: -1300, max: 2500 }))
const presses = fc
  .record({
    first: firstAt,
    keys: fc.array(fc.tuple(gap, fc.constantFrom(...'1122334#*')), { maxLength: 8 }),
  })
  .map(({ first, keys }) => {
    let at = first * 2 + 1
    return keys.map(([after, digit]): Press => {
      const press = { at, digit }
      at += after * 2
      return press
    })
  })
  .filter((keys) => {
    const gaps = keys.flatMap(({ at }, i) => keys.slice(0, i).map((other) => at - other.at))
    return gaps.every((ms) => ms % 500 !== 0)
  })

test('any keys at any times: gatherDigits hears what its rules say, and leaves nothing behind', async () => {
  const options = fc.record({
    maxDigits: fc.integer({ min: 1, max: 6 }),
    terminationDigits: fc.constantFrom('#', '*#', ''),
    timeoutSeconds: fc.integer({ min: 1, max: 8 }),
    interDigitSeconds: fc.option(fc.constantFrom(1, 2, 3), { nil: undefined }),
    interruptible: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(presses, fc.boolean(), options, async (keys, prompted, how: GatherOptions) => {
      const { maxDigits = 0, terminationDigits = '', timeoutSeconds = 0, interDigitSeconds = timeoutSeconds } = how
      const model = expected(keys, {
        interruptible: how.interruptible ?? true,
        prompted,
        firstMs: timeoutSeconds * 1000,
        step: (digits) =>
          terminationDigits.includes(digits.at(-1) ?? ' ') || digits.length >= maxDigits
            ? 'success'
            : { waitMs: interDigitSeconds * 1000, atEnd: 'timeout' },
      })
      const ended = model.result === 'success' && terminationDigits.includes(model.digits.at(-1) ?? ' ')
      const heard = await hear(keys, (call) => gatherDigits(call, prompted ? prompt : undefined, how))
      expect(heard).toEqual(
        model.result === 'timeout'
          ? { result: 'timeout', ...(model.digits ? { digits: model.digits } : {}) }
          : {
              result: 'success',
              digits: ended ? model.digits.slice(0, -1) : model.digits,
              terminator: ended ? model.digits.at(-1) : null,
            },
      )
    }),
    { numRuns: 300 },
  )
})

test('any keys at any times: a menu hears a sequence, a wrong one, or nothing, as its keys say', async () => {
  const menus = fc.uniqueArray(fc.constantFrom<string[]>('1', '2', '11', '12', '21', '213', '#', '*', '3#'), {
    minLength: 1,
    maxLength: 5,
  })
  const timeouts = fc.constantFrom(2000, 5000)
  await fc.assert(
    fc.asyncProperty(presses, fc.boolean(), menus, timeouts, async (keys, prompted, sequences, timeoutMs) => {
      const step = (digits: string): Step => {
        const whole = sequences.includes(digits)
        const more = sequences.some((one) => one !== digits && one.startsWith(digits))
        if (!more) return whole ? 'success' : 'invalid'
        return whole ? { waitMs: 4000, atEnd: 'success' } : { waitMs: timeoutMs, atEnd: 'timeout' }
      }
      const rules = { interruptible: true, prompted, firstMs: timeoutMs, step }
      const heard = await hear(keys, (call) =>
        collect(call, {
          prompt: prompted ? prompt : undefined,
          interruptible: true,
          firstMs: timeoutMs,
          decide: (digits) => menuVerdict(sequences, digits, timeoutMs, 4000),
        }),
      )
      expect(heard).toEqual(expected(keys, rules))
    }),
    { numRuns: 300 },
  )
})

test('any keys at any times: promptDigit hears the first, or none in time', async () => {
  await fc.assert(
    fc.asyncProperty(presses, fc.boolean(), fc.boolean(), async (keys, prompted, interruptible) => {
      const [first] = pressed(keys)
      const inTime = first !== undefined && first.at < (prompted ? promptMs : 0) + 3000
      const heard = await hear(keys, (call) =>
        promptDigit(call, prompted ? prompt : undefined, { timeoutSeconds: 3, interruptible }),
      )
      expect(heard).toEqual(inTime ? { result: 'success', digit: first.digit } : { result: 'timeout' })
    }),
    { numRuns: 200 },
  )
})

test('any keys at any times: a total of a backend ends everything, and what it cuts off is no success', async () => {
  await fc.assert(
    fc.asyncProperty(presses, fc.boolean(), async (keys, prompted) => {
      const step = (digits: string): Step => (digits.endsWith('#') ? 'success' : { waitMs: 3000, atEnd: 'timeout' })
      const heard = await hear(keys, (call) =>
        collect(call, {
          prompt: prompted ? prompt : undefined,
          interruptible: true,
          firstMs: 3000,
          totalMs: 5000,
          decide: (digits) => (digits.endsWith('#') ? { do: 'accept', digits } : { do: 'wait', ms: 3000, atEnd: 'timeout' }),
        }),
      )
      expect(heard).toEqual(expected(keys, { interruptible: true, prompted, firstMs: 3000, totalMs: 5000, step }))
    }),
    { numRuns: 200 },
  )
})

test('a caller who hangs up while collecting ends the action, and nothing is left', async () => {
  const { engine, sim, clock } = world({ routes: { '1': 'idle' } }, [idle])
  await engine.start()
  const caller = sim.call('1')
  await clock.advance(1000)
  const [call] = engine.parts.calls.values()
  const result = gatherDigits(call as Call, prompt).catch((error: Error) => error.name)
  await clock.advance(500)
  caller.hangup()
  await clock.advance(60_000)
  expect(await result).toBe('CallEnded')
  expect({ calls: engine.runningCalls, ...engine.held }).toMatchObject({ calls: 0, timers: 0, channels: 0 })
  await engine.stop()
})

test('a second answer is an error', async () => {
  expect(await hear([], (call) => answer(call).catch((error: unknown) => error))).toBeInstanceOf(InvalidState)
})
