// What waits for someone, and what has been: callbacks, voicemail, the history of calls.
import type { Callback, Voicemail } from '../../../shared/domain/calls.ts'
import { normalizeNumber } from '../../../shared/domain/dial.ts'
import type { Questions, User, Uses } from '../../host/services.ts'
import { type Guarded, hasRole } from './guard.ts'
import { found, mayHear, numberOnly, ok, operatorOf, ownMessage, seenBy, visibleCall } from './mine.ts'

export const callbackProcedures = (os: Guarded, deps: Uses<'ask' | 'engine' | 'config', 'callbacks'>) => {
  const { work } = deps.engine
  return os.callbacks.router({
    list: os.callbacks.list.handler(({ input, signal }) => listCallbacks(deps, input, signal)),
    claim: os.callbacks.claim.handler(({ input, context }) => work.claimCallback(input.id, operatorOf(context.user))),
    release: os.callbacks.release.handler(({ input, context }) => work.releaseCallback(input.id, operatorOf(context.user))),
    return: os.callbacks.return.handler(({ input, context }) => work.returnCallback(input.id, operatorOf(context.user))),
    finish: os.callbacks.finish.handler(({ input, context }) =>
      work.finishCallback(input.id, operatorOf(context.user), input.outcome, input.note),
    ),
    retry: os.callbacks.retry.handler(({ input, context }) => work.retryCallback(input.id, operatorOf(context.user), input)),
    note: os.callbacks.note.handler(({ input, context }) => work.noteCallback(input.id, operatorOf(context.user), input.note)),
    reopen: os.callbacks.reopen.handler(({ input }) => work.reopenCallback(input.id)),
    create: os.callbacks.create.handler(({ input }) => {
      found(deps.config().queues.get(input.queueId), 'There is no such queue.')
      numberOnly(deps, 'number', input.number)
      return work.createCallback(input.number, input.queueId, input)
    }),
  })
}

/** Newest first, with what waits for the disk. */
export async function listCallbacks(
  deps: Uses<'ask', 'callbacks'>,
  filter: Questions['callbacks']['ask'],
  signal: AbortSignal | undefined,
): Promise<Callback[]> {
  const unwritten = deps.store.callbacks.overlay(filter)
  return unwritten(await deps.ask('callbacks', filter, signal))
}

export const voicemailProcedures = (os: Guarded, deps: Uses<'ask' | 'engine' | 'config', 'voicemails' | 'audit' | 'trash'>) => {
  const { store, engine } = deps
  const change = async (user: User, id: string, part: Partial<Voicemail>) => {
    const message = ownMessage(deps, user, id)
    const changed = { ...message, ...part }
    await engine.work.saveVoicemail(changed)
    return changed
  }
  return os.voicemails.router({
    list: os.voicemails.list.handler(async ({ input, context, signal }) => {
      const unwritten = store.voicemails.overlay(input)
      const found = unwritten(await deps.ask('voicemails', input, signal))
      return found.filter((message) => mayHear(context.user, message))
    }),
    setStatus: os.voicemails.setStatus.handler(({ input, context }) => change(context.user, input.id, { status: input.status })),
    assign: os.voicemails.assign.handler(({ input, context }) => {
      if (input.operatorId !== null) found(deps.config().operators.get(input.operatorId), 'There is no such operator.')
      return change(context.user, input.id, { assignedTo: input.operatorId })
    }),
    note: os.voicemails.note.handler(({ input, context }) => change(context.user, input.id, { note: input.note })),
    remove: os.voicemails.remove.handler(async ({ input, context }) => {
      const message = ownMessage(deps, context.user, input.id)
      const { from, fromName, id } = message
      const trashed = { kind: 'voicemail' as const, name: fromName || from, by: context.user.login, body: message }
      store.trash.put(trashed, () => store.voicemails.remove(id))
      await engine.work.removedVoicemail(message.id, message.mailboxId)
      store.audit.add({ userId: context.user.id, action: 'voicemail.remove', target: message.id })
      return ok
    }),
  })
}

export const callProcedures = (os: Guarded, deps: Uses<'ask' | 'config', 'flows' | 'calls' | 'identities' | 'audit'>) =>
  os.calls.router({
    list: os.calls.list.handler(({ input: { cursor, limit, ...filter }, context: { user }, signal }) => {
      const seen = hasRole(user, 'supervisor') ? {} : { seenBy: seenBy(deps, user) }
      // As the list writes it, with the prefixes of the country.
      const typed = filter.text && /^[\d\s+()./-]{4,}$/.test(filter.text) ? filter.text : null
      const named = typed ? { named: [normalizeNumber(typed, deps.config().settings.country)] } : {}
      return deps.ask('calls', { filter: { ...filter, ...named, ...seen }, userId: user.id, cursor, limit }, signal)
    }),
    get: os.calls.get.handler(async ({ input, context, signal }) => {
      const past = found(await deps.ask('call', { id: input.id }, signal), 'There is no such call.')
      visibleCall(deps, context.user, past)
      const { call, trace, notes, sounds } = past
      const document = deps.store.flows.version(call.flowId, call.flowVersion)
      const nodeLabels = Object.fromEntries((document?.nodes ?? []).map((node) => [node.id, node.label || node.type]))
      return { call, trace, notes, nodeLabels, sounds }
    }),
    traceCaller: os.calls.traceCaller.handler(({ input: { id, reason }, context }) => {
      const { id: callId } = found(deps.store.calls.record(id), 'There is no such call.')
      deps.store.audit.add({ userId: context.user.id, action: 'call.traceCaller', target: callId, detail: reason })
      return { number: deps.store.identities.of(callId) }
    }),
  })
