import { setTimeout as after } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { watchLoop } from '../../../../electron/host/loopDelay.ts'

test('a thread that was held up is told of, for a minute or two', async () => {
  let turn = () => {}
  let cancelled = 0
  const watch = watchLoop({
    after: (_ms, run) => {
      turn = run
      return { cancel: () => void cancelled++ }
    },
  })
  try {
    await after(50) // the first turn only begins the measuring
    const until = performance.now() + 300
    while (performance.now() < until); // what holds it up
    await vi.waitFor(() => expect(watch.read().maxMs).toBeGreaterThan(150))
    expect(watch.read().p50Ms).toBeLessThan(150)
    turn()
    expect(watch.read().maxMs).toBeGreaterThan(150)
    turn()
    expect(watch.read().maxMs).toBeLessThan(150)
  } finally {
    watch.close()
  }
  expect(cancelled).toBe(1)
})
