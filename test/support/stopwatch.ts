// How long something took, without the time in which other work on the machine had the processors.
import { readFileSync } from 'node:fs'

/** What this thread was ready for and had no processor for, ms (Linux: Documentation/scheduler/sched-stats.rst); 0 where the system does not say. */
function waitedMs(): number {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[1] ?? 0) / 1e6
  } catch {
    return 0
  }
}

/** Starts; what it returns gives the ms since then. What the thread slept or waited for counts, what it was kept from does not. */
export function stopwatch(): () => number {
  const [began, waited] = [performance.now(), waitedMs()]
  return () => performance.now() - began - (waitedMs() - waited)
}
