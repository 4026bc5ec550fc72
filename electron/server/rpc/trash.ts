// What was removed comes back: messages and contacts by a supervisor, flows and prompts by an admin.
import { voicemail } from '../../../shared/domain/calls.ts'
import { contact } from '../../../shared/domain/contacts.ts'
import { audioPrompt } from '../../../shared/domain/office.ts'
import { recoveredFile } from '../../../shared/domain/recovered.ts'
import { type TrashKind, trashDays } from '../../../shared/domain/trash.ts'
import { EngineError } from '../../engine/api.ts'
import type { User, Uses } from '../../host/services.ts'
import { type Guarded, hasRole } from './guard.ts'
import { found, ok } from './mine.ts'

const forAdmins: readonly TrashKind[] = ['flow', 'prompt']
const most = 1000
const taken = () => new EngineError('CONFLICT', 'There is one of that id again.')

export function trashProcedures(
  os: Guarded,
  deps: Uses<
    'ask' | 'engine' | 'configChanged',
    'office' | 'flows' | 'voicemails' | 'audit' | 'contacts' | 'trash' | 'recovered'
  >,
) {
  const { store } = deps
  const may = (user: User, kind: TrashKind) => hasRole(user, 'admin') || !forAdmins.includes(kind)
  return os.trash.router({
    list: os.trash.list.handler(async ({ context, signal }) =>
      (await deps.ask('trash', { limit: most }, signal))
        .filter(({ kind }) => may(context.user, kind))
        .map((item) => ({ ...item, goneAt: item.removedAt + trashDays * 86_400_000 })),
    ),
    restore: os.trash.restore.handler(async ({ input, context }) => {
      const { kind, name, body } = found(store.trash.get(input.id))
      if (!may(context.user, kind)) throw new EngineError('FORBIDDEN', 'An admin brings that back.')
      store.trash.take(input.id, () => restore(deps, kind, body))
      store.audit.add({ userId: context.user.id, action: `${kind}.bringBack`, target: name })
      if (kind === 'voicemail') await deps.engine.work.saveVoicemail(voicemail.parse(body))
      else if (kind !== 'recovered') await deps.configChanged()
      return ok
    }),
  })
}

function restore(
  { store }: Uses<never, 'office' | 'flows' | 'voicemails' | 'contacts' | 'recovered'>,
  kind: TrashKind,
  body: unknown,
): void {
  if (kind === 'voicemail') {
    const message = voicemail.parse(body)
    if (store.voicemails.get(message.id)) throw taken()
    store.voicemails.save(message) // `add` would mail it again
  } else if (kind === 'recovered') {
    const sound = recoveredFile.parse(body)
    if (store.recovered.get(sound.id)) throw taken()
    store.recovered.add(sound)
  } else if (kind === 'contact') {
    const { owner, ...value } = contact.extend({ owner: contact.shape.id }).parse(body)
    if (store.contacts.get(owner, value.id)) throw taken()
    store.contacts.save(owner, value)
  } else if (kind === 'flow') {
    if (!store.flows.bringBack((body as { id: string }).id)) throw new EngineError('NOT_FOUND', 'There is no such flow.')
  } else {
    const prompt = audioPrompt.parse(body)
    if (store.office.prompts.get(prompt.id)) throw taken()
    store.office.prompts.save(prompt)
  }
}
