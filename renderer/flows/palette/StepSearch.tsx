// A field with a list of steps below it: letters narrow it, arrow keys walk it, Enter takes what is marked.
import { Text, TextInput } from '@mantine/core'
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react'
import { colourOf, iconOf } from '../labels/nodeAppearance.ts'
import classes from './Palette.module.css'

export type SearchedStep = { key: string; type: string; name: string; beside: string }
type SearchProps<Step extends SearchedStep> = {
  /** Of the list, as it is read out; `label` stands above the field. */
  title: string
  label: string
  sign?: ReactNode
  none: string
  stepsFor(query: string): readonly Step[]
  onTake(step: Step | undefined): void
  onClose(): void
  /** Marked by a key or by typing, before it is taken. */
  onMark?(step: Step | undefined): void
}

/** The field has the focus; it closes when it loses it. */
export function StepSearch<Step extends SearchedStep>(props: SearchProps<Step>) {
  const { title, label, sign, none, stepsFor, onTake, onClose, onMark } = props
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const id = useId()
  const found = stepsFor(query)
  const move = (by: number) => {
    const next = Math.min(Math.max(at + by, 0), found.length - 1)
    setAt(next)
    onMark?.(found[next])
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') move(1)
    else if (event.key === 'ArrowUp') move(-1)
    else if (event.key === 'Enter') onTake(found[at])
    else if (event.key === 'Escape') onClose()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <>
      <TextInput
        data-autofocus
        autoFocus
        size="xs"
        label={label}
        leftSection={sign}
        role="combobox"
        aria-expanded
        aria-controls={id}
        aria-activedescendant={found[at] ? `${id}-${at}` : undefined}
        value={query}
        onChange={(event) => {
          const typed = event.currentTarget.value
          setQuery(typed)
          setAt(0)
          if (typed) onMark?.(stepsFor(typed)[0])
        }}
        onKeyDown={onKeyDown}
        onBlur={onClose}
      />
      <div className={classes.options} role="listbox" id={id} aria-label={title}>
        {found.map((step, index) => {
          const Sign = iconOf(step.type)
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys.
            <div
              key={step.key}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              ref={(element) => void (index === at && element?.scrollIntoView({ block: 'nearest' }))}
              className={classes.entry}
              style={{ cursor: 'pointer' }}
              // Before the field loses the focus.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onTake(step)}
            >
              <Sign size={16} color={colourOf(step.type)} aria-hidden style={{ flex: 'none' }} />
              <span className={classes.foundName}>{step.name}</span>
              {step.beside && <small>{step.beside}</small>}
            </div>
          )
        })}
        {found.length === 0 && (
          <Text size="sm" c="dimmed" p="xs">
            {none}
          </Text>
        )}
      </div>
    </>
  )
}
