// When left-over channels and bridges are looked for: each hour, and a second time a minute later where some were found.
import { expect, test } from 'vitest'
import { sweepLeftOvers } from '../../../../electron/host/leftOvers.ts'
import { manualClock } from '../../store/support.ts'

const settle = () => new Promise((resolve) => setImmediate(resolve))

test('looks each hour, twice where something was found, and goes on after a failure', async () => {
  const clock = manualClock()
  const looks: string[][] = []
  const answers: (string[] | Error)[] = [[], ['a', 'b'], ['c'], new Error('out of reach'), []]
  const warnings: string[] = []
  const release = sweepLeftOvers({
    engine: {
      sweep: async (before) => {
        looks.push([...before])
        const answer = answers.shift() ?? []
        if (answer instanceof Error) throw answer
        return new Set(answer)
      },
    },
    clock,
    log: { info: () => {}, warn: (message) => warnings.push(message), error: () => {} },
  })
  const pass = async (ms: number) => {
    clock.advance(ms)
    await settle()
    return looks.splice(0)
  }
  const hour = 3_600_000
  expect(await pass(hour - 1)).toEqual([])
  expect(await pass(1)).toEqual([[]]) // nothing found
  expect(await pass(60_000)).toEqual([])
  expect(await pass(hour - 60_000)).toEqual([[]])
  expect(await pass(60_000)).toEqual([['a', 'b']]) // the second look; what is new waits for the next hour
  expect(await pass(hour)).toEqual([[]])
  expect(warnings).toHaveLength(1)
  expect(await pass(hour)).toEqual([[]])
  release()
  expect([await pass(2 * hour), clock.timers]).toEqual([[], 0])
})
