// The plain fields that the forms of nodes are built from. Each is named by its place in the configuration.
import { MultiSelect, NativeSelect, NumberInput, Select, Switch, TagsInput, Textarea, TextInput } from '@mantine/core'
import type { Backend } from '../../../shared/domain/backend.ts'
import { text } from '../../lib/i18n/index.ts'
import { fieldName, optionName } from '../words.ts'
import { Completed } from './Completed.tsx'
import { useField, wordKey } from './form.ts'
import { useOffice } from './office.ts'

type Named = { name: string }
type Optional = Named & { optional?: boolean }

/** A line of text; an optional one that is emptied is taken away. */
export function TextField({ name, optional = false }: Optional) {
  const { value, set, error, readOnly } = useField(name, '')
  return (
    <TextInput
      data-field={name}
      label={fieldName(name)}
      value={value}
      error={error}
      readOnly={readOnly}
      onChange={({ currentTarget: { value: next } }) => set(optional && !next ? undefined : next, wordKey(next))}
    />
  )
}

/** Several lines. */
export function LongTextField({ name }: Named) {
  const { value, set, error, readOnly } = useField(name, '')
  return (
    <Textarea
      data-field={name}
      label={fieldName(name)}
      value={value}
      error={error}
      readOnly={readOnly}
      autosize
      minRows={2}
      maxRows={10}
      onChange={({ currentTarget: { value: next } }) => set(next, wordKey(next))}
    />
  )
}

type NumberProps = Optional & {
  otherwise?: number
  min?: number
  max?: number /** What is kept, in units of what is shown. */
  scale?: number
}

/** A number; `scale` 1000 shows seconds of milliseconds. */
export function NumberField({ name, otherwise, min = 0, max, scale = 1, optional = false }: NumberProps) {
  const { value, set, error, readOnly } = useField<number | ''>(name, otherwise ?? '')
  return (
    <NumberInput
      data-field={name}
      label={fieldName(name)}
      value={value === '' ? '' : value / scale}
      error={error}
      readOnly={readOnly}
      min={min}
      max={max}
      clampBehavior="blur"
      onChange={(next) => {
        if (typeof next === 'number') set(Math.round(next * scale * 1000) / 1000, '')
        else if (optional || otherwise !== undefined) set(undefined, '')
      }}
    />
  )
}

/** Yes or no. */
export function SwitchField({ name, otherwise = false }: Named & { otherwise?: boolean }) {
  const { value, set, readOnly } = useField(name, otherwise)
  return (
    <Switch
      data-field={name}
      label={fieldName(name)}
      checked={value}
      disabled={readOnly}
      onChange={(event) => set(event.currentTarget.checked)}
    />
  )
}

/** One of a few. */
export function ChoiceField({ name, options }: Named & { options: readonly string[] }) {
  const { value, set, error, readOnly } = useField(name, options[0] ?? '')
  return (
    <NativeSelect
      data-field={name}
      label={fieldName(name)}
      value={value}
      error={error}
      disabled={readOnly}
      data={options.map((option) => ({ value: option, label: optionName(option) }))}
      onChange={(event) => set(event.currentTarget.value)}
    />
  )
}

/** One of a few numbers. */
export function NumberChoiceField({ name, options }: Named & { options: readonly number[] }) {
  const { value, set, error, readOnly } = useField(name, options[0] ?? 0)
  return (
    <NativeSelect
      data-field={name}
      label={fieldName(name)}
      value={String(value)}
      error={error}
      disabled={readOnly}
      data={options.map(String)}
      onChange={(event) => set(Number(event.currentTarget.value))}
    />
  )
}

type Item = { id: string; name: string }

/** What is chosen stays choosable, also when the office does not have it (any more). */
const choices = (items: readonly Item[], chosen: readonly string[]) => [
  ...items.map(({ id, name }) => ({ value: id, label: name })),
  ...chosen.filter((id) => id && !items.some((item) => item.id === id)).map((id) => ({ value: id, label: id })),
]

function OneOf({ name, items }: Named & { items: readonly Item[] }) {
  const { value, set, error, readOnly } = useField(name, '')
  return (
    <Select
      data-field={name}
      label={fieldName(name)}
      value={value || null}
      error={error}
      readOnly={readOnly}
      searchable={items.length > 6}
      data={choices(items, [value])}
      onChange={(next) => set(next ?? '')}
    />
  )
}

export const QueueField = ({ name }: Named) => <OneOf name={name} items={useOffice().queues} />
/** A named backend of that kind; none: the node's own address. */
export function BackendField({ name, kind }: Named & { kind: Backend['kind'] }) {
  const { value, set, error, readOnly } = useField(name, '')
  const items = useOffice().backends.filter((each) => each.kind === kind)
  return (
    <Select
      data-field={name}
      label={fieldName(name)}
      value={value || null}
      error={error}
      readOnly={readOnly}
      clearable
      data={choices(items, [value])}
      onChange={(next) => set(next ?? undefined)}
    />
  )
}
export const MailboxField = ({ name }: Named) => <OneOf name={name} items={useOffice().mailboxes} />

/** Any number of queues. */
export function QueuesField({ name }: Named) {
  const { value, set, error, readOnly } = useField<string[]>(name, [])
  return (
    <MultiSelect
      data-field={name}
      label={fieldName(name)}
      value={value}
      error={error}
      readOnly={readOnly}
      data={choices(useOffice().queues, value)}
      onChange={set}
    />
  )
}

/** The keys of a menu: one port each. */
export function KeysField({ name }: Named) {
  const { value, set, error, readOnly } = useField<string[]>(name, [])
  return (
    <TagsInput
      data-field={name}
      label={fieldName(name)}
      description={text.editor.keysHelp}
      value={value}
      error={error}
      readOnly={readOnly}
      splitChars={[',', ' ']}
      acceptValueOnBlur
      onChange={(next) => set(next.map((key) => key.trim()).filter((key) => /^[0-9*#]{1,8}$/.test(key)))}
    />
  )
}

/** A time zone of the world. */
export function ZoneField({ name }: Named) {
  const { value, set, error, readOnly } = useField(name, '')
  return (
    <Select
      data-field={name}
      label={fieldName(name)}
      value={value || null}
      error={error}
      readOnly={readOnly}
      searchable
      limit={60}
      data={Intl.supportedValuesOf('timeZone')}
      onChange={(next) => set(next ?? '')}
    />
  )
}

/** An expression, completed while it is typed. */
export function ExpressionField({ name }: Named) {
  const { value, set, error, readOnly } = useField(name, '')
  return (
    <Completed
      language="expression"
      data-field={name}
      label={fieldName(name)}
      value={value}
      error={error}
      readOnly={readOnly}
      onChange={set}
    />
  )
}

/** A line or several with `{{names}}` in them, completed while they are typed. */
export function TemplateField({ name, rows }: Named & { rows?: number }) {
  const { value, set, error, readOnly } = useField(name, '')
  return (
    <Completed
      language="template"
      data-field={name}
      label={fieldName(name)}
      value={value}
      error={error}
      readOnly={readOnly}
      minRows={rows}
      maxRows={rows && 10}
      onChange={set}
    />
  )
}
