// Trace events in words.
import { type TraceEvent, type TraceType, traceName } from '../../shared/trace/event.ts'
import { text } from './i18n/index.ts'

/** All but a node's entering, which is told by the node's own name: a name without words does not compile. */
type EventWords = Readonly<Record<Exclude<TraceType, 'node.entered'>, string>>

/** The event's name in words; `queue.offered` → `Queue offered` for one that the catalogue does not know. */
export function eventName(event: TraceEvent): string {
  const type = traceName(event)
  const words: EventWords = text.calls.events
  const known = (words as Partial<Record<string, string>>)[type]
  if (known) return known
  const plain = type
    .replace('.', ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
  return plain.charAt(0).toUpperCase() + plain.slice(1)
}
