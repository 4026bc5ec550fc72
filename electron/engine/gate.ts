// The gate closes when the engine stops: whatever still unwinds can no longer touch calls or stores, so that the next host finds them as they were.
import type { Clock, Ports } from './ports.ts'
import { HostStopping } from './session/ends.ts'

export type Gate = { closed: boolean }

/** Commands reject with HostStopping once the gate is closed. */
function gatedAsync<T extends object>(target: T, gate: Gate): T {
  return new Proxy(target, {
    get(object, key) {
      const value = Reflect.get(object, key, object)
      if (typeof value !== 'function') return value
      return gate.closed ? () => Promise.reject(new HostStopping()) : value.bind(object)
    },
  })
}

/** Writes are dropped once the gate is closed. */
function gatedSync<T extends object>(target: T, gate: Gate): T {
  return new Proxy(target, {
    get(object, key) {
      const value = Reflect.get(object, key, object)
      if (typeof value !== 'function') return value
      return gate.closed ? () => undefined : value.bind(object)
    },
  })
}

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

/** The ports behind the gate. Bound methods are made once: the hot path pays nothing. */
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
    lockouts: gatedSync(ports.lockouts, gate),
  }
}
