// Traffic by flow: counted as calls end, from the same events that the history keeps; read as sums over a period.
import type { TraceEvent } from '../../shared/domain/calls.ts'
import type { CallLog } from '../engine/ports.ts'
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

type Seen = { startedAt: number; stack: string[]; places: Set<string>; open: string | null }

const place = (flow: string, node = '', port = '') => JSON.stringify([flow, node, port])

/** One call's way through its flows; each place counts once a call. */
function follow(seen: Seen, { type, node = '', data }: TraceEvent): void {
  const flow = seen.stack.at(-1) ?? ''
  if (type === 'node.entered') {
    seen.places.add(place(flow, node))
    seen.open = place(flow, node)
  } else if (type === 'node.left') {
    seen.places.add(place(flow, node, String(data?.port)))
    seen.open = null
  } else if (type === 'flow.entered') {
    const inner = String(data?.flow)
    seen.stack.push(inner)
    seen.places.add(place(inner))
  } else if (type === 'flow.left') seen.stack.pop()
}

/** The log with traffic counted beside it. */
export function countingTraffic(sql: Sql, log: CallLog, writes: DurableWrites): Pick<CallLog, 'trace' | 'started'> {
  const open = new Map<string, Seen>()
  const add = sql.prepare(
    `INSERT INTO traffic (flow_id, hour, node, port, calls, gave_up) VALUES (?, ?, ?, ?, 1, ?)
     ON CONFLICT (flow_id, hour, node, port) DO UPDATE SET calls = calls + 1, gave_up = gave_up + excluded.gave_up`,
  )
  const count = sql.database.transaction((seen: Seen, gaveUp: boolean) => {
    const hour = Math.floor(seen.startedAt / hourMs)
    for (const each of seen.places) {
      const [flow, node, port] = JSON.parse(each) as [string, string, string]
      if (!flow.startsWith('builtin:')) add.run(flow, hour, node, port, gaveUp && (each === seen.open || node === '') ? 1 : 0)
    }
  })
  return {
    started(call) {
      log.started(call)
      if (call.kind === 'test' || open.size >= mostOpen) return
      open.set(call.id, { startedAt: call.startedAt, stack: [call.flowId], places: new Set([place(call.flowId)]), open: null })
    },
    trace(event) {
      log.trace(event)
      const seen = open.get(event.callId)
      if (!seen) return
      if (event.type !== 'call.ended') return follow(seen, event)
      open.delete(event.callId)
      const gaveUp = seen.open !== null && gaveUpOutcomes.has(String(event.data?.outcome))
      writes.write(() => count(seen, gaveUp))
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
