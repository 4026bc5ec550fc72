// A message leaves its mailbox: into the trash, from where the console brings it back, with an entry in the audit trail.
import type { Voicemail } from '../../shared/domain/calls.ts'
import type { Store } from '../adapters/store/store.ts'

/** `by`: the trash's word for who did it; `userId`: the audit trail's. Throws what the store throws; then the message stays. */
export function trashMessage(
  store: Pick<Store, 'voicemails' | 'trash' | 'audit'>,
  message: Voicemail,
  { by, userId, detail = '' }: { by: string; userId: string; detail?: string },
): void {
  const { id, from, fromName } = message
  store.trash.put({ kind: 'voicemail', name: fromName || from, by, body: message }, () => store.voicemails.remove(id))
  store.audit.add({ userId, action: 'voicemail.remove', target: id, detail })
}
