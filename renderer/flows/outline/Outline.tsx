import { Badge, Text, Title } from '@mantine/core'
import { IconCornerDownRight, IconFrame } from '@tabler/icons-react'
import { type KeyboardEvent, useMemo } from 'react'
import { text } from '../../lib/i18n/index.ts'
import { useEditor, useEditorStore } from '../document/store.ts'
import { useOffice } from '../inspector/office.ts'
import { portName, stepName } from '../labels/labels.ts'
import { colourOf, iconOf } from '../labels/nodeAppearance.ts'
import { summariesOf } from '../labels/nodeSummary.ts'
import classes from './Outline.module.css'
import { type OutlineLine, outlineOf } from './outline.ts'

function Line({ line }: { line: OutlineLine }) {
  const { node, kind, port, summary, depth } = line
  const store = useEditorStore()
  const chosen = useEditor((state) => node !== null && state.selection.has(node.id))
  const Sign = kind === 'again' ? IconCornerDownRight : iconOf(node?.type ?? '')
  return (
    <div
      role="treeitem"
      aria-level={depth + 1}
      aria-selected={chosen}
      tabIndex={node ? 0 : -1}
      className={classes.line}
      style={{ paddingLeft: 6 + depth * 14 }}
      onClick={() => node && store.getState().goTo(node.id)}
      onFocus={(event) => event.target === event.currentTarget && node && kind === 'node' && store.getState().select([node.id])}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !node) return
        event.preventDefault()
        store.getState().goTo(node.id, '')
      }}
    >
      {port && (
        <Badge color="gray" className={classes.port}>
          {portName(port)}
        </Badge>
      )}
      {node && <Sign size={15} color={kind === 'again' ? undefined : colourOf(node.type)} aria-hidden className={classes.sign} />}
      <span className={classes.words} data-again={kind !== 'node' || undefined}>
        {!node ? text.flows.ends : kind === 'again' ? text.flows.seeAbove({ label: stepName(node) }) : stepName(node)}
        {kind === 'node' && summary && <small>{summary}</small>}
      </span>
    </div>
  )
}

/** Up and down through the tree. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (by === undefined) return
  const lines = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=treeitem][tabindex="0"]')]
  const next = lines[lines.indexOf(document.activeElement as HTMLElement) + by]
  event.preventDefault()
  event.stopPropagation()
  next?.focus()
}

/** The frames of the flow by their titles. */
function Frames() {
  const store = useEditorStore()
  const notes = useEditor((state) => state.document.notes)
  const selection = useEditor((state) => state.selection)
  const frames = notes.filter(({ kind }) => kind === 'frame')
  if (frames.length === 0) return null
  return (
    <>
      <Title order={2} size="h3" mt="md" mb={4} ml={6}>
        {text.editor.frames.list}
      </Title>
      <div role="tree" aria-label={text.editor.frames.list} onKeyDown={moveFocus}>
        {frames.map(({ id, text: title }) => (
          <div
            key={id}
            role="treeitem"
            aria-selected={selection.has(id)}
            tabIndex={0}
            className={classes.line}
            style={{ paddingLeft: 6 }}
            onClick={() => store.getState().goTo(id)}
            onKeyDown={(event) => event.key === 'Enter' && store.getState().goTo(id)}
          >
            <IconFrame size={15} aria-hidden className={classes.sign} />
            <span className={classes.words}>{title || text.editor.frames.add}</span>
          </div>
        ))}
      </div>
    </>
  )
}

/** The same document as a tree, for keyboards and screen readers. */
export function Outline() {
  const flow = useEditor((state) => state.document)
  const office = useOffice()
  const said = useMemo(() => summariesOf(flow, office), [flow, office])
  const { lines, unreached } = outlineOf(flow, ({ id }) => said.get(id) ?? '')
  return (
    <div className={classes.outline}>
      <div role="tree" aria-label={text.editor.outline} onKeyDown={moveFocus}>
        {lines.map((line) => (
          <Line key={line.key} line={line} />
        ))}
      </div>
      {unreached.length > 0 && (
        <>
          <Title order={2} size="h3" mt="md" mb={4} ml={6}>
            {text.flows.unreachable}
          </Title>
          <div role="tree" aria-label={text.flows.unreachable} onKeyDown={moveFocus}>
            {unreached.map((node) => (
              <Line key={node.id} line={{ key: node.id, depth: 0, port: '', node, summary: '', kind: 'node' }} />
            ))}
          </div>
        </>
      )}
      <Frames />
      {lines.length === 0 && <Text size="sm">{text.editor.none}</Text>}
    </div>
  )
}
