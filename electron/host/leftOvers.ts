// Channels and bridges of ours that no call has: a fault may leave some while the connection holds. Removed each hour, after two looks.
import type { Engine } from '../engine/engine.ts'
import type { Clock, Log } from '../engine/ports.ts'

const everyMs = 3_600_000
/** Between the two looks, ms: no call sets up or takes down for so long. */
const apartMs = 60_000

type Deps = { engine: Pick<Engine, 'sweep'>; clock: Clock; log: Log }

/** Looks each hour until it is released. */
export function sweepLeftOvers({ engine, clock, log }: Deps): () => void {
  let timer: { cancel(): void } | undefined
  let stopped = false
  const look = (before: ReadonlySet<string>) => {
    engine
      .sweep(before)
      .catch((error: unknown) => {
        log.warn('channels and bridges were not looked through', { error: String(error) })
        return new Set<string>()
      })
      .then((found) => {
        if (stopped) return
        const again = before.size === 0 && found.size > 0
        timer = clock.after(again ? apartMs : everyMs, () => look(again ? found : new Set()))
      })
  }
  timer = clock.after(everyMs, () => look(new Set()))
  return () => {
    stopped = true
    timer?.cancel()
  }
}
