// What waits for someone, and what has been: callbacks, voicemail, the history of calls.
import type { Voicemail } from '../../shared/domain/calls.ts'
import type { Deps, User } from './deps.ts'
import type { Guarded } from './guard.ts'
import { found, ok, operatorOf, supervisorOnly } from './mine.ts'

export const callbackProcedures = (os: Guarded, deps: Deps) => {
  const { work } = deps.engine
  return os.callbacks.router({
    list: os.callbacks.list.handler(({ input }) => deps.store.callbacks.list(input)),
    claim: os.callbacks.claim.handler(({ input, context }) => work.claimCallback(input.id, operatorOf(context.user))),
    release: os.callbacks.release.handler(({ input, context }) => work.releaseCallback(input.id, operatorOf(context.user))),
    return: os.callbacks.return.handler(({ input, context }) => work.returnCallback(input.id, operatorOf(context.user))),
    finish: os.callbacks.finish.handler(({ input, context }) =>
      work.finishCallback(input.id, operatorOf(context.user), input.outcome, input.note),
    ),
    retry: os.callbacks.retry.handler(({ input, context }) =>
      work.retryCallback(input.id, operatorOf(context.user), input.at, input.note),
    ),
    create: os.callbacks.create.handler(({ input }) => {
      found(deps.config().queues.get(input.queueId), 'There is no such queue.')
      return work.createCallback(input.number, input.queueId)
    }),
  })
}

export const voicemailProcedures = (os: Guarded, deps: Deps) => {
  const { store, engine } = deps
  const change = async (user: User, id: string, part: Partial<Voicemail>) => {
    const message = ownMessage(deps, user, id)
    const changed = { ...message, ...part }
    await engine.work.saveVoicemail(changed)
    return changed
  }
  return os.voicemails.router({
    list: os.voicemails.list.handler(({ input }) => store.voicemails.list(input)),
    setStatus: os.voicemails.setStatus.handler(({ input, context }) => change(context.user, input.id, { status: input.status })),
    assign: os.voicemails.assign.handler(({ input, context }) => {
      if (input.operatorId !== null) found(deps.config().operators.get(input.operatorId), 'There is no such operator.')
      return change(context.user, input.id, { assignedTo: input.operatorId })
    }),
    note: os.voicemails.note.handler(({ input, context }) => change(context.user, input.id, { note: input.note })),
    remove: os.voicemails.remove.handler(async ({ input, context }) => {
      const message = ownMessage(deps, context.user, input.id)
      store.voicemails.remove(message.id)
      await deps.media.remove('voicemail', message.file)
      await engine.work.removedVoicemail(message.id, message.mailboxId)
      store.audit.add({ userId: context.user.id, action: 'voicemail.remove', target: message.id })
      return ok
    }),
  })
}

/** A message nobody has is everyone's; one that is assigned is its operator's and the supervisors'. */
function ownMessage(deps: Deps, user: User, id: string): Voicemail {
  const message = found(deps.store.voicemails.get(id), 'There is no such message.')
  if (message.assignedTo !== null && message.assignedTo !== user.operatorId)
    supervisorOnly(user, 'That message is assigned to someone else.')
  return message
}

export const callProcedures = (os: Guarded, deps: Deps) =>
  os.calls.router({
    list: os.calls.list.handler(({ input: { cursor, limit, ...filter } }) => deps.store.calls.list(filter, { cursor, limit })),
    get: os.calls.get.handler(({ input }) => {
      const { call, trace } = found(deps.store.calls.get(input.id), 'There is no such call.')
      const document = deps.store.flows.version(call.flowId, call.flowVersion)
      const nodeLabels = Object.fromEntries((document?.nodes ?? []).map((node) => [node.id, node.label || node.type]))
      return { call, trace, nodeLabels }
    }),
  })
