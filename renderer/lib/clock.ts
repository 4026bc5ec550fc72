// The host's clock. Timers on the screen count on it, so that a console whose own clock is wrong shows no negative waits.
import { useSyncExternalStore } from 'react'

let offsetMs = 0

/** Takes the host's time as read now; `roundTripMs` is how long the question took. */
export function setHostTime(hostNow: number, roundTripMs = 0): void {
  offsetMs = hostNow + roundTripMs / 2 - Date.now()
}

/** The host's time, epoch ms. */
export function hostNow(): number {
  return Date.now() + offsetMs
}

const listeners = new Set<() => void>()
let second = 0
let timer: ReturnType<typeof setInterval> | undefined

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(tick, 500)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

function tick(): void {
  const now = Math.floor(hostNow() / 1000)
  if (now === second) return
  second = now
  for (const listener of listeners) listener()
}

/** The host's time in whole seconds × 1000; one timer wakes every clock on the screen together. */
export function useHostNow(): number {
  return useSyncExternalStore(subscribe, () => Math.floor(hostNow() / 1000)) * 1000
}
