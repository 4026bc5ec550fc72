// What a script's actions on the caller do and answer: each result of CallFactory's tables, or why there is none (docs/scripts.md).
import { describe, expect, test, vi } from 'vitest'
import { answers } from '../../../../electron/adapters/sim/people.ts'
import { endedAfterEach, say } from '../offices.ts'
import { abortedAfter, already, cancelled, scripted } from './scriptOffice.ts'

endedAfterEach()

describe('answer', () => {
  test('a second one throws InvalidState', async () => {
    const { answers: got } = await scripted(async (act) => {
      await act('answer')
      return act('answer')
    })
    expect(got).toEqual(['InvalidState'])
  })
})

describe('play', () => {
  test('takes audio by the name that people see, in any case, and by its id', async () => {
    const {
      answers: got,
      log,
      clock,
    } = await scripted(async (act) => [
      await act('play', { kind: 'audio', id: 'welcome' }),
      await act('play', [
        { kind: 'audio', id: ' GOODBYE ' },
        { kind: 'audio', id: 'p-1' },
      ]),
    ])
    await clock.advance(10_000)
    expect(got).toEqual([[{ result: 'success' }, { result: 'success' }]])
    const played = log.events.filter(({ type }) => type === 'prompt.started').map(({ data }) => data)
    expect(played).toEqual([{ media: ['sound:p-1'] }, { media: ['sound:p-2', 'sound:p-1'] }])
  })
  test('gives `fail` for a file that there is none of; the call goes on', async () => {
    const { answers: got, log } = await scripted((act) => act('play', { kind: 'audio', id: 'nobody-on-duty' }))
    expect(got).toEqual([{ result: 'fail' }])
    expect(log.events.find(({ type }) => type === 'prompt.failed')?.data).toMatchObject({
      error: expect.stringContaining('nobody-on-duty'),
    })
  })
  test('is interrupted by a key, and cancelled by its signal', async () => {
    const {
      caller,
      clock,
      answers: got,
    } = await scripted((act) => act('play', { kind: 'audio', id: 'Welcome' }, { interruptible: true }))
    caller.press('5')
    await clock.advance(100)
    expect(got).toEqual([{ result: 'interrupted', digit: '5' }])
    expect(await cancelled('play', { kind: 'audio', id: 'Welcome' })).toEqual({ result: 'cancel' })
  })
  test('on a leg: heard there, and cancelled when that phone hangs up', async () => {
    const {
      sim,
      clock,
      answers: got,
      log,
    } = await scripted(
      async (act) => {
        const { leg } = (await act('dial', '201')) as { leg: { leg: string } }
        const first = await act('play', say('Hello'), { on: leg.leg })
        return [first, await act('play', [say('a'), say('b'), say('c')], { on: leg.leg }), leg.leg]
      },
      (w) => w.sim.phone('201', answers()),
    )
    await clock.advance(3500)
    const leg = [...sim.channels.keys()].at(-1) ?? ''
    sim.end(leg, { cause: 16, sip: 200 })
    await clock.advance(100)
    expect(got).toEqual([[{ result: 'success' }, { result: 'cancel' }, leg]])
    expect(log.events.filter(({ type }) => type === 'prompt.started').map(({ data }) => data)).toMatchObject([
      { to: '201' },
      { to: '201' },
    ])
  })
})

describe('keys', () => {
  test('promptDigit: success, timeout, cancel; `error` for a missing file', async () => {
    const {
      caller,
      clock,
      answers: got,
    } = await scripted(async (act) => [
      await act('promptDigit', say('Press'), { timeoutSeconds: 3 }),
      await act('promptDigit', say('Press'), { timeoutSeconds: 3 }),
      await act('promptDigit', { kind: 'audio', id: 'none' }),
    ])
    caller.press('7')
    await clock.advance(6000)
    expect(got).toEqual([[{ result: 'success', digit: '7' }, { result: 'timeout' }, { result: 'error' }]])
    expect(await cancelled('promptDigit', say('Press'))).toEqual({ result: 'cancel' })
  })
  test('gatherDigits: success, timeout with what was pressed, cancel, error', async () => {
    const {
      caller,
      clock,
      answers: got,
    } = await scripted(async (act) => [
      await act('gatherDigits', say('Number'), { timeoutSeconds: 3 }),
      await act('gatherDigits', say('Number'), { timeoutSeconds: 3 }),
      await act('gatherDigits', { kind: 'audio', id: 'none' }),
    ])
    for (const key of '12#') caller.press(key)
    await clock.advance(200)
    caller.press('9')
    await clock.advance(6000)
    expect(got).toEqual([
      [{ result: 'success', digits: '12', terminator: '#' }, { result: 'timeout', digits: '9' }, { result: 'error' }],
    ])
    expect(await cancelled('gatherDigits', say('Number'))).toEqual({ result: 'cancel' })
  })
})

