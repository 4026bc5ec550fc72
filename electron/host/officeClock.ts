// The time as calls see it: it only goes forward. The wall clock may be set in the middle of a call (a battery, a time server, a hand);
// durations are differences of this clock, so they stay true. The new time is taken up as soon as no call runs.
import { readFileSync } from 'node:fs'
import type { Clock, Journal } from '../engine/ports.ts'
import { wallClock } from './system.ts'

/** Differences below this are the drift of two clocks, and no step, ms. */
const stepMs = 500
/** How often it is looked, ms. */
const everyMs = 2000
/** With calls running all day the new time is taken up in the end, ms: no call lasts longer (pbx/config/dialplan.ts). */
const longestMs = 14_400_000

export type Sources = {
  /** Epoch ms by the wall clock, which may be set. */
  wall(): number
  /** Ms since the machine began, which nobody can set, and which a restart of the host does not begin anew. */
  machine(): number
}

export const machineSources: Sources = { wall: () => Date.now(), machine: () => Number(process.hrtime.bigint() / 1_000_000n) }

/** The clock that calls are given. */
export class OfficeClock implements Clock {
  private readonly timers: Clock
  private readonly sources: Sources
  /** What the machine's clock lacks to the epoch. */
  private offset: number
  private steppedAt: number | null = null
  private looking: { cancel(): void } | null = null

  /** `offset` is the one of a host before this one whose calls still run; null: the wall clock's. `timers` runs what is due. */
  constructor(timers: Clock, offset: number | null, sources: Sources = machineSources) {
    this.timers = timers
    this.sources = sources
    this.offset = offset ?? this.wallOffset()
  }

  private wallOffset(): number {
    return this.sources.wall() - this.sources.machine()
  }

  now(): number {
    return this.sources.machine() + this.offset
  }
  after(ms: number, run: () => void): { cancel(): void } {
    return this.timers.after(ms, run)
  }
  /** To hand to the next host. */
  get heldOffset(): number {
    return this.offset
  }

  /** Takes the wall clock's time up whenever no call runs, until it is released. `changed` is told of a new offset. */
  follow(busy: () => boolean, changed: (offset: number) => void): () => void {
    const look = () => {
      this.settle(busy(), changed)
      this.looking = this.timers.after(everyMs, look)
    }
    look()
    return () => this.looking?.cancel()
  }

  private settle(busy: boolean, changed: (offset: number) => void): void {
    const wall = this.wallOffset()
    const machine = this.sources.machine()
    if (Math.abs(wall - this.offset) < stepMs) {
      this.steppedAt = null
      return
    }
    this.steppedAt ??= machine
    if (busy && machine - this.steppedAt < longestMs) return
    this.offset = wall
    this.steppedAt = null
    changed(wall)
  }
}

const journalKey = 'clock'
type Held = { boot: string; offset: number }

/** Names this run of the machine, where it can: its clock began with it. */
function bootOf(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return '' // elsewhere the next host begins with the wall clock
  }
}

type ClockStore = { journal: Pick<Journal, 'get' | 'put' | 'load'> }

/** For the next host: what the clock of this one is. */
export function keepClock({ journal }: ClockStore, offset: number): void {
  journal.put(journalKey, { boot: bootOf(), offset } satisfies Held)
}

/** The clock of a host that starts: the one before it left running calls whose times are by its own. */
export function clockOf(store: ClockStore): OfficeClock {
  const held = store.journal.get(journalKey) as Partial<Held> | undefined
  const boot = bootOf()
  const goesOn = boot !== '' && held?.boot === boot && typeof held.offset === 'number' && store.journal.load().length > 0
  const clock = new OfficeClock(wallClock, goesOn ? (held.offset ?? null) : null)
  keepClock(store, clock.heldOffset)
  return clock
}
