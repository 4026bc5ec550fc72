// Trace events in words.
import { type TraceEvent, traceName } from '../../shared/trace/event.ts'
import { text } from './i18n/index.ts'

/** The event's name in words; `queue.offered` → `Queue offered` for one that the catalogue does not know. */
export function eventName(event: TraceEvent): string {
  const type = traceName(event)
  const known = (text.calls.events as Partial<Record<string, string>>)[type]
  if (known) return known
  const words = type
    .replace('.', ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
