// The agent's day: who am I, my state, the notes on my calls.
import { EngineError } from '../../engine/api.ts'
import type { User, Uses } from '../../host/services.ts'
import type { Guarded } from './guard.ts'
import { ok, operatorOf, spokenCall, strongOnly } from './mine.ts'

export const deskProcedures = (
  os: Guarded,
  deps: Uses<'ask' | 'engine' | 'pbx' | 'config' | 'isStrong' | 'version', 'users' | 'calls' | 'audit'>,
) => {
  const { desk } = deps.engine
  return os.desk.router({
    me: os.desk.me.handler(({ context }) => me(deps, context.user)),
    login: os.desk.login.handler(({ input, context }) => login(deps, context.user, input)),
    changePassword: os.desk.changePassword.handler(async ({ input: { current, password }, context: { user, session } }) => {
      const { users, audit } = deps.store
      if (!(await users.verify(user.login, current)))
        throw new EngineError('INVALID', 'That is not your password.', { field: 'current' })
      await strongOnly(deps, password, user)
      users.setPassword(user.id, await users.hashPassword(password), session)
      audit.add({ userId: user.id, action: 'user.password', target: user.id })
      return ok
    }),
    ring: os.desk.ring.handler(({ input, context }) => {
      deps.store.users.setRinging(context.user.id, input)
      return ok
    }),
    logout: os.desk.logout.handler(({ input, context }) => {
      desk.logout(operatorOf(context.user), input.queues)
      return ok
    }),
    pause: os.desk.pause.handler(({ input, context }) => {
      desk.pause(operatorOf(context.user), input.reason)
      return ok
    }),
    resume: os.desk.resume.handler(({ context }) => {
      desk.resume(operatorOf(context.user))
      return ok
    }),
    doNotDisturb: os.desk.doNotDisturb.handler(({ input, context }) => {
      desk.doNotDisturb(operatorOf(context.user), input.on)
      return ok
    }),
    endWrapUp: os.desk.endWrapUp.handler(({ context }) => {
      desk.endWrapUp(operatorOf(context.user))
      return ok
    }),
    extendWrapUp: os.desk.extendWrapUp.handler(({ input, context }) => {
      desk.extendWrapUp(operatorOf(context.user), input.seconds)
      return ok
    }),
    noted: os.desk.noted.handler(async ({ input: { callId }, context, signal }) => {
      const { disposition, queueId } = await spokenCall(deps, context.user, callId, signal)
      const notes = deps.store.calls.notes(callId)
      const own = notes.find(({ author }) => author === context.user.id)
      return { note: own?.text ?? '', others: notes.filter((each) => each !== own), disposition: disposition ?? '', queueId }
    }),
    note: os.desk.note.handler(async ({ input: { callId, note, disposition }, context: { user }, signal }) => {
      await spokenCall(deps, user, callId, signal)
      desk.note(callId, {
        ...(disposition === undefined ? {} : { disposition }),
        ...(note === undefined ? {} : { note: { author: user.id, name: user.name, text: note } }),
      })
      return ok
    }),
  })
}

function me(deps: Uses<'pbx' | 'config' | 'version', 'users'>, user: User) {
  const { settings, operators } = deps.config()
  const { name, country, timeZone, language, pinLength } = settings
  return {
    userId: user.id,
    name: user.name,
    login: user.login,
    role: user.role,
    operatorId: user.operatorId,
    extension: user.operatorId === null ? null : (operators.get(user.operatorId)?.extension ?? null),
    office: { name, country, timeZone, language, pinLength },
    pbx: deps.pbx.kind,
    version: deps.version,
    ringing: deps.store.users.ringing(user.id),
  }
}

/** A user is at most one operator: the PIN of another is refused here, however right it is. */
function login(deps: Uses<'engine'>, user: User, input: { pin: string; queues?: string[] }) {
  const operatorId = operatorOf(user)
  return deps.engine.desk.login({ ...input, operatorId, lockKey: `console:${user.login}` })
}
