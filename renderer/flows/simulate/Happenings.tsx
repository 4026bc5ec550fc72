import { Badge, Text } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { Heard } from '../../../shared/contract/simulate.ts'
import type { TraceEvent } from '../../../shared/domain/calls.ts'
import type { FlowDocument } from '../../../shared/flow/document.ts'
import { clock } from '../../lib/format/time.ts'
import { text } from '../../lib/i18n/index.ts'
import { useEditor } from '../document/store.ts'
import { portName, stepName } from '../words.ts'
import classes from './Simulator.module.css'

type Line = { seq: number; at: number; step: boolean; words: string }

const outcomeOf = (outcome: string): string => (text.outcomes as Partial<Record<string, string>>)[outcome] ?? outcome

/** Events that have no words yet are told by their names. */
const plainly = (type: string) =>
  type
    .replace('.', ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()

/** What a trace says in words: steps by their names on the canvas. */
export function linesOf(trace: readonly TraceEvent[], document: Pick<FlowDocument, 'nodes'>): Line[] {
  const byId = new Map(document.nodes.map((node) => [node.id, node]))
  const events: Partial<Record<string, string>> = text.calls.events
  return trace.flatMap(({ seq, at, type, node = '', data }): Line[] => {
    const step = byId.get(node)
    const name = step ? stepName(step) : node
    if (type === 'node.entered') return [{ seq, at, step: true, words: name }]
    if (type === 'node.left') return [{ seq, at, step: false, words: `→ ${portName(String(data?.port))}` }]
    if (type === 'call.ended') return [{ seq, at, step: true, words: text.tryout.ended(outcomeOf(String(data?.outcome))) }]
    if (type === 'prompt.ended') return []
    const said = type === 'call.error' ? String(data?.message ?? '') : ''
    return [{ seq, at, step: false, words: [events[type] ?? plainly(type), said].filter(Boolean).join(': ') }]
  })
}

/** A list that stays at its end. */
function useLatest(length: number) {
  const list = useRef<HTMLOListElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new line scrolls.
  useEffect(() => void list.current?.scrollTo({ top: list.current.scrollHeight }), [length])
  return list
}

/** Everything that happened, with the time since the call began. */
export function TraceList({ trace }: { trace: readonly TraceEvent[] }) {
  const nodes = useEditor((state) => state.document)
  const lines = linesOf(trace, nodes)
  const list = useLatest(lines.length)
  const began = trace[0]?.at ?? 0
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls.
    <ol ref={list} className={classes.lines} aria-label={text.tryout.trace} tabIndex={0}>
      {lines.map(({ seq, at, step, words }) => (
        <li key={seq} data-step={step || undefined}>
          <span className={classes.time}>{clock(at - began)}</span>
          {words}
        </li>
      ))}
    </ol>
  )
}

/** What the caller heard, the latest last. */
export function HeardList({ heard }: { heard: readonly Heard[] }) {
  const list = useLatest(heard.length)
  if (heard.length === 0)
    return (
      <Text size="xs" c="dimmed">
        {text.tryout.noText}
      </Text>
    )
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls.
    <ol ref={list} className={classes.lines} aria-label={text.tryout.heard} tabIndex={0}>
      {heard.map(({ kind, language, said }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what was heard is known by its place only.
        <li key={at}>
          {kind === 'text' ? `“${said}”` : `♪ ${said}`}{' '}
          {language && (
            <Badge size="xs" variant="light" color="gray">
              {language}
            </Badge>
          )}
        </li>
      ))}
    </ol>
  )
}

/** The call's variables as they stand. */
export function VariableList({ variables }: { variables: Readonly<Record<string, string>> }) {
  const entries = Object.entries(variables).sort(([a], [b]) => a.localeCompare(b))
  if (entries.length === 0)
    return (
      <Text size="xs" c="dimmed">
        {text.tryout.noVariables}
      </Text>
    )
  return (
    <dl className={classes.variables}>
      {entries.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value || '–'}</dd>
        </div>
      ))}
    </dl>
  )
}
