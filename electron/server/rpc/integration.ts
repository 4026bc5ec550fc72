// The integration API: other programs place and end calls, look after callbacks and operators, and follow what happens.
import { errorCodes } from '../../../shared/contract/base.ts'
import { EngineError } from '../../engine/api.ts'
import type { User, Uses } from '../../host/services.ts'
import type { Guarded } from './guard.ts'
import { follow, visible } from './live.ts'
import { found, numberOnly, ok } from './mine.ts'
import { listCallbacks } from './work.ts'

export const integrationProcedures = (os: Guarded, deps: Uses<'ask' | 'engine' | 'config', 'callbacks' | 'audit'>) => {
  const { desk, integration, work } = deps.engine
  const { audit } = deps.store
  const note = (user: User, action: string, target: string, detail?: string) =>
    audit.add({ userId: user.id, action: `api.${action}`, target, detail })
  const operator = (id: string) => void found(deps.config().operators.get(id), 'There is no such operator.')
  const loggedIn = (id: string) => {
    const state = integration.operators().find(({ operatorId }) => operatorId === id)?.state ?? 'offline'
    if (state === 'offline') throw new EngineError('NOT_LOGGED_IN', errorCodes.NOT_LOGGED_IN.message)
  }
  const api = os.integration
  return api.router({
    calls: api.calls.handler(() => integration.calls()),
    originate: api.originate.handler(async ({ input, context }) => {
      numberOnly(deps, 'to', input.to)
      const placed = await integration.originate(input.extension, input.to)
      note(context.user, 'call.originate', input.extension, input.to)
      return placed
    }),
    hangup: api.hangup.handler(async ({ input, context }) => {
      await integration.hangup(input.callId)
      note(context.user, 'call.hangup', input.callId)
      return ok
    }),
    callbacks: api.callbacks.handler(async ({ input, signal }) =>
      (await listCallbacks(deps, { ...input, closed: false, limit: 500 }, signal)).sort((a, b) => a.createdAt - b.createdAt),
    ),
    claimCallback: api.claimCallback.handler(({ input, context }) => {
      operator(input.operatorId)
      const claimed = work.claimCallback(input.id, input.operatorId)
      note(context.user, 'callback.claim', input.id, input.operatorId)
      return claimed
    }),
    returnCallback: api.returnCallback.handler(async ({ input, context }) => {
      operator(input.operatorId)
      const call = await work.returnCallback(input.id, input.operatorId)
      note(context.user, 'callback.return', input.id, input.operatorId)
      return call
    }),
    finishCallback: api.finishCallback.handler(({ input, context }) => {
      operator(input.operatorId)
      const finished = work.finishCallback(input.id, input.operatorId, input.outcome, input.note)
      note(context.user, 'callback.finish', input.id, input.outcome)
      return finished
    }),
    operators: api.operators.handler(() => integration.operators()),
    setOperator: api.setOperator.handler(({ input, context }) => {
      operator(input.id)
      loggedIn(input.id)
      if (input.state === 'paused') desk.pause(input.id, input.reason)
      else if (input.state === 'available') desk.resume(input.id)
      else desk.logout(input.id)
      note(context.user, 'operator.set', input.id, input.state)
      return ok
    }),
    live: api.live.handler(({ signal, context }) => visible(follow(deps.engine.live, {}, signal, context.present), context.user)),
  })
}
