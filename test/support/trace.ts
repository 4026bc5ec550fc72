// Trace events for tests that name only what matters to them.
import { readTraceEvent, type TraceEnvelope, type TraceEvent, traceVersion } from '../../shared/trace/event.ts'

const usual: Readonly<Record<string, Record<string, unknown>>> = {
  'call.started': { from: '', to: '5000', flow: 'f', version: 1 },
  'node.entered': { type: 'menu' },
  'node.resumed': { type: 'menu' },
  'leg.cancelled': { reason: 'answeredElsewhere' },
  'leg.ended': { result: 'noAnswer' },
  'flow.entered': { version: 1 },
  'flow.left': { exit: null },
  'talk.started': { role: 'callee' },
}

/** The event; what its data lacks is the usual. A name that nobody knows becomes an unknown event. */
export const traced = (type: string, data: Record<string, unknown> = {}, where: Partial<TraceEnvelope> = {}): TraceEvent => {
  const { callId = 'c1', seq = 1, at = 1, node } = where
  const full = { ...usual[type], ...data }
  return readTraceEvent({ callId, seq, at, ...(node ? { node } : {}), type, data: full, version: traceVersion })
}
