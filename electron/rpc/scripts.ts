// The office's scripts: what is there, what is wrong with it, and which flows run it.
import type { Deps } from './deps.ts'
import type { Guarded } from './guard.ts'

export function scriptProcedures(os: Guarded, deps: Deps) {
  const { scripts } = os.settings
  const { flows } = deps.store
  const usersOf = (name: string) =>
    flows
      .list()
      .filter(({ id }) =>
        [flows.published(id), flows.draft(id)].some((found) =>
          found?.document.nodes.some(({ type, config }) => type === 'script' && config.script === name),
        ),
      )
      .map((flow) => flow.name)
  return scripts.router({
    list: scripts.list.handler(async () => ({
      folder: deps.scripts.folder,
      scripts: (await deps.scripts.list()).map((script) => ({ ...script, flows: usersOf(script.name) })),
    })),
  })
}
