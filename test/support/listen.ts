// Collects telephony events and waits for the one that matters.

import type { Telephony, TelephonyEvent } from '../../electron/engine/ports.ts'

type Type = TelephonyEvent['type']
type Of<T extends Type> = Extract<TelephonyEvent, { type: T }>

export interface Heard {
  readonly events: TelephonyEvent[]
  /** The first event of the type which fits, heard or to come. Rejects after `timeoutMs` with what was heard. */
  until<T extends Type>(type: T, fits?: (event: Of<T>) => boolean, timeoutMs?: number): Promise<Of<T>>
  /** Forgets what was heard. */
  clear(): void
  stop(): void
}

/** Listens from now on. */
export function listen(telephony: Pick<Telephony, 'onEvent'>): Heard {
  const events: TelephonyEvent[] = []
  const looks = new Set<() => void>()
  const stop = telephony.onEvent((event) => {
    events.push(event)
    for (const look of [...looks]) look()
  })
  const until: Heard['until'] = (type, fits = () => true, timeoutMs = 8_000) =>
    new Promise((resolve, reject) => {
      const finish = () => {
        clearTimeout(timer)
        looks.delete(look)
      }
      const look = () => {
        const found = events.find((event): event is Of<typeof type> => event.type === type && fits(event as Of<typeof type>))
        if (!found) return
        finish()
        resolve(found)
      }
      const timer = setTimeout(() => {
        finish()
        reject(
          new Error(`Waited ${timeoutMs} ms for ${type}; heard ${events.map((event) => event.type).join(', ') || 'nothing'}`),
        )
      }, timeoutMs)
      looks.add(look)
      look()
    })
  return { events, until, stop, clear: () => void events.splice(0) }
}
