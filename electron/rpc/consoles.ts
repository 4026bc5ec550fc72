// Which console holds the softphone of which extension, and whether it still lives: one at a time, told apart by its id.
import { EngineError } from '../engine/api.ts'
import type { Clock, Timer } from '../engine/ports.ts'

/** In a call, a console that is silent for three heartbeats and a little is gone, ms. */
export const silenceMs = 10_000
/** Out of a call, browsers let a hidden page's timers run once a minute; only then is silence a sign of nothing. */
export const hiddenSilenceMs = 80_000

type Holder = { consoleId: string; timer: Timer }

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

  function hold(extension: string, operatorId: string, consoleId: string): void {
    holders.get(extension)?.timer.cancel()
    holders.set(extension, { consoleId, timer: watch(extension, operatorId, 0) })
  }

  return {
    /** Takes the softphone. Throws CONFLICT when another living console has it and `takeOver` is false. */
    take(extension: string, operatorId: string, consoleId: string, takeOver: boolean): void {
      const holder = holders.get(extension)
      if (holder && holder.consoleId !== consoleId && !takeOver)
        throw new EngineError('CONFLICT', 'Your telephone is in use on another console.')
      hold(extension, operatorId, consoleId)
    },
    /** Throws CONFLICT when another console has taken over. After a restart of the host the first to report has it. */
    heartbeat(extension: string, operatorId: string, consoleId: string): void {
      const holder = holders.get(extension)
      if (holder && holder.consoleId !== consoleId) throw new EngineError('CONFLICT', 'Another console took your telephone over.')
      hold(extension, operatorId, consoleId)
    },
    /** Leaves no timer. */
    close(): void {
      for (const holder of holders.values()) holder.timer.cancel()
      holders.clear()
    },
  }
}
