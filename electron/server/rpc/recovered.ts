// Recordings that a fault left without an owner: supervisors give them to a call or a mailbox, or remove them.
import { EngineError } from '../../engine/api.ts'
import type { Uses } from '../../host/services.ts'
import type { Guarded } from './guard.ts'
import { found, ok } from './mine.ts'

const most = 1000

export function recoveredProcedures(
  os: Guarded,
  deps: Uses<'ask' | 'engine' | 'media' | 'config', 'calls' | 'voicemails' | 'audit' | 'trash' | 'recovered'>,
) {
  const { store, media, engine } = deps
  const sound = (id: string) => found(store.recovered.get(id), 'There is no such recording.')
  return os.recovered.router({
    list: os.recovered.list.handler(async ({ signal }) =>
      (await deps.ask('recovered', { limit: most }, signal)).map(({ place: _p, file: _f, ...shown }) => shown),
    ),
    toCall: os.recovered.toCall.handler(async ({ input, context }) => {
      const { place, file } = sound(input.id)
      const call = found(store.calls.record(input.callId), 'There is no such call.')
      if (call.recording !== null) throw new EngineError('CONFLICT', 'That call has a recording.')
      await media.move(file, place, 'recordings')
      if (!store.recovered.giveToCall(input.id, input.callId, file))
        throw new EngineError('CONFLICT', 'That call has a recording.')
      store.audit.add({ userId: context.user.id, action: 'recovered.toCall', target: input.id, detail: input.callId })
      return ok
    }),
    toMailbox: os.recovered.toMailbox.handler(async ({ input, context }) => {
      const { place, file, id, at, seconds, callId, from, fromName } = sound(input.id)
      found(deps.config().mailboxes.get(input.mailboxId), 'There is no such mailbox.')
      if (store.voicemails.get(id)) throw new EngineError('CONFLICT', 'There is such a message already.')
      await media.move(file, place, 'voicemail')
      await engine.work.saveVoicemail({
        id,
        mailboxId: input.mailboxId,
        callId: callId ?? '',
        from,
        fromName,
        at,
        seconds,
        file,
        status: 'new',
        assignedTo: null,
        note: null,
      })
      store.recovered.remove(id)
      store.audit.add({ userId: context.user.id, action: 'recovered.toMailbox', target: id, detail: input.mailboxId })
      return ok
    }),
    remove: os.recovered.remove.handler(({ input, context }) => {
      const body = sound(input.id)
      const name = body.fromName || body.from || body.id
      store.trash.put({ kind: 'recovered', name, by: context.user.login, body }, () => store.recovered.remove(body.id))
      store.audit.add({ userId: context.user.id, action: 'recovered.remove', target: body.id })
      return ok
    }),
  })
}
