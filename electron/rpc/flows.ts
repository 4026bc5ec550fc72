// Flows: the draft everyone edits, what is published, and the way back.
import { randomBytes } from 'node:crypto'
import { type FlowDocument, flowDocument, flowSchemaVersion } from '../../shared/flow/document.ts'
import { EngineError } from '../engine/api.ts'
import type { Deps } from './deps.ts'
import type { Guarded } from './guard.ts'
import { found, ok } from './mine.ts'

export const flowProcedures = (os: Guarded, deps: Deps) => {
  const { flows, audit, office } = deps.store
  const draftOf = (id: string) => found(flows.draft(id), 'There is no such flow.')
  return os.flows.router({
    list: os.flows.list.handler(() => {
      const routes = office.routes.list()
      return flows.list().map((flow) => ({ ...flow, routes: routes.filter((r) => r.flowId === flow.id).map((r) => r.number) }))
    }),
    draft: os.flows.draft.handler(({ input }) => {
      const draft = draftOf(input.id)
      return { ...draft, problems: deps.validate(draft.document) }
    }),
    save: os.flows.save.handler(({ input, context }) => {
      const revision = flows.save(input.document, input.revision)
      audit.add({ userId: context.user.id, action: 'flow.save', target: input.document.id, detail: `revision ${revision}` })
      return { revision, problems: deps.validate(input.document) }
    }),
    create: os.flows.create.handler(({ input, context }) => {
      const document = newFlow(input.name, input.document)
      flows.create(document)
      audit.add({ userId: context.user.id, action: 'flow.create', target: document.id, detail: input.name })
      return { id: document.id }
    }),
    publish: os.flows.publish.handler(async ({ input, context }) => {
      const error = deps.validate(draftOf(input.id).document).find((problem) => problem.severity === 'error')
      if (error) throw new EngineError('INVALID', error.message, { field: error.node })
      const version = flows.publish(input.id, input.revision, context.user.name, input.note)
      audit.add({ userId: context.user.id, action: 'flow.publish', target: input.id, detail: `version ${version.version}` })
      await deps.configChanged()
      return version
    }),
    versions: os.flows.versions.handler(({ input }) => flows.versions(input.id)),
    version: os.flows.version.handler(({ input }) => found(flows.version(input.id, input.version), 'There is no such version.')),
    restore: os.flows.restore.handler(({ input, context }) => {
      const revision = flows.restore(input.id, input.version)
      audit.add({ userId: context.user.id, action: 'flow.restore', target: input.id, detail: `version ${input.version}` })
      return { revision }
    }),
    validate: os.flows.validate.handler(({ input }) => deps.validate(input.document)),
    remove: os.flows.remove.handler(async ({ input, context }) => {
      const route = office.routes.list().find((r) => r.flowId === input.id)
      if (route) throw new EngineError('CONFLICT', `The number ${route.number} leads to this flow.`)
      if (!flows.remove(input.id)) throw new EngineError('NOT_FOUND', 'There is no such flow.')
      audit.add({ userId: context.user.id, action: 'flow.remove', target: input.id })
      await deps.configChanged()
      return ok
    }),
  })
}

/** A new flow: the given document under an id of its own, or one Start node. */
function newFlow(name: string, document: FlowDocument | undefined): FlowDocument {
  const id = `flow-${randomBytes(6).toString('hex')}`
  const start = { id: 'start', type: 'start', label: '', position: { x: 0, y: 0 }, config: {} }
  return flowDocument.parse({ ...(document ?? { schema: flowSchemaVersion, nodes: [start], edges: [] }), id, name })
}
