import { Text, TextInput } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { asyncPort, type FlowEdge } from '../../../shared/flow/document.ts'
import { type NodeTypeName, runsBeside } from '../../../shared/nodes/index.ts'
import { text } from '../../lib/i18n/index.ts'
import type { Position } from '../document/change.ts'
import { mayConnect } from '../document/edits.ts'
import { useEditorStore } from '../document/store.ts'
import { portName, stepName, typeName } from '../labels/labels.ts'
import { colourOf, iconOf } from '../labels/nodeAppearance.ts'
import { matches, typesFor } from './found.ts'
import classes from './Palette.module.css'

export type PickAt = { from: FlowEdge['from']; screen: Position }
type Choice = { key: string; type: string; label: string; node?: string }
type StepPickerProps = PickAt & {
  onNode(id: string): void
  onType(type: NodeTypeName): void
  onClose(): void
}

/** Where a way may lead: new steps and those that are there, by a few letters of the name. */
function useChoices(from: FlowEdge['from'], query: string): Choice[] {
  const { document } = useEditorStore().getState()
  const beside = from.port === asyncPort
  const fresh = typesFor(query, true)
    .filter((type) => !beside || runsBeside(type))
    .map((type): Choice => ({ key: `+${type}`, type, label: typeName(type) }))
  const there = document.nodes
    .filter((node) => mayConnect(document, from, node.id) && matches(query, stepName(node), typeName(node.type)))
    .slice(0, 60)
    .map((node): Choice => ({ key: node.id, type: node.type, label: stepName(node), node: node.id }))
  return query ? [...there, ...fresh] : [...fresh, ...there]
}

/** A small search at the end of a way. */
export function StepPicker({ from, screen, onNode, onType, onClose }: StepPickerProps) {
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const choices = useChoices(from, query)
  const take = (choice: Choice | undefined) => {
    if (!choice) return
    onClose()
    if (choice.node) onNode(choice.node)
    else onType(choice.type as NodeTypeName)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }
    const by = moves[event.key]
    if (by !== undefined) setAt((before) => Math.min(Math.max(before + by, 0), choices.length - 1))
    else if (event.key === 'Enter') take(choices[at])
    else if (event.key === 'Escape') onClose()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const place = { left: Math.min(screen.x, window.innerWidth - 270), top: Math.min(screen.y, window.innerHeight - 340) }
  const label = `${text.editor.connectTo} (${portName(from.port)})`
  return (
    <div className={classes.picker} style={place} role="dialog" aria-label={label}>
      <TextInput
        data-autofocus
        autoFocus
        size="xs"
        label={label}
        role="combobox"
        aria-expanded
        aria-controls="step-choices"
        aria-activedescendant={choices[at] ? `choice-${at}` : undefined}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
        onBlur={onClose}
      />
      <div className={classes.options} role="listbox" id="step-choices" aria-label={label}>
        {choices.map((choice, index) => {
          const Sign = iconOf(choice.type)
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys.
            <div
              key={choice.key}
              id={`choice-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              ref={(element) => void (index === at && element?.scrollIntoView({ block: 'nearest' }))}
              className={classes.entry}
              style={{ cursor: 'pointer' }}
              // Before the field loses the focus.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(choice)}
            >
              <Sign size={16} color={colourOf(choice.type)} aria-hidden />
              {choice.label}
              {!choice.node && <small>{text.editor.newStep}</small>}
            </div>
          )
        })}
        {choices.length === 0 && (
          <Text size="sm" c="dimmed" p="xs">
            {text.editor.nothingFound}
          </Text>
        )}
      </div>
    </div>
  )
}
