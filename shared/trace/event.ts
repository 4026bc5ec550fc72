// The trace of a call: one event a step. History, story, replay, overlay, figures, webhooks and tests read nothing else.
import { z } from 'zod'
import { backendEvents } from './events/backend.ts'
import { callEvents } from './events/call.ts'
import { flowEvents } from './events/flow.ts'
import { peopleEvents } from './events/people.ts'
import { soundEvents } from './events/sound.ts'

/** Goes up when an event's name or data change their meaning; `renamed` and `readTraceEvent` then say what the older form becomes. */
export const traceVersion = 2

/** Every event by its name, with its data: units and meaning are documented there. */
export const traceData = { ...callEvents, ...flowEvents, ...soundEvents, ...peopleEvents, ...backendEvents }

export type TraceType = keyof typeof traceData
export type TraceData<T extends TraceType = TraceType> = z.infer<(typeof traceData)[T]>
export const traceTypes = Object.keys(traceData) as TraceType[]

const envelope = {
  callId: z.string(),
  /** Rises within the call, with gaps where a host took it up again. */
  seq: z.int(),
  /** Epoch ms on the office's clock. */
  at: z.number(),
  /** The node in which it happened; absent before the first. */
  node: z.string().optional(),
}
export type TraceEnvelope = z.infer<z.ZodObject<typeof envelope>>

const known = <T extends TraceType>(type: T) => z.object({ ...envelope, type: z.literal(type), data: traceData[type] })

/** An event that this version does not know, or whose data it cannot read: shown by its own name. */
const unknownEvent = z.object({
  ...envelope,
  type: z.literal('unknown'),
  data: z.object({ type: z.string(), data: z.record(z.string(), z.unknown()) }),
})

export type KnownTraceEvent = { [T in TraceType]: TraceEnvelope & { type: T; data: TraceData<T> } }[TraceType]
export type UnknownTraceEvent = z.infer<typeof unknownEvent>
/** One step of one call. */
export type TraceEvent = KnownTraceEvent | UnknownTraceEvent

/** The union, discriminated by `type`. Built from the table, so its static type is stated. */
export const traceEvent = z.discriminatedUnion('type', [
  unknownEvent,
  ...(traceTypes.map(known) as unknown as (typeof unknownEvent)[]),
]) as unknown as z.ZodType<TraceEvent>

/** What a writer gives beside the name: nothing for an event without data. */
export type TraceArgs<T extends TraceType> = TraceData<T> extends Record<string, never> ? [] : [data: TraceData<T>]

/** An event as it is written. */
export const traceOf = <T extends TraceType>(
  type: T,
  data: TraceData<T> | Record<string, never>,
  where: TraceEnvelope,
): TraceEvent => ({ ...where, type, data }) as unknown as TraceEvent

/** An event as a database or another program keeps it. */
export type StoredEvent = TraceEnvelope & { type: string; data: Record<string, unknown>; version: number }

/** Names that changed, by the version they belong to. */
const renamed: Readonly<Record<number, Readonly<Record<string, TraceType>>>> = {
  1: { 'keys.heard': 'keys.collected', 'script.said': 'script.logged' },
}

const isKnown = (type: string): type is TraceType => Object.hasOwn(traceData, type)

/** The event as this version reads it. Never throws: what is not known stays, as `unknown`. */
export function readTraceEvent(stored: StoredEvent): TraceEvent {
  const { version: written, ...plain } = stored
  for (let version = written; version < traceVersion; version++) plain.type = renamed[version]?.[plain.type] ?? plain.type
  const read = isKnown(plain.type) ? traceEvent.safeParse(plain) : null
  if (read?.success) return read.data
  const { callId, seq, at, node, data } = plain
  return { callId, seq, at, ...(node ? { node } : {}), type: 'unknown', data: { type: stored.type, data } }
}

/** The name an event was written under. */
export const traceName = (event: TraceEvent): string => (event.type === 'unknown' ? event.data.type : event.type)
