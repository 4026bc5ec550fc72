// Which keys lead a caller from a routed number to one of an operator's queues: for the test call.
import type { Operator } from '../../../shared/domain/office.ts'
import type { FlowDocument } from '../../../shared/flow/document.ts'
import type { OfficeContext } from '../session/context.ts'

export type TestPath = { number: string; keys: string }

/** The first routed number whose published flow reaches a queue of the operator, with the keys to press. */
export function testPath(office: Pick<OfficeContext, 'config' | 'flows'>, operator: Operator): TestPath | null {
  const queues = new Set(operator.queues.map((q) => q.queueId))
  for (const route of office.config.routes.values()) {
    const flow = office.flows.published(route.flowId)?.document
    const keys = flow ? keysToQueue(flow, queues) : null
    if (keys !== null && /^\+?\d+$/.test(route.number)) return { number: route.number, keys }
  }
  return null
}

function keysToQueue(flow: FlowDocument, queues: ReadonlySet<string>): string | null {
  const byId = new Map(flow.nodes.map((node) => [node.id, node]))
  const open = [{ id: flow.nodes.find((node) => node.type === 'start')?.id ?? '', keys: '' }]
  const seen = new Set<string>()
  for (let at = open.shift(); at; at = open.shift()) {
    const node = byId.get(at.id)
    if (!node || seen.has(at.id)) continue
    seen.add(at.id)
    if (node.type === 'queue' && queues.has(String(node.config.queueId))) return at.keys
    for (const edge of flow.edges) {
      if (edge.from.node !== at.id) continue
      const pressed = node.type === 'menu' && /^[0-9*#]+$/.test(edge.from.port) ? edge.from.port : ''
      open.push({ id: edge.to, keys: at.keys + pressed })
    }
  }
  return null
}
