// Webhooks of the office: their records, their secrets, previews and tests.
import { bodyOf, samples, templateProblem, type WebhookRecord } from '../../../shared/domain/webhooks.ts'
import { EngineError } from '../../engine/api.ts'
import type { Uses } from '../../host/services.ts'
import { type Change, newId, type RecordKindOf, revised } from './changes.ts'
import type { Guarded } from './guard.ts'
import { found } from './mine.ts'

export function webhookProcedures(
  os: Guarded,
  deps: Uses<'webhooks' | 'config' | 'clock', 'office' | 'audit' | 'flowSecrets'>,
  change: Change,
) {
  const { office, audit, flowSecrets } = deps.store
  const { webhooks } = os.settings
  const checked = (template: string, events: Parameters<typeof templateProblem>[1]) => {
    const problem = templateProblem(template, events)
    if (problem !== null) throw new EngineError('INVALID', problem, { field: 'template' })
  }
  const hidden = <T extends WebhookRecord>(value: T) => flowSecrets.hideIn(`webhook:${value.id}`, value)
  const kind: RecordKindOf<WebhookRecord> = {
    kind: 'webhook',
    records: office.webhooks,
    key: 'id',
    named: true,
    check: ({ template, events }) => checked(template, events),
  }
  return webhooks.router({
    list: webhooks.list.handler(() => office.webhooks.list().map(revised)),
    create: webhooks.create.handler(async ({ input, context }) => {
      const value = hidden({ ...input, id: input.id ?? newId('webhook') })
      let secret = ''
      const saved = await change.create(context.user, kind, value, () => {
        secret = deps.webhooks.newSecret(value.id)
      })
      return { ...revised(saved), secret }
    }),
    update: webhooks.update.handler(async ({ input: { revision, ...input }, context }) =>
      revised(await change.update(context.user, kind, hidden(input), revision)),
    ),
    remove: webhooks.remove.handler(({ input, context }) => change.remove(context.user, kind, input.id)),
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
