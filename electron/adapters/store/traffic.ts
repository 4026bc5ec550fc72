// Traffic by flow: counted as calls end, from the same events that the history keeps; read as sums over a period.
import { applyTrace, newTracedCall, openStep, type TracedCall } from '../../../shared/trace/call.ts'
import type { CallLog } from '../../engine/ports.ts'
import type { DurableWrites } from './durableWrites.ts'
import type { Sql } from './sql.ts'

export type TrafficSum = { node: string; port: string; calls: number; gaveUp: number }
export type Traffic = {
  /** Sums of the hours that begin in the period. A step has no port; the whole flow has neither node nor port. */
  sums(flowId: string, from: number, until: number): TrafficSum[]
}

const hourMs = 3_600_000
/** Calls of which the end was never heard are forgotten from here on. */
const mostOpen = 5000

/** Who leaves without having been answered, heard out or written down gave up. */
const gaveUpOutcomes = new Set(['abandoned', 'completed'])

const place = (flow: string, node = '', port = '') => JSON.stringify([flow, node, port])

/** Where a call came by, each place once: flows, steps and the ports by which it left them. */
function placesOf({ path }: TracedCall, firstFlow: string): Set<string> {
  const places = new Set([place(firstFlow)])
  for (const { flow, node, port } of path) {
    places.add(place(flow)).add(place(flow, node))
    if (port !== null) places.add(place(flow, node, port))
  }
  return places
}

/** The log with traffic counted beside it. */
export function countingTraffic(sql: Sql, log: CallLog, writes: DurableWrites): Pick<CallLog, 'trace' | 'started'> {
  const open = new Map<string, { flow: string; traced: TracedCall }>()
  const add = sql.prepare(
    `INSERT INTO traffic (flow_id, hour, node, port, calls, gave_up) VALUES (?, ?, ?, ?, 1, ?)
     ON CONFLICT (flow_id, hour, node, port) DO UPDATE SET calls = calls + 1, gave_up = gave_up + excluded.gave_up`,
  )
  const count = sql.database.transaction((flow: string, traced: TracedCall) => {
    const hour = Math.floor(traced.startedAt / hourMs)
    const at = openStep(traced)
    const gaveUp = at !== undefined && gaveUpOutcomes.has(traced.outcome)
    const left = at && place(at.flow, at.node)
    for (const each of placesOf(traced, flow)) {
      const [flow, node, port] = JSON.parse(each) as [string, string, string]
      if (!flow.startsWith('builtin:')) add.run(flow, hour, node, port, gaveUp && (each === left || node === '') ? 1 : 0)
    }
  })
  return {
    started(call) {
      log.started(call)
      if (call.kind === 'test' || open.size >= mostOpen) return
      const flows = [{ flow: call.flowId, version: call.flowVersion }]
      open.set(call.id, { flow: call.flowId, traced: { ...newTracedCall(call.id), startedAt: call.startedAt, flows } })
    },
    trace(event) {
      log.trace(event)
      const seen = open.get(event.callId)
      if (!seen) return
      applyTrace(seen.traced, event)
      if (event.type !== 'call.ended') return
      open.delete(event.callId)
      writes.write(() => count(seen.flow, seen.traced))
    },
  }
}

/** Reads the sums. */
export function trafficOf(sql: Sql): Traffic {
  const read = sql.prepare(
    `SELECT node, port, sum(calls) AS calls, sum(gave_up) AS gaveUp FROM traffic
     WHERE flow_id = ? AND hour >= ? AND hour <= ? GROUP BY node, port`,
  )
  return {
    sums: (flowId, from, until) => read.all(flowId, Math.floor(from / hourMs), Math.floor(until / hourMs)) as TrafficSum[],
  }
}
