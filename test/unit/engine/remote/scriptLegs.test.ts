// What a script's actions with other phones do and answer: each result of CallFactory's tables (docs/scripts.md).
import { describe, expect, test, vi } from 'vitest'
import { answers, isBusy, rejects, ringsForEver } from '../../../../electron/adapters/sim/people.ts'
import type { World } from '../../../support/memory.ts'
import { endedAfterEach, say } from '../offices.ts'
import { type Act, abortedAfter, already, cancelled, scripted } from './scriptOffice.ts'

endedAfterEach()

describe('dial', () => {
  const dialled = async (phone: Parameters<World['sim']['phone']>[1], to: string | string[] = '201') => {
    const { clock, answers: got } = await scripted(
      (act) => act('dial', to, { ringTimeoutSeconds: 5 }),
      (w) => w.sim.phone('201', phone),
    )
    await clock.advance(10_000)
    return (got[0] as { result: string }).result
  }
  test('answered, busy, rejected, noAnswer and failed are told from each other', async () => {
    expect(await dialled(answers())).toBe('answered')
    expect(await dialled(isBusy())).toBe('busy')
    expect(await dialled(rejects())).toBe('rejected')
    expect(await dialled(ringsForEver())).toBe('noAnswer')
    expect(await dialled(answers(), '+979123456789')).toBe('failed')
  })
  test('cancel: the phone stops ringing', async () => {
    expect(await cancelled('dial', '201')).toEqual({ result: 'cancel' })
  })
  test('an aborted signal dials nobody', async () => {
    const rang = vi.fn()
    const { answers: got } = await scripted(
      (act) => act('dial', '201', already),
      (w) => w.sim.phone('201', { rings: rang }),
    )
    expect(got).toEqual([{ result: 'cancel' }])
    expect(rang).not.toHaveBeenCalled()
  })
})

describe('connect', () => {
  const twoPhones = (w: World) => {
    w.sim.phone('201', answers())
    w.sim.phone('202', answers())
  }
  const legTo = async (act: Act, to: string) => ((await act('dial', to)) as { leg: { leg: string } }).leg.leg
  test('a leg and the caller, until the leg leaves; the leg cannot be used twice', async () => {
    const {
      sim,
      clock,
      caller,
      answers: got,
    } = await scripted(async (act) => {
      const leg = await legTo(act, '201')
      const talked = await act('connect', leg)
      return [talked, await act('connect', leg).catch((error: Error) => error.message)]
    }, twoPhones)
    await clock.advance(2000)
    expect(caller.talkingTo).toHaveLength(1)
    sim.end([...sim.channels.keys()].at(-1) ?? '', { cause: 16, sip: 200 })
    await clock.advance(100)
    expect(got).toMatchObject([['success', expect.stringContaining('there is no leg')]])
  })
  test('two legs with each other: the caller hears neither, and who is left can be played to', async () => {
    const {
      sim,
      clock,
      caller,
      answers: got,
      log,
    } = await scripted(async (act) => {
      const [a, b] = [await legTo(act, '201'), await legTo(act, '202')]
      const talked = await act('connect', a, { with: b })
      return [talked, await act('play', say('The other one has left'), { on: b })]
    }, twoPhones)
    await clock.advance(3000)
    const [bridge] = [...sim.bridges.values()]
    expect(caller.talkingTo).toEqual([])
    const [a, b] = [...(bridge?.channels ?? [])]
    expect([a, b].every((id) => id !== undefined && id !== caller.id)).toBe(true)
    sim.end(a ?? '', { cause: 16, sip: 200 })
    await clock.advance(3000)
    expect(got).toEqual([['success', { result: 'success' }]])
    expect(log.events.find(({ type }) => type === 'legs.connected')?.data).toEqual({ first: '201', second: '202' })
  })
  test('error for a leg that has hung up; cancel by the signal, of both kinds', async () => {
    const signals: AbortSignal[] = []
    const {
      sim,
      clock,
      answers: got,
    } = await scripted(
      async (act) => {
        const gone = await legTo(act, '203')
        await act('pause', 1)
        const [a, b] = [await legTo(act, '201'), await legTo(act, '202')]
        const failed = [await act('connect', gone, { with: b }), await act('connect', gone)]
        return [...failed, await act('connect', a, { with: b }, signals[0]), await act('connect', a, signals[1])]
      },
      (w) => {
        twoPhones(w)
        w.sim.phone('203', answers())
        signals.push(abortedAfter(w, 5000), abortedAfter(w, 7000))
      },
    )
    await clock.advance(1200)
    sim.end([...sim.channels.keys()].at(-1) ?? '', { cause: 16, sip: 200 })
    await clock.advance(8000)
    expect(got).toEqual([['error', 'error', 'cancel', 'cancel']])
  })
})

describe('record', () => {
  type Recorded = { result: string; filePath: string | null }
  test('ends by silence, its limit and a key; says so, and names the file as asked', async () => {
    const {
      caller,
      clock,
      answers: got,
    } = await scripted(async (act) => [
      await act('record', { fileName: 'order_17', terminationDigits: '#' }),
      await act('record', { timeLimitSeconds: 4 }),
    ])
    await clock.advance(3000)
    caller.press('#')
    await clock.advance(20_000)
    const [first, second] = got[0] as Recorded[]
    expect(first).toMatchObject({ result: 'terminationDigit', filePath: expect.stringMatching(/^cb-n-\w+-order_17$/) })
    expect(second).toMatchObject({ result: 'maxDurationReached', filePath: expect.any(String) })
  })
  test('cancelled, what was said is stored', async () => {
    expect(await cancelled('record')).toMatchObject({ result: 'cancel', filePath: expect.any(String) })
  })
  test('a file name that leaves the folder is refused', async () => {
    const { answers: got } = await scripted((act) => act('record', { fileName: '../x' }))
    expect(got).toEqual(['TypeError'])
  })
  test('of a leg: its keys end it', async () => {
    const {
      sim,
      clock,
      answers: got,
    } = await scripted(
      async (act) => {
        const { leg } = (await act('dial', '201')) as { leg: { leg: string } }
        return act('record', { on: leg.leg, terminationDigits: '#' })
      },
      (w) => w.sim.phone('201', answers()),
    )
    await clock.advance(3000)
    const leg = [...sim.channels.keys()].at(-1) ?? ''
    sim.emit({ type: 'digit', channelId: leg, digit: '#' })
    await clock.advance(1000)
    expect(got).toMatchObject([{ result: 'terminationDigit', filePath: expect.any(String) }])
  })
})
