// Callers who are in a flow now, as marks on its canvas; a caller who moves goes along the way between the two steps.
import type { LiveCall } from '../../../shared/domain/calls.ts'
import type { FlowDocument } from '../../../shared/flow/document.ts'
import { type Overlay, type StepMark, type WayMark, wayOf } from '../overlay.ts'

export type Place = Pick<LiveCall, 'id' | 'node'> & { name: string }

/** Keeps who was where, so that a step from one node to the next is seen. */
export function movements(document: () => FlowDocument) {
  let before = new Map<string, string | null>()
  const passed = new Map<string, number>()
  return (callers: readonly Place[]): Overlay => {
    const steps = new Map<string, StepMark>()
    for (const { id, node, name } of callers) {
      if (!node) continue
      steps.set(node, { lit: true, here: [...(steps.get(node)?.here ?? []), name] })
      const was = before.get(id)
      const way = was && was !== node ? document().edges.find(({ from, to }) => from.node === was && to === node) : undefined
      if (way) passed.set(wayOf(way.from), (passed.get(wayOf(way.from)) ?? 0) + 1)
    }
    before = new Map(callers.map(({ id, node }) => [id, node]))
    const ways = new Map([...passed].map(([way, count]): [string, WayMark] => [way, { passed: count }]))
    return { shows: 'live', steps, ways }
  }
}
