// What traced calls look like on the canvas of one flow: simulated calls, past ones and those of now, all alike.
import type { TracedCall } from '../../../shared/trace/call.ts'
import { type EdgeMark, type Overlay, outletKey, type StepMark } from './overlay.ts'

export type ShownCall = {
  call: Pick<TracedCall, 'path' | 'endedAt'>
  name: string
  /** Counts where it passed, and lights nothing any more. */
  faded?: boolean
}

/** The steps and edges of that flow by which the calls came, each caller where they stand unless their call is over. */
export function traceOverlay(calls: readonly ShownCall[], flowId: string, shows: Overlay['shows']): Overlay {
  const steps = new Map<string, StepMark>()
  const ways = new Map<string, EdgeMark>()
  for (const { call, name, faded = false } of calls) {
    const mark = faded ? {} : { lit: true }
    const own = call.path.filter(({ flow }) => flow === flowId)
    for (const { node, port } of own) {
      steps.set(node, { ...steps.get(node), ...mark })
      if (port === null) continue
      const way = outletKey({ node, port })
      ways.set(way, { ...ways.get(way), ...mark, passed: (ways.get(way)?.passed ?? 0) + 1 })
    }
    // Inside a flow of its own the caller stands at the step that led there, too.
    const at = call.endedAt === null ? own.findLast(({ leftAt }) => leftAt === null) : undefined
    if (at) steps.set(at.node, { lit: true, here: [...(steps.get(at.node)?.here ?? []), name] })
  }
  return { shows, steps, ways }
}
