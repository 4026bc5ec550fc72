// Where a call can get to in a flow, and whether it can go round for ever.
import { asyncPort, type FlowDocument } from './document.ts'
import type { Checked, Problem } from './problem.ts'

/** What no call gets to, and paths that begin nowhere. */
export function checkReach(
  document: FlowDocument,
  checked: Map<string, Checked>,
  outgoing: Map<string, { to: string }[]>,
  problems: Problem[],
): void {
  const roots = [document.nodes.find((n) => n.type === 'start')?.id, document.errorPath, document.afterCallPath]
  const seen = new Set<string>()
  const open = roots.filter((id): id is string => id !== undefined)
  while (open.length) {
    const id = open.pop() as string
    if (seen.has(id)) continue
    seen.add(id)
    for (const edge of outgoing.get(id) ?? []) open.push(edge.to)
  }
  for (const node of document.nodes)
    if (!seen.has(node.id))
      problems.push({ code: 'UNREACHABLE', severity: 'warning', node: node.id, message: 'No call ever gets here.' })
  for (const path of ['errorPath', 'afterCallPath'] as const) {
    const id = document[path]
    if (id === undefined) continue
    const first = checked.get(id)
    if (!first) problems.push({ code: 'BAD_PATH', severity: 'error', field: path, message: `“${id}” is not in the flow.` })
    else if (path === 'afterCallPath' && !first.type.withoutCall)
      problems.push({
        code: 'BAD_PATH',
        severity: 'error',
        node: id,
        field: path,
        message: 'After the call only webhooks can run.',
      })
  }
}

/** Strongly connected parts (Tarjan, iterative) of the nodes that never wait: a loop there would never end. */
export function checkLoops(
  checked: Map<string, Checked>,
  outgoing: Map<string, { port: string; to: string }[]>,
  problems: Problem[],
): void {
  const restless = (id: string) => checked.has(id) && !checked.get(id)?.type.waits
  const state = new Map<string, 'open' | 'done'>()
  const reported = new Set<string>()
  for (const root of checked.keys()) {
    if (!restless(root) || state.has(root)) continue
    const stack: { id: string; edges: string[]; at: number }[] = []
    const enter = (id: string) => {
      state.set(id, 'open')
      const edges = (outgoing.get(id) ?? []).filter((e) => e.port !== asyncPort && restless(e.to)).map((e) => e.to)
      stack.push({ id, edges, at: 0 })
    }
    enter(root)
    while (stack.length) {
      const top = stack[stack.length - 1] as (typeof stack)[number]
      const target = top.edges[top.at++]
      if (target === undefined) {
        state.set(top.id, 'done')
        stack.pop()
      } else if (!state.has(target)) enter(target)
      else if (state.get(target) === 'open' && !reported.has(target)) {
        reported.add(target)
        problems.push({
          code: 'ENDLESS_LOOP',
          severity: 'error',
          node: target,
          message: 'This loop never waits for the caller and would never end.',
        })
      }
    }
  }
}
