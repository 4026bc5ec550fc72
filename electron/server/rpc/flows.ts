// Flows: the draft everyone edits, what is published, and the way back.
import { randomBytes } from 'node:crypto'
import { type FlowDocument, flowDocument, flowSchemaVersion } from '../../../shared/flow/document.ts'
import { names } from '../../../shared/flow/references.ts'
import { shapeOf } from '../../../shared/flow/subflows.ts'
import { EngineError } from '../../engine/api.ts'
import type { Services, Uses } from '../../host/services.ts'
import type { Guarded } from './guard.ts'
import { found, ok } from './mine.ts'

export const flowProcedures = (
  os: Guarded,
  deps: Uses<'ask' | 'simulations' | 'configChanged' | 'validate' | 'pbx', 'office' | 'flows' | 'audit' | 'trash'>,
) => {
  const { flows, audit, office } = deps.store
  const draftOf = (id: string) => found(flows.draft(id), 'There is no such flow.')
  return os.flows.router({
    list: os.flows.list.handler(() => {
      const routes = office.routes.list()
      return flows.list().map((flow) => {
        const document = flows.published(flow.id)?.document
        const numbers = routes.filter((r) => r.flowId === flow.id).map((r) => r.number)
        return { ...flow, routes: numbers, shape: document ? shapeOf(document) : null }
      })
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
      if (!input.anyway) await runsMustPass(deps, draftOf(input.id).document)
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
    traffic: os.flows.traffic.handler(async ({ input: { id, from, until }, signal }) => {
      const sums = await deps.ask('traffic', { flowId: id, from, until }, signal)
      const { calls = 0, gaveUp = 0 } = sums.find(({ node }) => node === '') ?? {}
      const steps = sums.filter(({ node, port }) => node !== '' && port === '').map(({ port: _, ...step }) => step)
      const ways = sums.filter(({ port }) => port !== '').map(({ gaveUp: _, ...way }) => way)
      return { calls, gaveUp, steps, ways }
    }),
    usedBy: os.flows.usedBy.handler(({ input: { id } }) => ({
      routes: office.routes
        .list()
        .filter((route) => route.flowId === id)
        .map(({ number }) => number),
      flows: flows
        .list()
        .filter((flow) => flow.id !== id && goesInto(flows, flow.id, id))
        .map((flow) => ({ id: flow.id, name: flow.name })),
    })),
    naming: os.flows.naming.handler(({ input: { kind, id } }) =>
      flows
        .list()
        .filter((flow) => eitherOf(flows, flow.id, (document) => names(document, kind, id)))
        .map((flow) => ({ id: flow.id, name: flow.name })),
    ),
    lacks: os.flows.lacks.handler(() => [...deps.pbx.lacks()]),
    validate: os.flows.validate.handler(({ input }) => deps.validate(input.document)),
    remove: os.flows.remove.handler(async ({ input, context }) => {
      const route = office.routes.list().find((r) => r.flowId === input.id)
      if (route) throw new EngineError('CONFLICT', `The number ${route.number} leads to this flow.`)
      const user = flows.list().find(({ id }) => id !== input.id && goesInto(flows, id, input.id))
      if (user) throw new EngineError('CONFLICT', `The flow “${user.name}” uses this one.`)
      const { document } = draftOf(input.id)
      const trashed = { kind: 'flow' as const, name: document.name, by: context.user.login, body: { id: input.id } }
      if (!deps.store.trash.put(trashed, () => flows.remove(input.id)))
        throw new EngineError('NOT_FOUND', 'There is no such flow.')
      audit.add({ userId: context.user.id, action: 'flow.remove', target: input.id })
      await deps.configChanged()
      return ok
    }),
  })
}

/** Whether a flow, as it is published or drafted, goes into another. */
const goesInto = (flows: Services['store']['flows'], id: string, inner: string): boolean =>
  eitherOf(flows, id, (document) => shapeOf(document).subflows.includes(inner))

/** Whether it is so with the flow as it is published or drafted. */
const eitherOf = (flows: Services['store']['flows'], id: string, so: (document: FlowDocument) => boolean): boolean =>
  [flows.published(id), flows.draft(id)].some((found) => found && so(found.document))

/** Throws INVALID with the field `runs` when a flow test takes another path than expected. */
async function runsMustPass({ simulations }: Uses<'simulations'>, document: FlowDocument): Promise<void> {
  const failed = (await simulations.runs(document)).find(({ passed }) => !passed)
  if (!failed) return
  const { name, expected = '', came = '' } = failed
  throw new EngineError('INVALID', `The flow test “${name}” fails: “${expected}” was expected, “${came}” came.`, {
    field: 'runs',
  })
}

/** A new flow: the given document under an id of its own, or one Start node. */
function newFlow(name: string, document: FlowDocument | undefined): FlowDocument {
  const id = `flow-${randomBytes(6).toString('hex')}`
  const start = { id: 'start', type: 'start', label: '', position: { x: 0, y: 0 }, config: {} }
  return flowDocument.parse({ ...(document ?? { schema: flowSchemaVersion, nodes: [start], edges: [] }), id, name })
}