describe('endings', () => {
  test('reject: success before the answer, alreadyAnswered after it', async () => {
    const { answers: got, caller } = await scripted(async (act) => act('reject', 'declined'))
    expect([got, caller.cause?.sip]).toEqual([['success'], 603])
    const after = await scripted(async (act) => {
      await act('answer')
      return act('reject')
    })
    expect(after.answers).toEqual(['alreadyAnswered'])
  })
  test('hangup: success, notAnswered; busy: success', async () => {
    const early = await scripted((act) => act('hangup'))
    const late = await scripted(async (act) => {
      await act('answer')
      return act('hangup')
    })
    const busy = await scripted((act) => act('busy'))
    expect([early.answers, late.answers, busy.answers]).toEqual([['notAnswered'], ['success'], ['success']])
  })
  test('error: telephony refuses', async () => {
    for (const action of ['reject', 'hangup', 'busy']) {
      const scene = await scripted(
        (act) => act(action),
        (w) => {
          vi.spyOn(w.sim, 'hangup').mockRejectedValueOnce(new Error('no'))
        },
      )
      expect([action, scene.answers]).toEqual([action, ['error']])
      scene.errors.length = 0
    }
  })
  test('pause: success, interrupted, cancel; busy can be cancelled while its tone is heard', async () => {
    const {
      caller,
      clock,
      answers: got,
    } = await scripted(async (act) => {
      await act('answer')
      return [await act('pause', 2), await act('pause', 2)]
    })
    await clock.advance(2500)
    caller.press('1')
    await clock.advance(100)
    expect(got).toEqual([['success', 'interrupted']])
    expect(await cancelled('pause', 5)).toBe('cancel')
    expect(await cancelled('busy')).toBe('cancel')
  })
  test('what is aborted before it begins is not begun', async () => {
    const { answers: got, caller } = await scripted(async (act) => [
      await act('reject', 'busy', already),
      await act('hangup', already),
      await act('busy', already),
      await act('startStream', 'wss://ai.example/x', already),
      await act('stopStream', undefined, already),
    ])
    expect(got).toEqual([['cancel', 'cancel', 'cancel', 'cancel', 'cancel']])
    expect(caller.cause?.sip).not.toBe(486)
  })
})

describe('streams', () => {
  test('started, alreadyStarted, stopped, notActive; error for an endpoint that is not there', async () => {
    const { answers: got } = await scripted(async (act) => [
      await act('startStream', 'wss://ai.example/x'),
      await act('startStream', 'wss://ai.example/x'),
      await act('stopStream'),
      await act('stopStream'),
    ])
    expect(got).toEqual([['started', 'alreadyStarted', 'stopped', 'notActive']])
    const failed = await scripted(
      (act) => act('startStream', 'wss://ai.example/x'),
      (w) => {
        w.ports.streams.open = () => Promise.reject(new Error('refused'))
      },
    )
    expect(failed.answers).toEqual(['error'])
  })
  test('cancel: while it connects, and once it runs', async () => {
    let signal: AbortSignal | undefined
    const connecting = await scripted(
      (act) => act('startStream', 'wss://ai.example/x', signal),
      (w) => {
        signal = abortedAfter(w, 1000)
        w.ports.streams.open = (_request, _events, closing) =>
          new Promise((_, reject) => closing?.addEventListener('abort', () => reject(new Error('closed'))))
      },
    )
    await connecting.clock.advance(2000)
    expect(connecting.answers).toEqual(['cancel'])
    const running = await scripted(
      async (act) => [await act('startStream', 'wss://ai.example/x', signal), await act('pause', 3), await act('stopStream')],
      (w) => {
        signal = abortedAfter(w, 1000)
      },
    )
    await running.clock.advance(5000)
    expect(running.answers).toEqual([['started', 'success', 'notActive']])
  })
})

test('every action rejects with CallEnded once the caller is gone', async () => {
  const {
    caller,
    clock,
    answers: got,
  } = await scripted(async (act) => {
    const first = await act('pause', 30).catch((error: Error) => error.name)
    return [first, await act('play', say('x')).catch((error: Error) => error.name)]
  })
  caller.hangup()
  await clock.advance(100)
  expect(got).toEqual([['CallEnded', 'CallEnded']])
})
