// Webhooks put together: what happens, who asked to hear of it, and what each delivery is signed with.
import type { LiveEvent } from '../../shared/contract/live.ts'
import type { OfficeConfig } from '../../shared/domain/office.ts'
import { Announcements, webhookOf } from '../adapters/outbound/announcements.ts'
import type { WebhookOutbox } from '../adapters/outbound/outbox.ts'
import { newSecret } from '../adapters/outbound/signing.ts'
import type { Store } from '../adapters/store/store.ts'
import type { Engine } from '../engine/engine.ts'
import type { CallLog } from '../engine/ports.ts'
import type { Services } from './services.ts'
import { dice, wallClock } from './system.ts'

const secretName = (id: string) => `webhook:${id}`

/** The secret of a delivery: its webhook's, or the one for what flows send; null where none was made. */
export const secretOf =
  (store: Store) =>
  (deliveryId: string): string | null =>
    store.secrets.get(secretName(webhookOf(deliveryId) ?? 'flows'))

/** `callLog` tells of calls as it writes them; `follow` hears of everything else until it is released. */
export function officeWebhooks(store: Store, outbox: WebhookOutbox, config: () => OfficeConfig) {
  const announcements = new Announcements({
    hooks: () => store.office.webhooks.list(),
    outbox,
    clock: wallClock,
    newNonce: () => dice.id(),
    office: () => config().settings.name,
    lookup: (callId) => store.calls.record(callId),
  })
  const callLog: CallLog = {
    started: (call) => store.callLog.started(call),
    update: (callId, change) => store.callLog.update(callId, change),
    note: (callId, note) => store.callLog.note(callId, note),
    addNote: (callId, note) => store.callLog.addNote(callId, note),
    joined: (callId, who) => store.callLog.joined(callId, who),
    left: (callId, who) => store.callLog.left(callId, who),
    trace: (event) => {
      store.callLog.trace(event)
      announcements.traced(event)
    },
  }
  const deps: Services['webhooks'] = {
    newSecret(id) {
      const secret = newSecret()
      store.secrets.set(secretName(id), secret)
      return secret
    },
    test: (hook, event) => announcements.test(hook, event),
  }
  const heard = (event: LiveEvent) => {
    if (event.type === 'snapshot') announcements.begin(event.snapshot.operators)
    else for (const change of event.changes) announcements.changed(change)
  }
  return { callLog, deps, follow: (engine: Engine) => engine.live.follow({}, heard) }
}
