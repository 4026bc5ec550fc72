// Operators and users: who answers, and who signs in.
import type { Operator } from '../../../shared/domain/office.ts'
import { EngineError } from '../../engine/api.ts'
import type { User, Uses } from '../../host/services.ts'
import { type Change, newId, type RecordKindOf, revised, sameRevision, taken } from './changes.ts'
import type { Guarded } from './guard.ts'
import { found, ok, strongOnly } from './mine.ts'
import { invalid } from './officeKinds.ts'
import { withId } from './recordProcedures.ts'

export const operatorProcedures = (os: Guarded, deps: Uses<'config', 'pins'>, change: Change, kind: RecordKindOf<Operator>) => {
  const { pins } = deps.store
  const s = os.settings.operators
  const operator = withId(change, kind)
  const newPin = () => pins.prepare(deps.config().settings.pinLength)
  return s.router({
    list: s.list.handler(operator.list),
    create: s.create.handler(async ({ input, context }) => {
      const { pin, assign } = await newPin()
      const value = { ...input, id: input.id ?? newId('operator') }
      return { ...revised(await change.create(context.user, kind, value, () => assign(value.id))), pin }
    }),
    update: s.update.handler(async ({ input, context }) => {
      const saved = await operator.update({ input, context })
      if (pins.has(saved.id)) return { ...saved, pin: null }
      // One whose PIN was taken back or never made.
      const { pin, assign } = await newPin()
      await change.run(context.user, 'operator.resetPin', saved.id, () => assign(saved.id))
      return { ...saved, pin }
    }),
    remove: s.remove.handler(operator.remove),
  })
}

export const userProcedures = (os: Guarded, deps: Uses<'isStrong', 'office' | 'users'>, change: Change) => {
  const { users } = deps.store
  const s = os.settings.users
  const check = (user: User) => {
    if (user.operatorId !== null && !deps.store.office.operators.get(user.operatorId))
      throw invalid('operatorId', 'There is no such operator.')
    const others = users.list().filter(({ id }) => id !== user.id)
    const login = others.find((other) => other.login.toLowerCase() === user.login.toLowerCase())
    if (login) throw taken('login', login.name)
    const operator = others.find(({ operatorId }) => operatorId !== null && operatorId === user.operatorId)
    if (operator) throw taken('operatorId', operator.name)
  }
  return s.router({
    list: s.list.handler(() => users.list().map(revised)),
    create: s.create.handler(async ({ input: { password, ...input }, context }) => {
      const user = { ...input, id: users.newId() }
      check(user)
      await strongOnly(deps, password, user)
      const hash = await users.hashPassword(password)
      const work = () => {
        check(user)
        return users.write(user, hash)
      }
      return revised((await change.run(context.user, 'user.create', user.id, work, user.role)).result)
    }),
    update: s.update.handler(async ({ input: { password, revision, ...user }, context }) => {
      sameRevision(revision, found(users.get(user.id), 'There is no such user.'))
      check(user)
      if (password !== undefined) await strongOnly(deps, password, user)
      const hash = password === undefined ? undefined : await users.hashPassword(password)
      const work = () => {
        found(users.get(user.id), 'There is no such user.')
        check(user)
        return users.write(user, hash)
      }
      return revised((await change.run(context.user, 'user.update', user.id, work, user.role)).result)
    }),
    remove: s.remove.handler(async ({ input, context }) => {
      if (input.id === context.user.id) throw new EngineError('CONFLICT', 'Nobody removes themselves.')
      const work = () => found(users.remove(input.id) || null, 'There is no such user.')
      const { id } = await change.run(context.user, 'user.remove', input.id, work)
      return { ...ok, change: id }
    }),
  })
}
