// The variables of the flow: their first values, where each is set and read, and other names for them.
import { ActionIcon, Button, Group, Stack, Text, TextInput, Title, Tooltip } from '@mantine/core'
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import { type FormEvent, useMemo, useState } from 'react'
import type { FlowDocument } from '../../../shared/flow/document.ts'
import { isVariableName, renameRefusal, type Variable, variablesOfFlow } from '../../../shared/flow/variables.ts'
import { announce } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { useEditor, useEditorStore } from '../document/store.ts'
import { renamingVariable } from '../document/variables.ts'
import { wordKey } from '../inspector/form.ts'
import { stepName } from '../labels/labels.ts'
import classes from './Variables.module.css'

type Declared = FlowDocument['variables']

const said = { badName: 'badName', taken: 'nameTaken', fixed: 'fixedName' } as const

/** A name in the making: what is wrong with it is told, Enter takes it. */
function NameForm({ name, label, wrong, onName }: NameFormProps) {
  const [value, setValue] = useState(name)
  const error = value === name || value === '' ? null : wrong(value)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (value !== '' && error === null) onName(value)
  }
  return (
    <form onSubmit={submit}>
      <Group gap={6} wrap="nowrap" align="start">
        <TextInput
          flex={1}
          size="xs"
          ff="monospace"
          data-autofocus
          autoFocus
          aria-label={text.watch.variableName}
          placeholder={text.watch.variableName}
          maxLength={60}
          value={value}
          error={error}
          onChange={(event) => setValue(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && onName(name)}
        />
        <Button size="xs" type="submit" disabled={value === '' || error !== null}>
          {label}
        </Button>
      </Group>
    </form>
  )
}
type NameFormProps = { name: string; label: string; wrong(name: string): string | null; onName(name: string): void }

/** Steps by name; a click goes there. */
function Places({ label, ids }: { label: string; ids: readonly string[] }) {
  const store = useEditorStore()
  const nodes = useEditor((state) => state.document.nodes)
  const found = ids.flatMap((id) => nodes.find((node) => node.id === id) ?? [])
  return (
    <div className={classes.places}>
      {label}:{' '}
      {found.length === 0
        ? text.watch.nowhere
        : found.map((node, at) => (
            <span key={node.id}>
              {at > 0 && ', '}
              <button type="button" className={classes.place} onClick={() => store.getState().goTo(node.id, '')}>
                {stepName(node)}
              </button>
            </span>
          ))}
    </div>
  )
}

function useDeclare() {
  const store = useEditorStore()
  return (change: (declared: Declared) => Declared, key?: string) => {
    const { document, edit } = store.getState()
    edit('flow', [{ kind: 'flow', part: { variables: change(document.variables) } }], key)
  }
}

/** The first value of a declared variable, or the wish for one. */
function Initial({ variable: { name, initial }, readOnly }: { variable: Variable; readOnly: boolean }) {
  const declare = useDeclare()
  if (initial === null)
    return readOnly ? null : (
      <Button
        variant="subtle"
        size="compact-xs"
        leftSection={<IconPlus size={12} />}
        aria-label={`${text.watch.giveFirst}: ${name}`}
        onClick={() => declare((declared) => [...declared, { name, initial: '' }])}
      >
        {text.watch.giveFirst}
      </Button>
    )
  return (
    <TextInput
      size="xs"
      mt={4}
      aria-label={`${text.watch.initial}: ${name}`}
      placeholder={text.watch.initial}
      readOnly={readOnly}
      value={initial}
      onChange={({ currentTarget: { value } }) =>
        declare(
          (declared) => declared.map((each) => (each.name === name ? { ...each, initial: value } : each)),
          `variable ${name} ${wordKey(value)}`,
        )
      }
    />
  )
}

/** The caret stays in the list when a form in it closes. */
const focusOn = (name: string) =>
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-rename="${CSS.escape(name)}"]`)?.focus())

function VariableLine({ variable, readOnly }: { variable: Variable; readOnly: boolean }) {
  const { name, initial, setIn, readIn, fixed } = variable
  const store = useEditorStore()
  const declare = useDeclare()
  const [renaming, setRenaming] = useState(false)
  const words = text.watch
  const rename = (next: string) => {
    setRenaming(false)
    focusOn(next)
    if (next === name) return
    const { document, edit } = store.getState()
    edit('rename', renamingVariable(document, name, next))
    announce(`${name} → ${next}`)
  }
  const wrong = (next: string) => {
    const refusal = renameRefusal(store.getState().document, name, next)
    return refusal && words[said[refusal]]
  }
  return (
    <li className={classes.variable} aria-label={name}>
      {renaming ? (
        <NameForm name={name} label={words.rename} wrong={wrong} onName={rename} />
      ) : (
        <Group gap={4} wrap="nowrap" align="start">
          <span className={classes.name}>{name}</span>
          {!readOnly && (
            <Tooltip label={fixed ? words.fixedName : words.renameVariable({ name })} multiline maw={240}>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={22}
                aria-label={words.renameVariable({ name })}
                data-rename={name}
                data-disabled={fixed || undefined}
                aria-disabled={fixed}
                onClick={() => !fixed && setRenaming(true)}
              >
                <IconPencil size={14} />
              </ActionIcon>
            </Tooltip>
          )}
          {!readOnly && initial !== null && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size={22}
              aria-label={words.removeVariable({ name })}
              onClick={() => declare((declared) => declared.filter((each) => each.name !== name))}
            >
              <IconTrash size={14} />
            </ActionIcon>
          )}
        </Group>
      )}
      <Places label={words.setBy} ids={setIn} />
      <Places label={words.readBy} ids={readIn} />
      {!(fixed && initial === null) && <Initial variable={variable} readOnly={readOnly} />}
    </li>
  )
}

/** All variables of the flow. */
export function Variables() {
  const flow = useEditor((state) => state.document)
  const readOnly = useEditor((state) => state.readOnly)
  const declare = useDeclare()
  const [adding, setAdding] = useState(false)
  const variables = useMemo(() => variablesOfFlow(flow), [flow])
  const words = text.watch
  const wrong = (name: string) => {
    if (!isVariableName(name)) return words.badName
    return variables.some((each) => each.name === name) ? words.nameTaken : null
  }
  const add = (name: string) => {
    setAdding(false)
    if (name === '') return
    declare((declared) => [...declared, { name, initial: '' }])
    focusOn(name)
  }
  return (
    <Stack component="section" gap={6} aria-label={words.declared}>
      <Title order={3}>{words.declared}</Title>
      {variables.length === 0 && (
        <Text size="sm" c="dimmed">
          {words.noVariables}
        </Text>
      )}
      <ul style={{ margin: 0, padding: 0, listStyle: 'none' }}>
        {variables.map((variable) => (
          <VariableLine key={variable.name} variable={variable} readOnly={readOnly} />
        ))}
      </ul>
      {adding ? (
        <NameForm name="" label={text.editor.addItem} wrong={wrong} onName={add} />
      ) : (
        !readOnly && (
          <Button
            variant="subtle"
            size="compact-xs"
            style={{ alignSelf: 'start' }}
            leftSection={<IconPlus size={13} />}
            onClick={() => setAdding(true)}
          >
            {words.addVariable}
          </Button>
        )
      )}
    </Stack>
  )
}
