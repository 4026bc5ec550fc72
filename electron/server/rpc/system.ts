// The host itself: how it is, what it sent, who changed what.
import { networkInterfaces } from 'node:os'

import { EngineError } from '../../engine/api.ts'
import type { Uses } from '../../host/services.ts'
import { type Guarded, hasRole } from './guard.ts'
import { found, ok } from './mine.ts'
import { undo } from './officeKinds.ts'

/** The computer's IPv4 addresses, by interface. */
const ownAddresses = () =>
  Object.entries(networkInterfaces()).flatMap(([name, found]) =>
    (found ?? []).flatMap(({ family, address }) => (family === 'IPv4' ? [{ name, address }] : [])),
  )

export const systemProcedures = (
  os: Guarded,
  deps: Uses<
    'ask' | 'config' | 'engine' | 'outbox' | 'pbx' | 'configChanged' | 'version' | 'startedAt' | 'loop',
    'office' | 'users' | 'flows' | 'outbox' | 'audit' | 'starter'
  >,
) => {
  const { engine, store } = deps
  return os.system.router({
    status: os.system.status.handler(async () => ({
      pbx: deps.pbx.kind,
      pbxConnected: engine.connected,
      pbxVersion: engine.pbxVersion,
      version: deps.version,
      startedAt: deps.startedAt,
      runningCalls: engine.runningCalls,
      loop: deps.loop(),
      checks: await deps.pbx.checks(),
    })),
    addresses: os.system.addresses.handler(() => (deps.pbx.sipAddress === null ? [] : ownAddresses())),
    starter: os.system.starter.handler(() => {
      const starter = store.starter.get()
      const nameOf = (extension: string) => deps.config().extensions.get(extension)?.name
      // Who was renamed since is shown as they are called now.
      return (
        starter && {
          ...starter,
          operators: starter.operators.map((each) => ({ ...each, name: nameOf(each.extension) ?? each.name })),
          sipAddress: deps.pbx.sipAddress,
        }
      )
    }),
    dismissStarter: os.system.dismissStarter.handler(({ context }) => {
      store.starter.dismiss()
      store.audit.add({ userId: context.user.id, action: 'starter.dismiss', target: 'starter' })
      return ok
    }),
    deliveries: os.system.deliveries.handler(async ({ input, signal }) => {
      const unwritten = store.outbox.overlay(input.limit)
      return unwritten(await deps.ask('deliveries', input, signal))
    }),
    resend: os.system.resend.handler(({ input, context }) => {
      if (!deps.outbox.resend(input.id)) throw new EngineError('NOT_FOUND', 'There is no such delivery, or it is on its way.')
      store.audit.add({ userId: context.user.id, action: 'delivery.resend', target: input.id })
      return ok
    }),
    audit: os.system.audit.handler(({ input, signal }) => deps.ask('audit', input, signal)),
    undo: os.system.undo.handler(async ({ input, context }) => {
      const entry = found(store.audit.get(input.id), 'There is no such entry.')
      if (entry.userId !== context.user.id && !hasRole(context.user, 'admin'))
        throw new EngineError('FORBIDDEN', 'That is not your change.')
      undo(deps, input.id, context.user.id)
      await deps.configChanged()
      return ok
    }),
  })
}
