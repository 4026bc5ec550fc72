// What the office is made of, edited live: every change is in force for the next call.
import type { OfficeSettings, Trunk } from '../../../shared/domain/office.ts'
import { overriddenSchedule } from '../../../shared/domain/officeSchedule.ts'
import { isTimeZone } from '../../../shared/domain/scheduleRecord.ts'
import { trunkNeeds } from '../../../shared/domain/trunk.ts'
import { EngineError } from '../../engine/api.ts'
import type { Uses } from '../../host/services.ts'
import { backendProcedures } from './backends.ts'
import { certificateProcedures } from './certificate.ts'
import { type Change, changes, newId, type RecordKindOf, revised, sameRevision } from './changes.ts'
import type { Guarded } from './guard.ts'
import { guestProcedures } from './guest.ts'
import { mailProcedures } from './mail.ts'
import { found, ok } from './mine.ts'
import { invalid, officeKinds } from './officeKinds.ts'
import { operatorProcedures, userProcedures } from './people.ts'
import { personProcedures } from './personProcedures.ts'
import { phoneProcedures } from './phones.ts'
import { promptProcedures, scheduleNames } from './prompts.ts'
import { withId, withNumber } from './recordProcedures.ts'
import { scheduleProcedures } from './schedules.ts'
import { scriptProcedures } from './scripts.ts'
import { secretProcedures } from './secrets.ts'
import { speechProcedures } from './speech.ts'
import { tokenProcedures } from './tokens.ts'
import { trunkTest } from './trunkTest.ts'
import { webhookProcedures } from './webhooks.ts'

export const settingsProcedures = (
  os: Guarded,
  deps: Uses<
    | 'ask'
    | 'certificate'
    | 'engine'
    | 'mail'
    | 'scripts'
    | 'programs'
    | 'holidays'
    | 'webhooks'
    | 'tryBackend'
    | 'media'
    | 'speech'
    | 'pbx'
    | 'phones'
    | 'config'
    | 'configChanged'
    | 'isStrong'
    | 'clock'
    | 'log',
    'apiTokens' | 'office' | 'users' | 'pins' | 'flows' | 'audit' | 'trash' | 'flowSecrets' | 'mails' | 'voicemails'
  >,
) => {
  const { office } = deps.store
  const change = changes(deps)
  const kinds = officeKinds(deps)
  const s = os.settings
  const { queues, mailboxes, routes } = s
  const [queue, mailbox, route] = [
    withId(change, kinds.queues),
    withId(change, kinds.mailboxes),
    withNumber(change, kinds.routes),
  ]
  return s.router({
    office: s.office.router({
      get: s.office.get.handler(() => revised(office.settings.get())),
      save: s.office.save.handler(async ({ input: { revision, ...input }, context }) => {
        checkSettings(deps, input)
        sameRevision(revision, office.settings.get())
        await change.run(context.user, 'office.update', 'office', () => office.settings.save(input))
        return revised(office.settings.get())
      }),
    }),
    operators: operatorProcedures(os, deps, change, kinds.operators),
    users: userProcedures(os, deps, change),
    people: personProcedures(os, deps, change),
    queues: queues.router({
      list: queues.list.handler(queue.list),
      create: queues.create.handler(queue.create),
      update: queues.update.handler(queue.update),
      remove: queues.remove.handler(queue.remove),
    }),
    mailboxes: mailboxes.router({
      list: mailboxes.list.handler(mailbox.list),
      create: mailboxes.create.handler(mailbox.create),
      update: mailboxes.update.handler(mailbox.update),
      remove: mailboxes.remove.handler(mailbox.remove),
    }),
    routes: routes.router({
      list: routes.list.handler(route.list),
      create: routes.create.handler(route.create),
      update: routes.update.handler(route.update),
      remove: routes.remove.handler(route.remove),
    }),
    backends: backendProcedures(os, deps, change),
    schedules: scheduleProcedures(os, deps, change),
    scripts: scriptProcedures(os, deps),
    secrets: secretProcedures(os, deps, change),
    webhooks: webhookProcedures(os, deps, change),
    tokens: tokenProcedures(os, deps),
    mail: mailProcedures(os, deps, change),
    certificate: certificateProcedures(os, deps),
    pbx: guestProcedures(os, deps),
    phones: phoneProcedures(os, deps, change),
    speech: speechProcedures(os, deps, change),
    prompts: promptProcedures(os, deps, change),
    ...lineProcedures(os, deps, change, kinds),
    ...listProcedures(os, deps, change, kinds),
  })
}

type Kinds = ReturnType<typeof officeKinds>

