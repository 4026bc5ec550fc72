// A call's trace as a story: one line an event, in words, with the detail that matters. Events that only repeat what the
// next one says are left out.
import type { TraceEvent } from '../../shared/trace/event.ts'
import { showNumber } from '../lib/format/telephone.ts'
import { clock } from '../lib/format/time.ts'
import { text } from '../lib/i18n/index.ts'
import { eventName } from '../lib/traceWords.ts'

export type StoryLine = { seq: number; at: number; title: string; detail: string; weight: 'step' | 'detail' | 'end' }

/** Names for the identifiers that events carry. */
export type Names = { queue(id: string): string; operator(id: string): string }

/** Too technical to be part of a story. */
const left = new Set(['media', 'instead', 'flow', 'version', 'name', 'file', 'kind', 'created', 'mode', 'here', 'type'])

function shownValue(key: string, value: unknown, names: Names): string {
  if (value === null || value === undefined || value === '' || left.has(key)) return ''
  if (Array.isArray(value))
    return value
      .map((each) => shownValue(key, each, names))
      .filter(Boolean)
      .join(', ')
  if (typeof value === 'boolean') return value ? key : ''
  if (typeof value === 'object') return ''
  if (typeof value === 'number' && !(key in byKey))
    return key.endsWith('Ms') ? clock(value) : key === 'seconds' ? clock(value * 1000) : `${key} ${value}`
  const show = byKey[key] ?? (key.startsWith('operator') ? operatorName : String)
  return show(String(value), names)
}

type Show = (value: string, names: Names) => string
const operatorName: Show = (id, names) => names.operator(id)
const queueName: Show = (id, names) => names.queue(id)
const party: Show = (number) => showNumber(number) || text.common.anonymous
/** A number, or already a name. */
const person: Show = (who) => (/^\+?\d+$/.test(who) ? showNumber(who) : who)

const outcomeName = (outcome: string): string => (text.outcomes as Partial<Record<string, string>>)[outcome] ?? outcome

const reasonName = (reason: string): string =>
  (({ ...text.phone.transferReasons, ...text.calls.results }) as Partial<Record<string, string>>)[reason] ?? reason

const resultName = (result: string): string =>
  result === 'success' ? '' : ((text.calls.results as Partial<Record<string, string>>)[result] ?? result)

const faultName = (fault: string): string => (text.calls.trunkFaults as Partial<Record<string, string>>)[fault] ?? fault

const caseName = (of: string): string => (text.callHandling.shortCase as Partial<Record<string, string>>)[of] ?? of

/** How what an event carries is shown, by its key. */
const byKey: Readonly<Record<string, Show>> = {
  outcome: outcomeName,
  case: caseName,
  extension: person,
  reason: reasonName,
  fault: faultName,
  result: resultName,
  who: person,
  by: person,
  between: person,
  from: party,
  to: party,
  with: party,
  queue: queueName,
  queueId: queueName,
}

/** What an event carries, readable and short enough for one line. */
export function detailOf(data: Record<string, unknown> | undefined, names: Names): string {
  const parts = Object.entries(data ?? {}).map(([key, value]) => shownValue(key, value, names))
  const line = parts.filter(Boolean).join(' · ')
  return line.length > 160 ? `${line.slice(0, 159)}…` : line
}

/** A node that was left by its only port says nothing the next line does not. */
const isNoise = (event: TraceEvent): boolean => event.type === 'node.left' && event.data.port === 'next'

/** The story of a trace; `labels` are the names of the flow's nodes. */
export function storyOf(trace: readonly TraceEvent[], labels: Readonly<Record<string, string>>, who: Names): StoryLine[] {
  return trace.flatMap((event) => {
    if (isNoise(event)) return []
    const { seq, at, type, node } = event
    const data = event.type === 'unknown' ? event.data.data : event.data
    const label = node ? labels[node] || node : ''
    const entered = type === 'node.entered'
    return {
      seq,
      at,
      title: entered ? label : eventName(event),
      detail: entered
        ? detailOf(data, who)
        : [type.startsWith('node.') ? label : '', detailOf(data, who)].filter(Boolean).join(' · '),
      weight: entered ? 'step' : type.startsWith('call.') ? 'end' : 'detail',
    }
  })
}
