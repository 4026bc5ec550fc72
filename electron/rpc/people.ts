// Operators and users: who answers, and who signs in.
import type { Operator } from '../../shared/domain/office.ts'
import { EngineError } from '../engine/api.ts'
import type { Change } from './changes.ts'
import type { Deps } from './deps.ts'
import type { Guarded } from './guard.ts'
import { found, ok } from './mine.ts'

export const operatorProcedures = (os: Guarded, deps: Deps, change: Change) => {
  const { operators } = deps.store.office
  const s = os.settings.operators
  return s.router({
    list: s.list.handler(() => operators.list()),
    save: s.save.handler(async ({ input, context }) => {
      checkOperator(deps, input)
      await change.save(context.user, 'operator', operators, input.id, input)
      if (deps.store.pins.has(input.id)) return { ...input, pin: null }
      return { ...input, pin: await deps.store.pins.reset(input.id, deps.config().settings.pinLength) }
    }),
    remove: s.remove.handler(({ input, context }) => change.remove(context.user, 'operator', operators, input.id)),
  })
}

function checkOperator(deps: Deps, operator: Operator): void {
  const { office } = deps.store
  if (!office.extensions.get(operator.extension))
    throw new EngineError('INVALID', 'There is no such extension.', { field: 'extension' })
  const unknown = operator.queues.find(({ queueId }) => !office.queues.get(queueId))
  if (unknown) throw new EngineError('INVALID', `There is no queue ${unknown.queueId}.`, { field: 'queues' })
  const other = office.operators.list().find((one) => one.extension === operator.extension && one.id !== operator.id)
  if (other) throw new EngineError('CONFLICT', `${other.name} has this extension.`)
}

export const userProcedures = (os: Guarded, deps: Deps) => {
  const { users, audit } = deps.store
  const s = os.settings.users
  return s.router({
    list: s.list.handler(() => users.list()),
    save: s.save.handler(async ({ input: { password, ...user }, context }) => {
      if (user.operatorId !== null && !deps.store.office.operators.get(user.operatorId))
        throw new EngineError('INVALID', 'There is no such operator.', { field: 'operatorId' })
      if (password === undefined && !users.get(user.id))
        throw new EngineError('INVALID', 'A new user needs a password.', { field: 'password' })
      const saved = await users.save(user, password)
      audit.add({ userId: context.user.id, action: 'user.save', target: user.id, detail: user.role })
      return saved
    }),
    remove: s.remove.handler(({ input, context }) => {
      if (input.id === context.user.id) throw new EngineError('CONFLICT', 'Nobody removes themselves.')
      found(users.remove(input.id) || null, 'There is no such user.')
      audit.add({ userId: context.user.id, action: 'user.remove', target: input.id })
      return ok
    }),
  })
}