/** Extensions and trunks: what the telephone system must know of, too. */
function lineProcedures(os: Guarded, deps: Uses<'engine' | 'pbx' | 'log', 'office' | 'audit'>, change: Change, kinds: Kinds) {
  const { office } = deps.store
  const { extensions, trunks } = os.settings
  const extension = withNumber(change, kinds.extensions)
  const trunk: RecordKindOf<Trunk> = {
    kind: 'trunk',
    records: office.trunks,
    key: 'id',
    named: true,
    view: withoutPassword,
    check: ({ srtp, transport, ...given }) => {
      const needed = trunkNeeds[given.kind]
      if (!given[needed]) throw invalid(needed, `Such a trunk needs the field ${needed}.`)
      if (srtp && transport !== 'tls')
        throw invalid('srtp', 'The keys of encrypted sound would be sent in the clear: it needs TLS.')
    },
  }
  const shown = (value: Trunk) => revised(withoutPassword(value))
  return {
    extensions: extensions.router({
      list: extensions.list.handler(extension.list),
      create: extensions.create.handler(extension.create),
      update: extensions.update.handler(extension.update),
      remove: extensions.remove.handler(extension.remove),
      resetPassword: extensions.resetPassword.handler(async ({ input, context }) => {
        found(office.extensions.get(input.number), 'There is no such extension.')
        const reset = await deps.pbx.resetDeskPhone(input.number)
        await change.apply(context.user, 'extension.resetPassword', input.number)
        return reset
      }),
    }),
    trunks: trunks.router({
      list: trunks.list.handler(() => office.trunks.list().map(shown)),
      registrations: trunks.registrations.handler(() => deps.pbx.registrations()),
      reachabilities: trunks.reachabilities.handler(() => deps.pbx.reachabilities()),
      test: trunks.test.handler(({ input: { id, number }, context }) => {
        deps.store.audit.add({ userId: context.user.id, action: 'trunk.originate', target: id, detail: number })
        return trunkTest(deps, id, number)
      }),
      create: trunks.create.handler(async ({ input, context }) =>
        shown(await change.create(context.user, trunk, { ...input, id: input.id ?? newId('trunk') })),
      ),
      update: trunks.update.handler(async ({ input: { revision, ...input }, context }) =>
        shown(await change.update(context.user, trunk, input, revision)),
      ),
      remove: trunks.remove.handler(({ input, context }) => change.remove(context.user, trunk, input.id)),
    }),
  }
}

/** Outgoing rules, blocked callers, hours switched by hand. */
function listProcedures(os: Guarded, deps: Uses<never, 'office' | 'flows'>, change: Change, kinds: Kinds) {
  const { office } = deps.store
  const { outgoing, blocked, hours } = os.settings
  const [rule, block] = [withId(change, kinds.outgoing), withId(change, kinds.blocked)]
  return {
    outgoing: outgoing.router({
      list: outgoing.list.handler(rule.list),
      create: outgoing.create.handler(rule.create),
      update: outgoing.update.handler(rule.update),
      remove: outgoing.remove.handler(rule.remove),
      order: outgoing.order.handler(async ({ input, context }) => {
        const rules = new Map(office.outgoing.list().map((each) => [each.id, each]))
        const ordered = input.ids.flatMap((id) => rules.get(id) ?? [])
        if (ordered.length !== rules.size || new Set(input.ids).size !== rules.size)
          throw new EngineError('CONFLICT', 'Someone else changed it first.')
        await change.run(context.user, 'outgoing.order', 'outgoing', () => office.outgoing.replaceAll(ordered))
        return ok
      }),
    }),
    blocked: blocked.router({
      list: blocked.list.handler(block.list),
      create: blocked.create.handler(block.create),
      update: blocked.update.handler(block.update),
      remove: blocked.remove.handler(block.remove),
    }),
    hours: hours.router({
      list: hours.list.handler(() => office.hours.list()),
      names: hours.names.handler(() => scheduleNames(deps)),
      set: hours.set.handler(async ({ input, context }) => {
        const scheduleId = overriddenSchedule(input.name)
        if (scheduleId !== null) found(office.schedules.get(scheduleId), 'There are no such opening hours.')
        await change.run(context.user, 'hours.set', input.name, () => office.hours.save(input), input.state)
        return ok
      }),
      clear: hours.clear.handler(async ({ input, context }) => {
        await change.run(context.user, 'hours.remove', input.name, () => found(office.hours.remove(input.name) || null))
        return ok
      }),
    }),
  }
}

const withoutPassword = ({ password, ...trunk }: Trunk) => ({ ...trunk, passwordSet: password !== undefined })

function checkSettings(deps: Uses<'config', 'pins'>, settings: OfficeSettings): void {
  if (!isTimeZone(settings.timeZone)) throw invalid('timeZone', 'There is no such time zone.')
  const others = deps.store.pins.lengths().filter((length) => length !== settings.pinLength)
  if (others.length > 0 && settings.pinLength !== deps.config().settings.pinLength)
    throw invalid('pinLength', 'All PINs have one length; the ones given out have another.')
}
