// Commands wait out an outage and are given once more; what names itself is never made twice; another Asterisk gets nothing of the old one's.
import { expect, test } from 'vitest'
import { VirtualClock } from '../../../electron/adapters/sim/clock.ts'
import { type Telephony, TelephonyError, type TelephonyErrorCode } from '../../../electron/engine/ports.ts'
import { ReconnectRetry } from '../../../electron/engine/reconnectRetry.ts'

const instance = { id: 'a', startedAt: '1', version: '22' }

/** Telephony that answers as the list says, then fine. */
function flaky(...answers: (TelephonyErrorCode | null)[]) {
  const given: string[] = []
  const answer = (name: string) => async () => {
    given.push(name)
    const code = answers.shift()
    if (code) throw new TelephonyError(code, name, 'as the test says')
  }
  return {
    given,
    telephony: { answer: answer('answer'), play: answer('play'), snapshot: answer('snapshot') } as unknown as Telephony,
  }
}
function patient(telephony: Telephony) {
  const clock = new VirtualClock()
  const retry = new ReconnectRetry(clock)
  retry.back(instance)
  return { clock, retry, with: retry.with(telephony) }
}

test('a command that fails in an outage is given again when the connection is back', async () => {
  const { given, telephony } = flaky('unavailable')
  const p = patient(telephony)
  p.retry.lost()
  let done = false
  const answered = p.with.answer('c').then(() => {
    done = true
  })
  await p.clock.advance(30_000)
  expect(done).toBe(false)
  p.retry.back(instance)
  await answered
  expect(given).toEqual(['answer', 'answer'])
  expect(p.clock.pending).toBe(0)
})
test('the outage may be noticed after the command failed', async () => {
  const { telephony } = flaky('timeout')
  const p = patient(telephony)
  const answered = p.with.answer('c')
  await p.clock.advance(100)
  p.retry.lost()
  await p.clock.advance(5000)
  p.retry.back(instance)
  await answered
})
test('“exists already” after an outage means that the first try arrived', async () => {
  const { telephony } = flaky('unavailable', 'conflict')
  const p = patient(telephony)
  p.retry.lost()
  const played = p.with.play({ channel: 'c' }, 'p', ['sound:x'])
  await p.clock.advance(1000)
  p.retry.back(instance)
  await expect(played).resolves.toBeUndefined()
})
test('without an outage an error is an error', async () => {
  for (const code of ['unavailable', 'notFound', 'conflict', 'badRequest'] as const) {
    const { telephony } = flaky(code)
    const p = patient(telephony)
    const answered = expect(p.with.answer('c')).rejects.toMatchObject({ code })
    await p.clock.advance(1000)
    await answered
  }
})
test('an Asterisk that was started anew is not given the old one’s commands', async () => {
  const { given, telephony } = flaky('unavailable')
  const p = patient(telephony)
  p.retry.lost()
  const answered = expect(p.with.answer('c')).rejects.toMatchObject({ code: 'unavailable' })
  await p.clock.advance(1000)
  p.retry.back({ ...instance, startedAt: '2' })
  await answered
  expect(given).toEqual(['answer'])
})
test('questions do not wait', async () => {
  const { telephony } = flaky('unavailable')
  const p = patient(telephony)
  p.retry.lost()
  await expect(p.with.snapshot()).rejects.toMatchObject({ code: 'unavailable' })
})
test('what ends something is tried again, outage or not', async () => {
  const { given, telephony } = flaky('timeout')
  Object.assign(telephony, { hangup: telephony.answer })
  const p = patient(telephony)
  const gone = p.with.hangup('c', 'normal')
  await p.clock.advance(1000)
  await gone
  expect(given).toHaveLength(2)
})
