// Backends that drive calls from outside. What their headers hold is for them alone: it never goes back to a console.
import { type Backend, backendFlow, withoutValues } from '../../../shared/domain/backend.ts'
import { numberOf } from '../../../shared/domain/dialled.ts'
import { EngineError } from '../../engine/api.ts'
import type { Uses } from '../../host/services.ts'
import { type Change, newId, type RecordKindOf, revised } from './changes.ts'
import type { Guarded } from './guard.ts'

export function backendProcedures(
  os: Guarded,
  deps: Uses<'tryBackend' | 'config' | 'ask', 'office' | 'flowSecrets'>,
  change: Change,
) {
  const { office, flowSecrets } = deps.store
  const { backends } = os.settings
  const routeOf = (backend: Backend) => office.routes.list().find(({ flowId }) => flowId === backendFlow(backend))
  const kind: RecordKindOf<Backend> = {
    kind: 'backend',
    records: office.backends,
    key: 'id',
    named: true,
    view: withoutValues,
    check(value, before) {
      if (before && before.kind !== value.kind) throw new EngineError('INVALID', 'Its kind stays.', { field: 'kind' })
    },
    removable(id) {
      const backend = office.backends.get(id)
      const route = backend && routeOf(backend)
      if (route) throw new EngineError('CONFLICT', `The number ${route.number} leads to it.`)
    },
  }
  const hidden = <T extends Backend>(value: T) => flowSecrets.hideIn(`backend:${value.id}`, value)
  const shown = (value: Backend) => revised(withoutValues(value))
  return backends.router({
    list: backends.list.handler(() => office.backends.list().map(shown)),
    create: backends.create.handler(async ({ input, context }) =>
      shown(await change.create(context.user, kind, hidden({ ...input, id: input.id ?? newId('backend') }))),
    ),
    update: backends.update.handler(async ({ input: { revision, ...input }, context }) =>
      shown(await change.update(context.user, kind, hidden(input), revision)),
    ),
    try: backends.try.handler(({ input: { id, from } }) => {
      const backend = office.backends.get(id)
      if (!backend) throw new EngineError('NOT_FOUND', 'The backend is not there.')
      return deps.tryBackend(backend, {
        from: numberOf(from, deps.config().settings.country) || 'anonymous',
        to: routeOf(backend)?.number ?? '',
      })
    }),
    log: backends.log.handler(({ input: { id, limit }, signal }) => deps.ask('backendLog', { backendId: id, limit }, signal)),
    remove: backends.remove.handler(({ input, context }) => change.remove(context.user, kind, input.id)),
  })
}
