// A data folder of a test's own, and a clock that only the test moves.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Clock } from '../../../electron/engine/ports.ts'
import { openStore } from '../../../electron/store/store.ts'

export type ManualClock = Clock & { advance(ms: number): void; readonly timers: number }

export function manualClock(start = 1_750_000_000_000): ManualClock {
  let now = start
  let timers: { at: number; run: () => void }[] = []
  return {
    now: () => now,
    after(ms, run) {
      const timer = { at: now + ms, run }
      timers.push(timer)
      return {
        cancel() {
          timers = timers.filter((other) => other !== timer)
        },
      }
    },
    advance(ms) {
      const until = now + ms
      for (;;) {
        const due = timers.filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0]
        if (!due) break
        timers = timers.filter((timer) => timer !== due)
        now = Math.max(now, due.at)
        due.run()
      }
      now = until
    },
    get timers() {
      return timers.length
    },
  }
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export function testStore(folder = temporaryFolder(), clock = manualClock()) {
  const store = openStore({ folder, clock })
  onTestFinished(() => store.close())
  return { store, clock, folder }
}
