import { List, Stack, Switch, Text } from '@mantine/core'
import { useState } from 'react'
import { diffFlows, type FlowChange } from '../../../shared/flow/diff.ts'
import type { FlowDocument } from '../../../shared/flow/document.ts'
import { text } from '../../lib/i18n/index.ts'
import { fieldName, portName, stepName } from '../labels/labels.ts'

/** One change in a sentence or several. */
function told(change: FlowChange, nameOf: (id: string) => string): string[] {
  const words = text.editor
  switch (change.kind) {
    case 'nodeAdded':
      return [words.nodeAdded({ name: stepName(change.node) })]
    case 'nodeRemoved':
      return [words.nodeRemoved({ name: stepName(change.node) })]
    case 'nodeMoved':
      return [words.nodeMoved({ name: stepName(change.node) })]
    case 'nodeChanged':
      return change.fields.map(({ field }) => words.nodeChanged({ name: stepName(change.node), field: fieldName(field) }))
    case 'edgeAdded':
      return [
        words.edgeAdded({
          from: nameOf(change.edge.from.node),
          port: portName(change.edge.from.port),
          to: nameOf(change.edge.to),
        }),
      ]
    case 'edgeRemoved':
      return [
        words.edgeRemoved({
          from: nameOf(change.edge.from.node),
          port: portName(change.edge.from.port),
          to: nameOf(change.edge.to),
        }),
      ]
    case 'edgeMoved': {
      const { from, to } = change.edge
      return [
        words.edgeMoved({ from: nameOf(from.node), port: portName(from.port), before: nameOf(change.before), after: nameOf(to) }),
      ]
    }
    case 'flowChanged':
      return [words.flowFields[change.field]]
  }
}

/** What is different, in sentences; what was only moved is left out until it is asked for. */
export function Difference({ before, after }: { before: FlowDocument; after: FlowDocument }) {
  const [moves, setMoves] = useState(false)
  const changes = diffFlows(before, after)
  const shown = changes.filter(({ kind }) => moves || kind !== 'nodeMoved')
  const names = new Map([...before.nodes, ...after.nodes].map((node) => [node.id, stepName(node)]))
  const lines = shown.flatMap((change) => told(change, (id) => names.get(id) ?? id))
  return (
    <Stack gap="xs">
      {lines.length === 0 ? (
        <Text size="sm" c="dimmed">
          {text.editor.noChanges}
        </Text>
      ) : (
        <List size="sm" style={{ maxHeight: 260, overflowY: 'auto' }}>
          {lines.map((line, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two changes may read the same.
            <List.Item key={at}>{line}</List.Item>
          ))}
        </List>
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
