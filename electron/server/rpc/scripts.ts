// The office's scripts: what is there, what is wrong with it, and which flows run it.
import { names } from '../../../shared/flow/references.ts'
import type { Uses } from '../../host/services.ts'
import type { Guarded } from './guard.ts'
import { ok } from './mine.ts'

export function scriptProcedures(os: Guarded, deps: Uses<'scripts', 'flows' | 'audit'>) {
  const { scripts } = os.settings
  const { flows } = deps.store
  const usersOf = (name: string) =>
    flows
      .list()
      .filter(({ id }) => [flows.published(id), flows.draft(id)].some((found) => found && names(found.document, 'script', name)))
      .map((flow) => flow.name)
  return scripts.router({
    list: scripts.list.handler(async () => ({
      folder: deps.scripts.folder,
      waiting: deps.scripts.waiting(),
      scripts: (await deps.scripts.list()).map((script) => ({ ...script, flows: usersOf(script.name) })),
    })),
    approve: scripts.approve.handler(({ input, context }) => {
      const files = deps.scripts.waiting().filter(({ hash }) => input.hashes.includes(hash))
      deps.scripts.approve(input.hashes)
      const target = files.map(({ file }) => file).join(', ')
      deps.store.audit.add({ userId: context.user.id, action: 'script.approve', target: target.slice(0, 500) })
      return ok
    }),
  })
}
