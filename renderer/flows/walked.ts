// The way a call took, from its trace: for simulated calls, replays and whoever is in the flow now.
import type { TraceEvent } from '../../shared/domain/calls.ts'
import { type Overlay, type StepMark, type WayMark, wayOf } from './overlay.ts'

/** The way lit up, with the caller where it ends unless the call is over. */
export function litWay(trace: readonly TraceEvent[], shows: Overlay['shows'], caller: string): Overlay {
  const steps = new Map<string, StepMark>()
  const ways = new Map<string, WayMark>()
  let at = ''
  for (const { type, node, data } of trace) {
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
