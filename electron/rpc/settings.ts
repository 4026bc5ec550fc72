// What the office is made of, edited live: every change is in force for the next call.
import type { OfficeSettings, Trunk } from '../../shared/domain/office.ts'
import { EngineError } from '../engine/api.ts'
import { backendProcedures, leadsSomewhere } from './backends.ts'
import { type Change, changes } from './changes.ts'
import type { Deps } from './deps.ts'
import type { Guarded } from './guard.ts'
import { found, ok } from './mine.ts'
import { operatorProcedures, userProcedures } from './people.ts'
import { promptProcedures, scheduleNames } from './prompts.ts'
import { scriptProcedures } from './scripts.ts'
import { speechProcedures } from './speech.ts'
import { tokenProcedures } from './tokens.ts'
import { webhookProcedures } from './webhooks.ts'

export const settingsProcedures = (os: Guarded, deps: Deps) => {
  const { office } = deps.store
  const change = changes(deps)
  const s = os.settings
  return s.router({
    office: s.office.router({
      get: s.office.get.handler(() => office.settings.get()),
      save: s.office.save.handler(async ({ input, context }) => {
        checkSettings(deps, input)
        office.settings.save(input)
        await change.apply(context.user, 'office.save', 'office')
        return input
      }),
    }),
    operators: operatorProcedures(os, deps, change),
    users: userProcedures(os, deps),
    queues: s.queues.router({
      list: s.queues.list.handler(() => office.queues.list()),
      save: s.queues.save.handler(({ input, context }) => change.save(context.user, 'queue', office.queues, input.id, input)),
      remove: s.queues.remove.handler(({ input, context }) => change.remove(context.user, 'queue', office.queues, input.id)),
    }),
    mailboxes: s.mailboxes.router({
      list: s.mailboxes.list.handler(() => office.mailboxes.list()),
      save: s.mailboxes.save.handler(({ input, context }) =>
        change.save(context.user, 'mailbox', office.mailboxes, input.id, input),
      ),
      remove: s.mailboxes.remove.handler(({ input, context }) =>
        change.remove(context.user, 'mailbox', office.mailboxes, input.id),
      ),
    }),
    routes: s.routes.router({
      list: s.routes.list.handler(() => office.routes.list()),
      save: s.routes.save.handler(({ input, context }) => {
        if (!leadsSomewhere(deps, input.flowId)) throw invalid('flowId', 'There is no such flow.')
        return change.save(context.user, 'route', office.routes, input.number, input)
      }),
      remove: s.routes.remove.handler(({ input, context }) => change.remove(context.user, 'route', office.routes, input.number)),
    }),
    backends: backendProcedures(os, deps, change),
    scripts: scriptProcedures(os, deps),
    webhooks: webhookProcedures(os, deps, change),
    tokens: tokenProcedures(os, deps),
    speech: speechProcedures(os, deps, change),
    ...lineProcedures(os, deps, change),
    ...listProcedures(os, deps, change),
  })
}

/** Extensions and trunks: what the telephone system must know of, too. */
function lineProcedures(os: Guarded, deps: Deps, change: Change) {
  const { office } = deps.store
  const { extensions, trunks } = os.settings
  return {
    extensions: extensions.router({
      list: extensions.list.handler(() => office.extensions.list()),
      save: extensions.save.handler(({ input, context }) =>
        change.save(context.user, 'extension', office.extensions, input.number, input),
      ),
      remove: extensions.remove.handler(({ input, context }) => {
        const operator = office.operators.list().find((one) => one.extension === input.number)
        if (operator) throw new EngineError('CONFLICT', `${operator.name} has this extension.`)
        return change.remove(context.user, 'extension', office.extensions, input.number)
      }),
      resetPassword: extensions.resetPassword.handler(async ({ input, context }) => {
        found(office.extensions.get(input.number), 'There is no such extension.')
        const reset = await deps.pbx.resetDeskPhone(input.number)
        await change.apply(context.user, 'extension.resetPassword', input.number)
        return reset
      }),
    }),
    trunks: trunks.router({
      list: trunks.list.handler(() => office.trunks.list().map(withoutPassword)),
      save: trunks.save.handler(async ({ input, context }) => {
        await change.save(context.user, 'trunk', office.trunks, input.id, input)
        return withoutPassword(found(office.trunks.get(input.id)))
      }),
      remove: trunks.remove.handler(({ input, context }) => change.remove(context.user, 'trunk', office.trunks, input.id)),
    }),
  }
}

/** Outgoing rules, blocked callers, hours switched by hand, prompts. */
function listProcedures(os: Guarded, deps: Deps, change: Change) {
  const { office } = deps.store
  const { outgoing, blocked, hours } = os.settings
  return {
    outgoing: outgoing.router({
      list: outgoing.list.handler(() => office.outgoing.list()),
      save: outgoing.save.handler(({ input, context }) => change.replaceAll(context.user, 'outgoing', office.outgoing, input)),
    }),
    blocked: blocked.router({
      list: blocked.list.handler(() => office.blocked.list()),
      save: blocked.save.handler(({ input, context }) => change.replaceAll(context.user, 'blocked', office.blocked, input)),
    }),
    hours: hours.router({
      list: hours.list.handler(() => office.hours.list()),
      names: hours.names.handler(() => scheduleNames(deps)),
      set: hours.set.handler(async ({ input, context }) => {
        office.hours.save(input)
        await change.apply(context.user, 'hours.set', input.name, input.state)
        return ok
      }),
      clear: hours.clear.handler(({ input, context }) => change.remove(context.user, 'hours', office.hours, input.name)),
    }),
    prompts: promptProcedures(os, deps, change),
  }
}

const withoutPassword = ({ password, ...trunk }: Trunk) => ({ ...trunk, passwordSet: password !== undefined })

const invalid = (field: string, message: string) => new EngineError('INVALID', message, { field })

function checkSettings(deps: Deps, settings: OfficeSettings): void {
  if (!Intl.supportedValuesOf('timeZone').includes(settings.timeZone) && settings.timeZone !== 'UTC')
    throw invalid('timeZone', 'There is no such time zone.')
  const others = deps.store.pins.lengths().filter((length) => length !== settings.pinLength)
  if (others.length > 0 && settings.pinLength !== deps.config().settings.pinLength)
    throw invalid('pinLength', 'All PINs have one length; the ones given out have another.')
}
