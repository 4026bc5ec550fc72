// One steady 20 ms clock for all RTP streams of the process.

const PERIOD_MS = 20
const MOST_BEHIND = 10
/** A clock later than this is noted, ms: the far end may run out of sound. */
const NOTED_MS = 40

const listeners = new Set<() => void>()
let due = 0
let timer: NodeJS.Timeout | undefined
const delays: { from: number; to: number }[] = []

/** When the clock of this process was late after `after` (performance.now()): a machine with other work, not the office, was silent then. */
export const delaysSince = (after: number): readonly { from: number; to: number }[] => delays.filter(({ to }) => to >= after)

/** Calls `tick` every 20 ms on average, catching up after delays of up to 200 ms. Returns the way to stop. */
export function everyFrame(tick: () => void): () => void {
  listeners.add(tick)
  if (!timer) {
    due = performance.now() + PERIOD_MS
    schedule()
  }
  return () => {
    listeners.delete(tick)
    if (listeners.size > 0 || !timer) return
    clearTimeout(timer)
    timer = undefined
  }
}

function schedule(): void {
  timer = setTimeout(run, Math.max(0, due - performance.now()))
}

function run(): void {
  const now = performance.now()
  if (now - due > NOTED_MS) delays.push({ from: due, to: now })
  if (now - due > MOST_BEHIND * PERIOD_MS) due = now
  while (due <= now && listeners.size > 0) {
    due += PERIOD_MS
    for (const tick of [...listeners]) tick()
  }
  if (listeners.size > 0) schedule()
  else timer = undefined
}
