// Which console holds the softphone of which extension, and whether it still lives: one at a time, told apart by its id.
import { EngineError } from '../../engine/api.ts'
import type { Clock, Timer } from '../../engine/ports.ts'

/** In a call, a console that is silent for three heartbeats and a little is gone, ms. */
export const silenceMs = 10_000
/** Out of a call, browsers let a hidden page's timers run once a minute; only then is silence a sign of nothing. */
export const hiddenSilenceMs = 80_000

/** A console whose connection closed has this long to be back, ms: a reload takes one second, a crash does not come back. */
export const closedMs = 4000

type Holder = { consoleId: string; operatorId: string; connection: string; timer: Timer }

/** Who speaks: the console, and the connection it has at the moment. */
type Caller = { consoleId: string; connection: string }

export type Consoles = ReturnType<typeof consoles>

type Extensions = {
  /** Told of an operator whose console fell silent. */
  gone(operatorId: string): void
  inCall(extension: string): boolean
}

export function consoles(clock: Clock, { gone, inCall }: Extensions) {
  const holders = new Map<string, Holder>()

  function watch(extension: string, operatorId: string, silentMs: number): Timer {
    return clock.after(silenceMs, () => {
      const silent = silentMs + silenceMs
      const holder = holders.get(extension)
      if (holder && silent < hiddenSilenceMs && !inCall(extension)) {
        holder.timer = watch(extension, operatorId, silent)
        return
      }
      holders.delete(extension)
      gone(operatorId)
    })
  }

  function hold(extension: string, operatorId: string, { consoleId, connection }: Caller): void {
    holders.get(extension)?.timer.cancel()
    holders.set(extension, { consoleId, operatorId, connection, timer: watch(extension, operatorId, 0) })
  }

  return {
    /** Takes the softphone. Throws CONFLICT when another living console has it and `takeOver` is false. */
    take(extension: string, operatorId: string, caller: Caller, takeOver: boolean): void {
      const holder = holders.get(extension)
      if (holder && holder.consoleId !== caller.consoleId && !takeOver)
        throw new EngineError('CONFLICT', 'Your telephone is in use on another console.')
      hold(extension, operatorId, caller)
    },
    /** Throws CONFLICT when another console has taken over. After a restart of the host the first to report has it. */
    heartbeat(extension: string, operatorId: string, caller: Caller): void {
      const holder = holders.get(extension)
      if (holder && holder.consoleId !== caller.consoleId)
        throw new EngineError('CONFLICT', 'Another console took your telephone over.')
      hold(extension, operatorId, caller)
    },
    /** That connection is no more. Who was on it is gone in a moment, unless heard of on another. */
    closed(connection: string): void {
      for (const [extension, holder] of holders) {
        if (holder.connection !== connection) continue
        holder.timer.cancel()
        holder.timer = clock.after(closedMs, () => {
          holders.delete(extension)
          gone(holder.operatorId)
        })
      }
    },
    /** Leaves no timer. */
    close(): void {
      for (const holder of holders.values()) holder.timer.cancel()
      holders.clear()
    },
  }
}
