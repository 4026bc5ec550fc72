// The engine's ports: what the store brings, and what the host made.

import type { Store } from '../adapters/store/store.ts'
import type { Ports } from '../engine/ports.ts'
import { dice } from './system.ts'
import { trashMessage } from './trashMessage.ts'
import { withoutFaults } from './withoutFaults.ts'

/** A message that was deleted by phone: into the trash, and into the audit trail. */
function discardMessage(store: Store, id: string, by: string): boolean {
  const message = store.voicemails.get(id)
  if (!message) return false
  trashMessage(store, message, { by, userId: 'host', detail: by })
  return true
}

const nothing = () => undefined
const none = () => null
const empty = () => []

/** All of them, over this store. */
export function portsOf(
  store: Store,
  rest: Pick<
    Ports,
    | 'telephony'
    | 'clock'
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
    | 'flows'
    | 'trunkStates'
  >,
): Ports {
  const { log } = rest
  return {
    chance: dice,
    ...rest,
    journal: store.journal,
    callbacks: withoutFaults(store.callbacks, 'callbacks', { get: none, open: empty, save: nothing }, log),
    voicemails: withoutFaults(
      { ...store.voicemails, discard: (id: string, by: string) => discardMessage(store, id, by) },
      'voicemails',
      { add: nothing, get: none, save: nothing, countNew: () => 0, inMailbox: empty, discard: () => false },
      log,
    ),
    pins: withoutFaults(store.pins, 'pins', { find: none }, log),
    lockouts: withoutFaults(store.lockouts, 'lockouts', { load: empty, save: nothing, remove: nothing }, log),
    identities: withoutFaults(store.identities, 'identities', { save: nothing, of: none }, log),
    flows: withoutFaults(rest.flows, 'flows', { published: none, version: none, named: none }, log),
    // Others hear of calls by it as well; whatever fails there is theirs.
    callLog: withoutFaults(
      rest.callLog,
      'callLog',
      { started: nothing, update: nothing, note: nothing, addNote: nothing, joined: nothing, left: nothing, trace: nothing },
      log,
    ),
    outbox: withoutFaults(rest.outbox, 'outbox', { post: nothing }, log),
  }
}
