// Backends that drive calls from outside. What their headers hold is for them alone: it never goes back to a console.
import { type Backend, backendFlow, hiddenValue } from '../../shared/domain/backend.ts'
import { cleanNumber } from '../../shared/domain/dial.ts'
import { EngineError } from '../engine/api.ts'
import type { Change } from './changes.ts'
import type { Deps } from './deps.ts'
import type { Guarded } from './guard.ts'

/** Whether a number can be routed there: an office's flow, or one of its backends. */
export const leadsSomewhere = (deps: Deps, flowId: string): boolean =>
  deps.store.flows.list().some((flow) => flow.id === flowId) ||
  deps.store.office.backends.list().some((backend) => backendFlow(backend) === flowId)

export function backendProcedures(os: Guarded, deps: Deps, change: Change) {
  const { office } = deps.store
  const { backends } = os.settings
  /** Of those taken away since the host began: a removal that is taken back finds its values again. */
  const removed = new Map<string, Backend['headers']>()
  return backends.router({
    list: backends.list.handler(() => office.backends.list().map(withoutValues)),
    save: backends.save.handler(async ({ input, context }) => {
      const before = office.backends.get(input.id)?.headers ?? removed.get(input.id) ?? {}
      const headers = Object.fromEntries(
        Object.entries(input.headers).map(([name, value]) => [name, value === hiddenValue ? (before[name] ?? '') : value]),
      )
      await change.save(context.user, 'backend', office.backends, input.id, { ...input, headers })
      return withoutValues({ ...input, headers })
    }),
    try: backends.try.handler(({ input: { id, from } }) => {
      const backend = office.backends.get(id)
      if (!backend) throw new EngineError('NOT_FOUND', 'The backend is not there.')
      const route = office.routes.list().find(({ flowId }) => flowId === backendFlow(backend))
      return deps.tryBackend(backend, { from: cleanNumber(from) || 'anonymous', to: route?.number ?? '' })
    }),
    remove: backends.remove.handler(({ input, context }) => {
      const backend = office.backends.get(input.id)
      const route = backend && office.routes.list().find(({ flowId }) => flowId === backendFlow(backend))
      if (route) throw new EngineError('CONFLICT', `The number ${route.number} leads to it.`)
      if (backend) removed.set(backend.id, backend.headers)
      return change.remove(context.user, 'backend', office.backends, input.id)
    }),
  })
}

const withoutValues = <T extends Backend>(backend: T): T => ({
  ...backend,
  headers: Object.fromEntries(Object.keys(backend.headers).map((name) => [name, hiddenValue])),
})
