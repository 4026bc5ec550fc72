// Lamps of desk phones beyond those that Asterisk switches itself: new messages, and who is logged in.
import type { OfficeConfig } from '../../shared/domain/office.ts'
import type { Store } from '../adapters/store/store.ts'
import type { Engine } from '../engine/engine.ts'
import type { Log, Telephony } from '../engine/ports.ts'

type Given = { engine: Engine; telephony: Pick<Telephony, 'setLoginLamp'>; log: Log; config(): OfficeConfig }

/** The lamps of all mailboxes: Asterisk forgets them when it restarts. */
export async function lightLamps(telephony: Pick<Telephony, 'setLamp'>, store: Store, log: Log): Promise<void> {
  for (const { id } of store.office.mailboxes.list())
    await telephony
      .setLamp(id, store.voicemails.countNew(id))
      .catch((error: unknown) => log.warn('a lamp was not set', { mailbox: id, error: String(error) }))
}

/** The lamps of the keys by which operators log in and out. Sets them all, and from then on whichever changes; returns what ends that. Of one that could not be set the next change tells. */
export function followLogins({ engine, telephony, log, config }: Given): () => void {
  const { operators } = engine.parts.queueing
  const shown = new Map<string, boolean>()
  const show = (id: string) => {
    const extension = config().operators.get(id)?.extension
    if (extension === undefined) return
    const on = operators.of(id).queues.length > 0
    if (shown.get(extension) === on) return
    shown.set(extension, on)
    telephony.setLoginLamp(extension, on).catch((error: unknown) => {
      shown.delete(extension)
      log.warn('a login lamp was not set', { extension, error: String(error) })
    })
  }
  for (const id of config().operators.keys()) show(id)
  return operators.listen({ changed: show })
}
