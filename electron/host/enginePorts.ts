// The engine's ports: what the store brings, and what the host made.
import type { Ports } from '../engine/ports.ts'
import type { Store } from '../store/store.ts'
import { revealedFlows } from './revealedFlows.ts'
import { dice, wallClock } from './system.ts'

/** All of them, over this store. */
export function portsOf(
  store: Store,
  rest: Pick<
    Ports,
    | 'telephony'
    | 'speech'
    | 'recogniser'
    | 'webAudio'
    | 'media'
    | 'outbox'
    | 'http'
    | 'streams'
    | 'scripts'
    | 'callLog'
    | 'log'
    | 'config'
  >,
): Ports {
  const { journal, callbacks, voicemails, pins, lockouts, flowSecrets } = store
  const flows = revealedFlows(store.flows, flowSecrets.read)
  return { clock: wallClock, chance: dice, journal, callbacks, voicemails, pins, lockouts, flows, ...rest }
}
