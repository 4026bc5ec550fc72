// What a supervisor does to others; each with an entry in the audit trail.
import { EngineError } from '../../engine/api.ts'
import type { Uses } from '../../host/services.ts'
import { type Guarded, hasRole } from './guard.ts'
import { extensionOf, found, ok } from './mine.ts'

export const superviseProcedures = (
  os: Guarded,
  deps: Uses<'engine' | 'config' | 'clock', 'signInLockouts' | 'pins' | 'audit'>,
) => {
  const { desk, supervise } = deps.engine
  const audit = (userId: string, action: string, target: string, detail?: string) =>
    deps.store.audit.add({ userId, action, target, detail })
  const existing = (id: string) => void found(deps.config().operators.get(id), 'There is no such operator.')
  return os.supervise.router({
    pauseOperator: os.supervise.pauseOperator.handler(({ input, context }) => {
      existing(input.id)
      desk.pause(input.id, input.reason)
      audit(context.user.id, 'operator.pause', input.id, input.reason)
      return ok
    }),
    resumeOperator: os.supervise.resumeOperator.handler(({ input, context }) => {
      existing(input.id)
      desk.resume(input.id)
      audit(context.user.id, 'operator.resume', input.id)
      return ok
    }),
    logoutOperator: os.supervise.logoutOperator.handler(({ input, context }) => {
      existing(input.id)
      desk.logout(input.id, undefined, { name: context.user.name, reason: input.reason })
      audit(context.user.id, 'operator.logout', input.id, input.reason)
      return ok
    }),
    resetPin: os.supervise.resetPin.handler(async ({ input, context }) => {
      existing(input.id)
      const pin = await deps.store.pins.reset(input.id, deps.config().settings.pinLength)
      audit(context.user.id, 'operator.resetPin', input.id)
      return { pin }
    }),
    lockouts: os.supervise.lockouts.handler(({ context }) => [
      ...desk.lockouts(),
      ...(hasRole(context.user, 'admin') ? signInLocks(deps) : []),
    ]),
    liftLockout: os.supervise.liftLockout.handler(({ input, context }) => {
      if (/^(login|addr|device):/.test(input.key)) {
        if (!hasRole(context.user, 'admin')) throw new EngineError('FORBIDDEN', 'An admin lifts that.')
        deps.store.signInLockouts.remove(input.key)
      } else desk.liftLockout(input.key)
      audit(context.user.id, 'lockout.lift', input.key)
      return ok
    }),
    monitor: os.supervise.monitor.handler(async ({ input, context }) => {
      await supervise.monitor(input.callId, extensionOf(deps, context.user), input.mode)
      audit(context.user.id, `call.${input.mode}`, input.callId)
      return ok
    }),
    takeCaller: os.supervise.takeCaller.handler(({ input, context }) => {
      supervise.takeCaller(input.callId, input.operatorId, input.liftPause)
      audit(context.user.id, 'caller.take', input.callId, input.operatorId)
      return ok
    }),
    moveCaller: os.supervise.moveCaller.handler(({ input, context }) => {
      supervise.moveCaller(input.callId, input.queueId)
      audit(context.user.id, 'caller.move', input.callId, input.queueId)
      return ok
    }),
  })
}

/** Who waits after wrong passwords. */
const signInLocks = ({ store, clock }: Uses<'clock', 'signInLockouts'>) =>
  store.signInLockouts
    .load()
    .flatMap(({ key, failures, lockedUntil }) =>
      lockedUntil !== null && lockedUntil > clock.now() ? [{ key, failures: failures.length, lockedUntil }] : [],
    )
