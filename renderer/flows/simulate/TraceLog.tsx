import { Badge, Text } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { Heard } from '../../../shared/contract/simulate.ts'
import type { FlowDocument } from '../../../shared/flow/document.ts'
import type { TraceEvent } from '../../../shared/trace/event.ts'
import { clock } from '../../lib/format/time.ts'
import { text } from '../../lib/i18n/index.ts'
import { eventName } from '../../lib/traceWords.ts'
import { useEditor } from '../document/store.ts'
import { portName, stepName } from '../labels/labels.ts'
import classes from './Simulator.module.css'

type Line = { seq: number; at: number; step: boolean; words: string }

/** What a trace says in words: steps by their names on the canvas. */
export function linesOf(trace: readonly TraceEvent[], document: Pick<FlowDocument, 'nodes'>): Line[] {
  const byId = new Map(document.nodes.map((node) => [node.id, node]))
  return trace.flatMap((event): Line[] => {
    const { seq, at, node = '' } = event
    const step = byId.get(node)
    switch (event.type) {
      case 'node.entered':
        return [{ seq, at, step: true, words: step ? stepName(step) : node }]
      case 'node.left':
        return [{ seq, at, step: false, words: `→ ${portName(event.data.port)}` }]
      case 'call.ended':
        return [{ seq, at, step: true, words: text.tryout.ended({ outcome: text.outcomes[event.data.outcome] }) }]
      case 'prompt.ended':
        return []
      case 'call.error':
        return [{ seq, at, step: false, words: `${eventName(event)}: ${event.data.message}` }]
      default:
        return [{ seq, at, step: false, words: eventName(event) }]
    }
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
