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
const left = new Set(['media', 'flow', 'version', 'name', 'file', 'kind', 'created', 'mode', 'here', 'type'])

function shownValue(key: string, value: unknown, names: Names): string {
  if (value === null || value === undefined || value === '' || left.has(key)) return ''
  if (Array.isArray(value))
    return value
      .map((each) => shownValue(key, each, names))
      .filter(Boolean)
      .join(', ')
  if (typeof value === 'boolean') return value ? key : ''
  if (typeof value === 'object') return ''
  if (key === 'outcome') return outcomeName(String(value))
  if (key === 'reason') return reasonName(String(value))
  if (key === 'result') return resultName(String(value))
  if (typeof value === 'number')
    return key.endsWith('Ms') ? clock(value) : key === 'seconds' ? clock(value * 1000) : `${key} ${value}`
  if ((key === 'who' || key === 'by' || key === 'between') && /^\+?\d+$/.test(String(value))) return showNumber(String(value))
  if (key === 'from' || key === 'to' || key === 'with') return showNumber(String(value)) || text.common.anonymous
  if (key.startsWith('operator')) return names.operator(String(value))
  return key === 'queue' || key === 'queueId' ? names.queue(String(value)) : String(value)
}

const outcomeName = (outcome: string): string => (text.outcomes as Partial<Record<string, string>>)[outcome] ?? outcome

const reasonName = (reason: string): string => (text.phone.transferReasons as Partial<Record<string, string>>)[reason] ?? reason

const resultName = (result: string): string =>
  result === 'success' ? '' : ((text.calls.results as Partial<Record<string, string>>)[result] ?? result)

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
