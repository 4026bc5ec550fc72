import { expect, test, vi } from 'vitest'
import { faultCounter, restarts } from '../../../electron/host/restarts.ts'

const opened = () => {
  const log: string[] = []
  let count = 0
  const open = vi.fn(async (faults: number) => {
    const id = ++count
    log.push(`open ${id}, ${faults} faults`)
    return { stop: async (keepPbx = false) => void log.push(`stop ${id}${keepPbx ? ', calls stay' : ''}`) }
  })
  return { log, open }
}

test('after a fault it is stopped with its calls kept, and opened again; at the end it is stopped once', async () => {
  const { log, open } = opened()
  const starting = vi.fn()
  const running = await restarts(open, { starting, failed: expect.unreachable })
  running.anew(true)
  running.anew()
  await vi.waitFor(() => expect(open).toHaveBeenCalledTimes(3))
  await Promise.all([running.stop(), running.stop()])
  expect(log).toEqual(['open 1, 0 faults', 'stop 1, calls stay', 'open 2, 1 faults', 'stop 2', 'open 3, 1 faults', 'stop 3'])
  expect(starting).toHaveBeenCalledTimes(2)
})

test('it may ask for a new start itself; one that cannot be opened again is told', async () => {
  const failed = vi.fn()
  let again = () => {}
  let first = true
  const running = await restarts(
    async (_faults, anew) => {
      if (!first) throw new Error('no')
      first = false
      again = anew
      return { stop: async () => {} }
    },
    { starting: () => {}, failed },
  )
  again()
  await vi.waitFor(() => expect(failed).toHaveBeenCalledWith(new Error('no')))
  await running.stop()
})

test('after the end nothing is opened any more', async () => {
  const { open } = opened()
  const running = await restarts(open, { starting: () => {}, failed: expect.unreachable })
  await running.stop()
  running.anew(true)
  await running.stop()
  expect(open).toHaveBeenCalledTimes(1)
})

test('the fourth fault within a minute is one too many; a minute later they are forgotten', () => {
  let now = 0
  const tooMany = faultCounter(() => now)
  expect([tooMany(), tooMany(), tooMany(), tooMany()]).toEqual([false, false, false, true])
  now += 61_000
  expect(tooMany()).toBe(false)
})
