// Webhooks of the office: their records, their secrets, previews and tests.
import { isDeepStrictEqual } from 'node:util'
import { bodyOf, samples, templateProblem, type WebhookRecord } from '../../shared/domain/webhooks.ts'
import { EngineError } from '../engine/api.ts'
import type { Change } from './changes.ts'
import type { Deps } from './deps.ts'
import type { Guarded } from './guard.ts'
import { found } from './mine.ts'

export function webhookProcedures(os: Guarded, deps: Deps, change: Change) {
  const { office, audit } = deps.store
  const { webhooks } = os.settings
  const removed = new Map<string, { hook: WebhookRecord; until: number }>()
  const checked = (template: string, events: Parameters<typeof templateProblem>[1]) => {
    const problem = templateProblem(template, events)
    if (problem !== null) throw new EngineError('INVALID', problem, { field: 'template' })
  }
  return webhooks.router({
    list: webhooks.list.handler(() => office.webhooks.list()),
    save: webhooks.save.handler(async ({ input, context }) => {
      checked(input.template, input.events)
      // One that comes back as it was, within a minute, was taken away by mistake: its receiver knows the secret.
      const gone = removed.get(input.id)
      removed.delete(input.id)
      const back = gone !== undefined && gone.until > deps.clock.now() && isDeepStrictEqual(gone.hook, input)
      const isNew = office.webhooks.get(input.id) === null && !back
      const saved = await change.save(context.user, 'webhook', office.webhooks, input.id, input)
      return { ...saved, secret: isNew ? deps.webhooks.newSecret(input.id) : null }
    }),
    remove: webhooks.remove.handler(({ input, context }) => {
      const hook = office.webhooks.get(input.id)
      if (hook) removed.set(hook.id, { hook, until: deps.clock.now() + 60_000 })
      return change.remove(context.user, 'webhook', office.webhooks, input.id)
    }),
    rotate: webhooks.rotate.handler(({ input, context }) => {
      if (input.id !== 'flows') found(office.webhooks.get(input.id), 'There is no such webhook.')
      audit.add({ userId: context.user.id, action: 'webhook.rotate', target: input.id })
      return { secret: deps.webhooks.newSecret(input.id) }
    }),
    preview: webhooks.preview.handler(({ input }) => {
      checked(input.template, [input.event])
      const happened = { event: input.event, at: new Date(deps.clock.now()).toISOString(), data: samples[input.event] }
      return { body: bodyOf({ ...happened, office: deps.config().settings.name }, input.template) }
    }),
    test: webhooks.test.handler(({ input }) => {
      const hook = found(office.webhooks.get(input.id), 'There is no such webhook.')
      return { deliveryId: deps.webhooks.test(hook, input.event) }
    }),
  })
}
