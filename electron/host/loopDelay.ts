// How long the thread that runs calls was late for its work: the event loop's delay. On it runs everything in the desktop app as well.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { LoopDelay } from '../../shared/domain/health.ts'
import type { Clock, Timer } from '../engine/ports.ts'

/** Node measures by a timer of this interval, and counts the interval itself; ms. */
const intervalMs = 10
/** Figures are of the last one to two of these, ms. */
const periodMs = 60_000

const none: LoopDelay = { p50Ms: 0, p99Ms: 0, maxMs: 0 }

export type LoopWatch = { read(): LoopDelay; close(): void }

/** Measures until `close()`. */
export function watchLoop(clock: Pick<Clock, 'after'>): LoopWatch {
  const histogram = monitorEventLoopDelay({ resolution: intervalMs })
  histogram.enable()
  let before = none
  let timer: Timer
  const turn = () => {
    before = figures(histogram)
    histogram.reset()
    timer = clock.after(periodMs, turn)
  }
  timer = clock.after(periodMs, turn)
  return {
    read: () => worse(before, figures(histogram)),
    close: () => {
      timer.cancel()
      histogram.disable()
    },
  }
}

function figures(histogram: ReturnType<typeof monitorEventLoopDelay>): LoopDelay {
  if (histogram.max === 0) return none
  const late = (nanoseconds: number) => Math.max(0, Math.round(nanoseconds / 1e5 - intervalMs * 10) / 10)
  return { p50Ms: late(histogram.percentile(50)), p99Ms: late(histogram.percentile(99)), maxMs: late(histogram.max) }
}

const worse = (one: LoopDelay, other: LoopDelay): LoopDelay => ({
  p50Ms: Math.max(one.p50Ms, other.p50Ms),
  p99Ms: Math.max(one.p99Ms, other.p99Ms),
  maxMs: Math.max(one.maxMs, other.maxMs),
})
