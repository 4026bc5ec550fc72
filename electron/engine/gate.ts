// The gate closes when the engine stops: whatever still unwinds can no longer touch calls or stores, so that the next host finds them as they were.
import type { Clock, Ports } from './ports.ts'
import { HostStopping } from './session/ends.ts'

export type Gate = { closed: boolean }

/** Methods bound once; `closed` answers in their place when the gate is closed. */
function gateOf<T extends object>(target: T, gate: Gate, closed: () => unknown): T {
  const bound = new Map<PropertyKey, unknown>()
  return new Proxy(target, {
    get(object, key) {
      if (gate.closed) return typeof Reflect.get(object, key, object) === 'function' ? closed : Reflect.get(object, key, object)
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

/** Commands reject with HostStopping once the gate is closed. */
const gatedAsync = <T extends object>(target: T, gate: Gate): T => gateOf(target, gate, () => Promise.reject(new HostStopping()))
/** Writes are dropped once the gate is closed. */
const gatedSync = <T extends object>(target: T, gate: Gate): T => gateOf(target, gate, () => undefined)

/** Timers of the engine: counted, and none fires after the gate closed. */
export class GatedClock implements Clock {
  private readonly inner: Clock
  private readonly gate: Gate
  private readonly running = new Set<{ cancel(): void }>()
  constructor(inner: Clock, gate: Gate) {
    this.inner = inner
    this.gate = gate
  }
  now(): number {
    return this.inner.now()
  }
  after(ms: number, run: () => void): { cancel(): void } {
    if (this.gate.closed) return { cancel: () => {} }
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

/** The ports behind the gate. */
export function gated(ports: Ports, gate: Gate): Ports & { clock: GatedClock } {
  return {
    ...ports,
    clock: new GatedClock(ports.clock, gate),
    telephony: gatedAsync(ports.telephony, gate),
    media: gatedSync(ports.media, gate),
    journal: gatedSync(ports.journal, gate),
    callLog: gatedSync(ports.callLog, gate),
    callbacks: gatedSync(ports.callbacks, gate),
    voicemails: gatedSync(ports.voicemails, gate),
    outbox: gatedSync(ports.outbox, gate),
    http: gatedAsync(ports.http, gate),
    scripts: gatedAsync(ports.scripts, gate),
    streams: gatedAsync(ports.streams, gate),
    lockouts: gatedSync(ports.lockouts, gate),
  }
}
