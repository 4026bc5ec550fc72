import { Button, Group, Text, TextInput } from '@mantine/core'
import { IconFrame, IconNote, IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, type Ref, useState } from 'react'
import type { FlowNode } from '../../../shared/flow/document.ts'
import { type NodeTypeName, nodeTypes } from '../../../shared/nodes/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { useCanvas } from '../canvas/index.ts'
import { newFrame } from '../document/frames.ts'
import { useEditor, useEditorStore } from '../document/store.ts'
import { stepName, typeName } from '../labels/labels.ts'
import { colourOf, iconOf } from '../labels/nodeAppearance.ts'
import { typesFor } from './found.ts'
import { stepsOnCanvas } from './onCanvas.ts'
import classes from './Palette.module.css'

type PaletteProps = { search: Ref<HTMLInputElement>; onAdd(type: NodeTypeName): void; onNote(): void }

function Entry({ type, onAdd }: { type: NodeTypeName; onAdd(): void }) {
  const Sign = iconOf(type)
  return (
    <button
      type="button"
      className={classes.entry}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.setData('application/x-cordboard-step', type)
        event.dataTransfer.effectAllowed = 'copy'
      }}
      onDoubleClick={onAdd}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return
        event.preventDefault()
        onAdd()
      }}
    >
      <Sign size={16} color={colourOf(type)} aria-hidden />
      {typeName(type)}
    </button>
  )
}

/** A step that is on the canvas already: a press goes there. */
function Found({ node }: { node: FlowNode }) {
  const store = useEditorStore()
  const Sign = iconOf(node.type)
  return (
    <button type="button" className={classes.entry} style={{ cursor: 'pointer' }} onClick={() => store.getState().goTo(node.id)}>
      <Sign size={16} color={colourOf(node.type)} aria-hidden style={{ flex: 'none' }} />
      <span className={classes.foundName}>{stepName(node)}</span>
    </button>
  )
}

/** So many steps of the canvas are listed beside what can be added; the search over the canvas has all. */
const mostThere = 6
const noLines: ReadonlyMap<string, string> = new Map()

/** What a flow is made of: drag it, double-click it, or search and press Enter. */
export function Palette({ search, onAdd, onNote }: PaletteProps) {
  const [query, setQuery] = useState('')
  const store = useEditorStore()
  const canvas = useCanvas()
  const onFrame = () => {
    const { document, selection, edit, select } = store.getState()
    const { frame, changes } = newFrame(document, selection, canvas.middle())
    edit('frame', changes)
    select([frame.id])
  }
  const hasStart = useEditor((state) => state.document.nodes.some(({ type }) => type === 'start'))
  const types = typesFor(query, hasStart)
  const [first] = types
  const document = useEditor((state) => state.document)
  const there = query ? stepsOnCanvas(document, noLines, query).slice(0, mostThere) : []
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && first) {
      onAdd(first)
      setQuery('')
    } else if (event.key === 'Escape') setQuery('')
  }
  const groups = [...Map.groupBy(types, (type) => nodeTypes[type].group)]
  return (
    <div className={classes.palette}>
      <TextInput
        ref={search}
        size="xs"
        aria-label={text.editor.search}
        placeholder={text.editor.search}
        leftSection={<IconSearch size={14} />}
        rightSection={<kbd className={classes.key}>/</kbd>}
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {there.length > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: nothing is filled in here.
        <div role="group" aria-label={text.canvas.find.onCanvas}>
          <div className={classes.group}>{text.canvas.find.onCanvas}</div>
          {there.map((node) => (
            <Found key={node.id} node={node} />
          ))}
        </div>
      )}
      {groups.map(([group, members]) => (
        // biome-ignore lint/a11y/useSemanticElements: nothing is filled in here.
        <div key={group} role="group" aria-label={text.editor.groups[group]}>
          <div className={classes.group}>{text.editor.groups[group]}</div>
          {members.map((type) => (
            <Entry key={type} type={type} onAdd={() => onAdd(type)} />
          ))}
        </div>
      ))}
      {types.length + there.length === 0 && (
        <Text size="sm" c="dimmed" p="xs">
          {text.editor.nothingFound}
        </Text>
      )}
      <Group mt="xs" gap={6} grow>
        <Button size="compact-sm" variant="default" leftSection={<IconNote size={15} />} onClick={onNote}>
          {text.editor.addNote}
        </Button>
        <Button size="compact-sm" variant="default" leftSection={<IconFrame size={15} />} onClick={onFrame}>
          {text.editor.frames.add}
        </Button>
      </Group>
    </div>
  )
}
