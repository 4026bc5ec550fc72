// Secrets that flows refer to: set, named, never read.
import { secretsOf } from '../../../shared/flow/secrets.ts'
import { EngineError } from '../../engine/api.ts'
import type { Uses } from '../../host/services.ts'
import type { Change } from './changes.ts'
import type { Guarded } from './guard.ts'
import { found, ok } from './mine.ts'

export function secretProcedures(os: Guarded, deps: Uses<never, 'office' | 'flows' | 'flowSecrets'>, change: Change) {
  const { flows, flowSecrets, office } = deps.store
  const { secrets } = os.settings
  /** Flows, drafted or published, webhooks and backends, by the secrets they refer to. */
  const uses = () => [
    ...flows.list().map(({ id, name }) => {
      const documents = [flows.draft(id)?.document, flows.published(id)?.document]
      return { name, secrets: new Set(documents.flatMap((document) => (document ? secretsOf(document) : []))) }
    }),
    ...[...office.webhooks.list(), ...office.backends.list()].map((one) => ({
      name: one.name,
      secrets: new Set(secretsOf(one)),
    })),
  ]
  return secrets.router({
    list: secrets.list.handler(() => {
      const using = uses()
      const naming = (secret: string) => using.filter((flow) => flow.secrets.has(secret)).map((flow) => flow.name)
      return flowSecrets.names().map((name) => ({ name, flows: naming(name) }))
    }),
    set: secrets.set.handler(async ({ input: { name, value }, context }) => {
      await change.run(context.user, 'secret.save', name, () => flowSecrets.set(name, value))
      return ok
    }),
    remove: secrets.remove.handler(async ({ input: { name }, context }) => {
      const user = uses().find((each) => each.secrets.has(name))
      if (user) throw new EngineError('CONFLICT', `“${user.name}” refers to it.`)
      const { id } = await change.run(context.user, 'secret.remove', name, () => found(flowSecrets.remove(name) || null))
      return { ...ok, change: id }
    }),
  })
}
