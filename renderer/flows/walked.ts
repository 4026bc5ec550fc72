// The way a call took, from its trace: for simulated calls and replays.
import type { TraceEvent } from '../../shared/domain/calls.ts'
import { type Overlay, type StepMark, type WayMark, wayOf } from './overlay.ts'

/** The events that happened in that flow itself, not in one inside it or around it. */
function eventsIn(trace: readonly TraceEvent[], flowId: string): TraceEvent[] {
  const stack = [String(trace.find(({ type }) => type === 'call.started')?.data?.flow ?? flowId)]
  return trace.filter(({ type, data }) => {
    const inside = stack.at(-1) === flowId
    if (type === 'flow.entered') stack.push(String(data?.flow))
    if (type === 'flow.left') stack.pop()
    return inside || type === 'call.ended'
  })
}

/** The way lit up, with the caller where it ends unless the call is over. */
export function litWay(trace: readonly TraceEvent[], flowId: string, shows: Overlay['shows'], caller: string): Overlay {
  const steps = new Map<string, StepMark>()
  const ways = new Map<string, WayMark>()
  let at = ''
  for (const { type, node, data } of eventsIn(trace, flowId)) {
    if ((type === 'node.entered' || type === 'node.resumed') && node) {
      steps.set(node, { lit: true })
      at = node
    }
    if (type === 'node.left' && node) {
      const way = wayOf({ node, port: String(data?.port) })
      ways.set(way, { lit: true, passed: (ways.get(way)?.passed ?? 0) + 1 })
    }
    if (type === 'call.ended') at = ''
  }
  if (at) steps.set(at, { lit: true, here: [caller] })
  return { shows, steps, ways }
}
