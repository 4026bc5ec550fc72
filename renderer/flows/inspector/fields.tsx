// The plain fields that the forms of nodes are built from. Each is named by its place in the configuration.
import { MultiSelect, NativeSelect, NumberInput, Select, Switch, TagsInput, Textarea, TextInput } from '@mantine/core'
import type { Backend } from '../../../shared/domain/backend.ts'
import { text } from '../../lib/i18n/index.ts'
import { optionName } from '../labels/labels.ts'
import { Completed } from './Completed.tsx'
import { useShownField, wordKey } from './form.ts'
import { useOffice } from './office.ts'

type Named = { name: string }
type Optional = Named & { optional?: boolean }

/** A line of text; an optional one that is emptied is taken away. Names complete themselves where the step fills them in. */
export function TextField({ name, optional = false }: Optional) {
  const { shown, filledIn, set } = useShownField(name, '')
  const put = (next: string) => set(optional && !next ? undefined : next, wordKey(next))
  return filledIn ? (
    <Completed language="template" {...shown} onChange={put} />
  ) : (
    <TextInput {...shown} onChange={({ currentTarget: { value } }) => put(value)} />
  )
}

/** Several lines. */
export function LongTextField({ name }: Named) {
  const { shown, set } = useShownField(name, '')
  return (
    <Textarea
      {...shown}
      autosize
      minRows={2}
      maxRows={10}
      onChange={({ currentTarget: { value } }) => set(value, wordKey(value))}
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
  const { shown, set } = useShownField<number | ''>(name, otherwise ?? '')
  return (
    <NumberInput
      {...shown}
      value={shown.value === '' ? '' : shown.value / scale}
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
  const { shown, set } = useShownField(name, otherwise)
  const { value, readOnly, error, ...rest } = shown
  return <Switch {...rest} checked={value} disabled={readOnly} onChange={(event) => set(event.currentTarget.checked)} />
}

type ChoiceProps = Named & { options: readonly (string | number)[]; otherwise: unknown }

/** One of a few; numbers are their own words. */
export function ChoiceField({ name, options, otherwise }: ChoiceProps) {
  const { shown, set } = useShownField<unknown>(name, otherwise)
  const { readOnly, ...rest } = shown
  return (
    <NativeSelect
      {...rest}
      value={String(shown.value ?? '')}
      disabled={readOnly}
      data={options.map((option) => ({
        value: String(option),
        label: typeof option === 'number' ? String(option) : optionName(option),
      }))}
      onChange={(event) => set(options.find((option) => String(option) === event.currentTarget.value))}
    />
  )
}

type Item = { id: string; name: string }

/** What is chosen stays choosable, also when the office does not have it (any more). */
const choices = (items: readonly Item[], chosen: readonly string[]) => [
  ...items.map(({ id, name }) => ({ value: id, label: name })),
  ...chosen.filter((id) => id && !items.some((item) => item.id === id)).map((id) => ({ value: id, label: id })),
]

type OneOfProps = Named & {
  items: readonly Item[]
  optional?: boolean
  nothingFound?: string
  placeholder?: string
  onChosen?(id: string): void
}

/** One of those, by its id; an optional one can be emptied, which takes it away. */
export function OneOf({ name, items, optional = false, nothingFound, placeholder, onChosen }: OneOfProps) {
  const { shown, set } = useShownField(name, '')
  return (
    <Select
      {...shown}
      value={shown.value || null}
      placeholder={placeholder}
      clearable={optional}
      searchable={items.length > 6 || nothingFound !== undefined}
      nothingFoundMessage={nothingFound}
      limit={60}
      data={choices(items, [shown.value])}
      onChange={(next) => {
        set(next ?? (optional ? undefined : ''))
        if (next) onChosen?.(next)
      }}
    />
  )
}

export const QueueField = ({ name }: Named) => <OneOf name={name} items={useOffice().queues} />
export const MailboxField = ({ name }: Named) => <OneOf name={name} items={useOffice().mailboxes} />

/** A named backend of that kind; none: the node's own address. */
export const BackendField = ({ name, kind }: Named & { kind: Backend['kind'] | undefined }) => (
  <OneOf name={name} items={useOffice().backends.filter((each) => each.kind === kind)} optional />
)

const zones = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])].map((zone) => ({ id: zone, name: zone }))

/** A time zone of the world. */
export const ZoneField = ({ name }: Named) => <OneOf name={name} items={zones} />

/** Any number of queues. */
export function QueuesField({ name }: Named) {
  const { shown, set } = useShownField<string[]>(name, [])
  return <MultiSelect {...shown} data={choices(useOffice().queues, shown.value)} onChange={set} />
}

type NamesProps = Named & {
  pattern: RegExp
  otherwise: string[]
  offered?: readonly string[]
  description?: string
  signs?: string[]
}

/** Several short names of that pattern, one port each; what does not fit is not taken. */
export function NamesField({ name, pattern, otherwise, offered = [], description, signs }: NamesProps) {
  const { shown, set } = useShownField<string[]>(name, otherwise)
  return (
    <TagsInput
      {...shown}
      description={description}
      data={[...offered]}
      splitChars={signs}
      acceptValueOnBlur
      onChange={(next) => set(next.map((each) => each.trim()).filter((each) => pattern.test(each)))}
    />
  )
}

/** The keys of a menu: one port each. */
export const KeysField = ({ name }: Named) => (
  <NamesField name={name} pattern={/^[0-9*#]{1,8}$/} otherwise={[]} description={text.editor.keysHelp} signs={[',', ' ']} />
)

/** An expression, completed while it is typed. */
export function ExpressionField({ name }: Named) {
  const { shown, set } = useShownField(name, '')
  return <Completed language="expression" {...shown} onChange={set} />
}

/** Several lines with `{{names}}` in them, completed while they are typed. */
export function TemplateField({ name, rows }: Named & { rows: number }) {
  const { shown, set } = useShownField(name, '')
  return <Completed language="template" {...shown} minRows={rows} maxRows={10} onChange={set} />
}
