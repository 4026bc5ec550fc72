import { List, Stack, Switch, Text } from '@mantine/core'
import { useState } from 'react'
import { diffFlows, type FieldChange, type FlowChange } from '../../../shared/flow/diff.ts'
import type { FlowDocument, FlowNode } from '../../../shared/flow/document.ts'
import { nodeTypeOf } from '../../../shared/nodes/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { fieldName, portName, stepName } from '../labels/labels.ts'
import classes from './Difference.module.css'
import { FieldValue } from './FieldValue.tsx'

type Told = Exclude<FlowChange, { kind: 'nodeChanged' }>

/** One change in a sentence. */
function told(change: Told, nameOf: (id: string) => string): string {
  const words = text.editor
  switch (change.kind) {
    case 'nodeAdded':
      return words.nodeAdded({ name: stepName(change.node) })
    case 'nodeRemoved':
      return words.nodeRemoved({ name: stepName(change.node) })
    case 'nodeMoved':
      return words.nodeMoved({ name: stepName(change.node) })
    case 'edgeAdded':
    case 'edgeRemoved': {
      const { from, to } = change.edge
      return words[change.kind]({ from: nameOf(from.node), port: portName(from.port), to: nameOf(to) })
    }
    case 'edgeMoved': {
      const { from, to } = change.edge
      return words.edgeMoved({
        from: nameOf(from.node),
        port: portName(from.port),
        before: nameOf(change.before),
        after: nameOf(to),
      })
    }
    case 'flowChanged':
      return words.flowFields[change.field]
  }
}

/** The changed settings of a step: what was, and what is, beside each other. */
function Settings({ node, fields }: { node: FlowNode; fields: readonly FieldChange[] }) {
  const form = nodeTypeOf(node.type)?.form ?? []
  const words = text.canvas.difference
  return (
    <>
      {fields.map(({ field, before, after }) => (
        <div key={field} className={classes.change}>
          <Text size="sm" fw={600}>
            {text.editor.nodeChanged({ name: stepName(node), field: fieldName(field, node.type) })}
          </Text>
          <dl className={classes.sides}>
            {([before, after] as const).map((value, side) => (
              <div key={side === 0 ? 'before' : 'after'} className={classes.side} data-side={side === 0 ? 'before' : 'after'}>
                <dt>{side === 0 ? words.before : words.after}</dt>
                <dd>
                  <FieldValue value={value} field={form.find(({ name }) => name === field)} />
                </dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
    </>
  )
}

/** What is different, settings as they were and are beside each other; what was only moved is left out until it is asked for. */
export function Difference({ before, after }: { before: FlowDocument; after: FlowDocument }) {
  const [moves, setMoves] = useState(false)
  const changes = diffFlows(before, after)
  const shown = changes.filter(({ kind }) => moves || kind !== 'nodeMoved')
  const names = new Map([...before.nodes, ...after.nodes].map((node) => [node.id, stepName(node)]))
  const nameOf = (id: string) => names.get(id) ?? id
  const sentences = shown.filter((change): change is Told => change.kind !== 'nodeChanged').map((change) => told(change, nameOf))
  return (
    <Stack gap="xs">
      {shown.length === 0 && (
        <Text size="sm" c="dimmed">
          {text.editor.noChanges}
        </Text>
      )}
      {shown.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what is scrolled can be scrolled by keyboard.
        <section className={classes.difference} tabIndex={0} aria-label={text.canvas.difference.title}>
          {shown.map(
            (change) =>
              change.kind === 'nodeChanged' && <Settings key={change.node.id} node={change.node} fields={change.fields} />,
          )}
          {sentences.length > 0 && (
            <List size="sm">
              {sentences.map((line, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two changes may read the same.
                <List.Item key={at}>{line}</List.Item>
              ))}
            </List>
          )}
        </section>
      )}
      {changes.length > shown.length || moves ? (
        <Switch
          size="xs"
          label={text.editor.showMoves}
          checked={moves}
          onChange={(event) => setMoves(event.currentTarget.checked)}
        />
      ) : null}
    </Stack>
  )
}
