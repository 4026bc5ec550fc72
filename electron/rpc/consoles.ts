// Which console holds the softphone of which extension, and whether it still lives: one at a time, told apart by its id.
import { EngineError } from '../engine/api.ts'
import type { Clock, Timer } from '../engine/ports.ts'

/** A console that is silent for three heartbeats and a little is gone, ms. */
export const silenceMs = 10_000

type Holder = { consoleId: string; operatorId: string; timer: Timer }

export type Consoles = ReturnType<typeof consoles>

/** `gone` is told of an operator whose console fell silent. */
export function consoles(clock: Clock, gone: (operatorId: string) => void) {
  const holders = new Map<string, Holder>()

  function hold(extension: string, operatorId: string, consoleId: string): void {
    holders.get(extension)?.timer.cancel()
    const timer = clock.after(silenceMs, () => {
      holders.delete(extension)
      gone(operatorId)
    })
    holders.set(extension, { consoleId, operatorId, timer })
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
