// The guard closes when the engine stops: whatever still unwinds can no longer touch calls or stores, so that the next host finds them as they were.
import type { Clock, Ports } from './ports.ts'
import { HostStopping } from './session/callErrors.ts'

export type ShutdownGuard = { closed: boolean }

/** Methods bound once; `closed` answers in their place when the guard is closed. */
function guardedBy<T extends object>(target: T, guard: ShutdownGuard, closed: () => unknown): T {
  const bound = new Map<PropertyKey, unknown>()
  return new Proxy(target, {
    get(object, key) {
      if (guard.closed) return typeof Reflect.get(object, key, object) === 'function' ? closed : Reflect.get(object, key, object)
      const known = bound.get(key)
      if (known !== undefined) return known
      const value = Reflect.get(object, key, object)
      if (typeof value !== 'function') return value
      const method = value.bind(object)
      bound.set(key, method)
      return method
    },
  })
}

/** Commands reject with HostStopping once the guard is closed. */
const guardedAsync = <T extends object>(target: T, guard: ShutdownGuard): T =>
  guardedBy(target, guard, () => Promise.reject(new HostStopping()))
/** Writes are dropped once the guard is closed. */
const guardedSync = <T extends object>(target: T, guard: ShutdownGuard): T => guardedBy(target, guard, () => undefined)

/** Timers of the engine: counted, and none fires after the guard closed. */
export class GuardedClock implements Clock {
  private readonly inner: Clock
  private readonly guard: ShutdownGuard
  private readonly running = new Set<{ cancel(): void }>()
  constructor(inner: Clock, guard: ShutdownGuard) {
    this.inner = inner
    this.guard = guard
  }
  now(): number {
    return this.inner.now()
  }
  after(ms: number, run: () => void): { cancel(): void } {
    if (this.guard.closed) return { cancel: () => {} }
    const timer = this.inner.after(ms, () => {
      this.running.delete(own)
      run()
    })
    const own = {
      cancel: () => {
        this.running.delete(own)
        timer.cancel()
      },
    }
    this.running.add(own)
    return own
  }
  get count(): number {
    return this.running.size
  }
  cancelAll(): void {
    for (const timer of [...this.running]) timer.cancel()
  }
}

/** The ports behind the guard. */
export function guarded(ports: Ports, guard: ShutdownGuard): Ports & { clock: GuardedClock } {
  return {
    ...ports,
    clock: new GuardedClock(ports.clock, guard),
    telephony: guardedAsync(ports.telephony, guard),
    media: guardedSync(ports.media, guard),
    journal: guardedSync(ports.journal, guard),
    callLog: guardedSync(ports.callLog, guard),
    callbacks: guardedSync(ports.callbacks, guard),
    voicemails: guardedSync(ports.voicemails, guard),
    outbox: guardedSync(ports.outbox, guard),
    http: guardedAsync(ports.http, guard),
    scripts: guardedAsync(ports.scripts, guard),
    streams: guardedAsync(ports.streams, guard),
    lockouts: guardedSync(ports.lockouts, guard),
    identities: guardedSync(ports.identities, guard),
  }
}
