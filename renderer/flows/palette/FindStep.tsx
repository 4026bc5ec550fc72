// Finds a step that is on the canvas: the canvas goes along with what is marked in the list.
import { Text, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useMemo, useState } from 'react'
import type { FlowNode } from '../../../shared/flow/document.ts'
import { text } from '../../lib/i18n/index.ts'
import { useEditor, useEditorStore } from '../document/store.ts'
import { useOffice } from '../inspector/office.ts'
import { stepName, typeName } from '../labels/labels.ts'
import { colourOf, iconOf } from '../labels/nodeAppearance.ts'
import { summariesOf } from '../labels/nodeSummary.ts'
import { stepsOnCanvas } from './onCanvas.ts'
import classes from './Palette.module.css'

/** So many are listed; more letters find the rest. */
const mostListed = 50

/** A search over the canvas. Arrow keys go from one to the next, Enter stays there. */
export function FindStep({ onClose }: { onClose(): void }) {
  const store = useEditorStore()
  const document = useEditor((state) => state.document)
  const office = useOffice()
  const lines = useMemo(() => summariesOf(document, office), [document, office])
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const found = stepsOnCanvas(document, lines, query).slice(0, mostListed)
  const words = text.canvas.find
  const show = (node: FlowNode | undefined) => node && store.getState().goTo(node.id)
  const move = (to: number) => {
    const next = Math.min(Math.max(to, 0), found.length - 1)
    setAt(next)
    show(found[next])
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') move(at + 1)
    else if (event.key === 'ArrowUp') move(at - 1)
    else if (event.key === 'Enter') {
      show(found[at])
      onClose()
    } else if (event.key === 'Escape') onClose()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className={classes.find} role="dialog" aria-label={words.title}>
      <TextInput
        autoFocus
        size="xs"
        label={words.label}
        leftSection={<IconSearch size={14} />}
        role="combobox"
        aria-expanded
        aria-controls="found-steps"
        aria-activedescendant={found[at] ? `found-${at}` : undefined}
        value={query}
        onChange={(event) => {
          const typed = event.currentTarget.value
          setQuery(typed)
          setAt(0)
          if (typed) show(stepsOnCanvas(document, lines, typed)[0])
        }}
        onKeyDown={onKeyDown}
        onBlur={onClose}
      />
      <div className={classes.options} role="listbox" id="found-steps" aria-label={words.title}>
        {found.map((node, index) => {
          const Sign = iconOf(node.type)
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys.
            <div
              key={node.id}
              id={`found-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              ref={(element) => void (index === at && element?.scrollIntoView({ block: 'nearest' }))}
              className={classes.entry}
              style={{ cursor: 'pointer' }}
              // Before the field loses the focus.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => {
                show(node)
                onClose()
              }}
            >
              <Sign size={16} color={colourOf(node.type)} aria-hidden style={{ flex: 'none' }} />
              <span className={classes.foundName}>{stepName(node)}</span>
              <small>{lines.get(node.id) || (node.label ? typeName(node.type) : '')}</small>
            </div>
          )
        })}
        {found.length === 0 && (
          <Text size="sm" c="dimmed" p="xs">
            {words.none}
          </Text>
        )}
      </div>
    </div>
  )
}
