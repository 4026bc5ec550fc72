// Fields that hold several things: destinations, announcements, headers, assignments, cases.
import { ActionIcon, Autocomplete, Button, Group, Input, NativeSelect, Select, Stack, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Prompt } from '../../../shared/flow/prompt.ts'
import { type Destination, destinationText } from '../../../shared/nodes/destination.ts'
import { text } from '../../lib/i18n/index.ts'
import { fieldName, optionName } from '../labels/labels.ts'
import { Completed } from './Completed.tsx'
import { useField, wordKey } from './form.ts'
import { useOffice } from './office.ts'
import { PromptParts } from './PromptField.tsx'

type RowsProps<T> = { name: string; blank: T; row(item: T, put: (item: T, word?: string) => void, readOnly: boolean): ReactNode }

function RowsField<T>({ name, blank, row }: RowsProps<T>) {
  const { value, set, error, readOnly } = useField<T[]>(name, [])
  return (
    <Input.Wrapper label={fieldName(name)} error={error} data-field={name}>
      <Stack gap={6}>
        {value.map((item, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place.
          <Group key={at} gap={4} wrap="nowrap" align="flex-start">
            <div style={{ flex: 1, minWidth: 0 }}>{row(item, (next, word) => set(value.with(at, next), word), readOnly)}</div>
            {!readOnly && (
              <ActionIcon
                variant="subtle"
                color="gray"
                mt={4}
                aria-label={`${text.editor.removeItem}: ${fieldName(name)}`}
                onClick={() => set(value.toSpliced(at, 1))}
              >
                <IconTrash size={15} />
              </ActionIcon>
            )}
          </Group>
        ))}
        {!readOnly && (
          <Button
            variant="subtle"
            size="compact-xs"
            style={{ alignSelf: 'start' }}
            leftSection={<IconPlus size={13} />}
            aria-label={`${text.editor.addItem}: ${fieldName(name)}`}
            onClick={() => set([...value, blank])}
          >
            {text.editor.addItem}
          </Button>
        )}
      </Stack>
    </Input.Wrapper>
  )
}

type DestinationProps = { value: Destination; label: string; readOnly: boolean; onChange(next: Destination, word?: string): void }

function DestinationInput({ value, label, readOnly, onChange }: DestinationProps) {
  const { extensions, trunks } = useOffice()
  const kindly = (kind: Destination['kind']): Destination =>
    kind === 'uri' ? { kind, uri: 'sip:' } : { kind, number: kind === 'extension' ? (extensions[0]?.number ?? '') : '' }
  const written = (next: string): Destination => (value.kind === 'uri' ? { kind: 'uri', uri: next } : { ...value, number: next })
  const shown = { 'aria-label': `${label}, ${optionName(value.kind)}`, readOnly, value: destinationText(value) }
  return (
    <Stack gap={4}>
      <NativeSelect
        size="xs"
        aria-label={label}
        disabled={readOnly}
        data={(['extension', 'number', 'uri'] as const).map((kind) => ({ value: kind, label: optionName(kind) }))}
        value={value.kind}
        onChange={(event) => onChange(kindly(event.currentTarget.value as Destination['kind']))}
      />
      {value.kind === 'extension' ? (
        <Autocomplete
          {...shown}
          data={extensions.map(({ number }) => number)}
          renderOption={({ option }) => `${option.value} ${extensions.find((each) => each.number === option.value)?.name ?? ''}`}
          onChange={(next) => onChange(written(next), '')}
        />
      ) : (
        <Completed language="template" {...shown} onChange={(next, word) => onChange(written(next), word)} />
      )}
      {value.kind === 'number' && trunks.length > 0 && (
        <Select
          aria-label={text.editor.trunk}
          placeholder={text.editor.trunk}
          clearable
          readOnly={readOnly}
          data={trunks.map(({ id, name }) => ({ value: id, label: name }))}
          value={value.trunkId ?? null}
          onChange={(trunkId) => onChange({ ...value, trunkId: trunkId ?? undefined })}
        />
      )}
    </Stack>
  )
}

const nobody: Destination = { kind: 'extension', number: '' }

/** Who is rung. */
export function DestinationField({ name }: { name: string }) {
  const { value, set, error, readOnly } = useField<Destination>(name, nobody)
  return (
    <Input.Wrapper label={fieldName(name)} error={error} data-field={name}>
      <DestinationInput value={value} label={fieldName(name)} readOnly={readOnly} onChange={set} />
    </Input.Wrapper>
  )
}

/** Several who are rung. */
export const DestinationsField = ({ name }: { name: string }) => (
  <RowsField<Destination>
    name={name}
    blank={nobody}
    row={(item, put, readOnly) => <DestinationInput value={item} label={fieldName(name)} readOnly={readOnly} onChange={put} />}
  />
)

/** Prompts said in turn. */
export const PromptsField = ({ name }: { name: string }) => (
  <RowsField<Prompt>
    name={name}
    blank={{ kind: 'text', text: '' }}
    row={(item, put, readOnly) => (
      <PromptParts
        label={fieldName(name)}
        value={item}
        optional={false}
        readOnly={readOnly}
        onChange={(next, word) => next && put(next, word)}
      />
    )}
  />
)

type Pair = [left: string, right: string]
type PairInputProps = {
  pair: Pair
  labels: Pair
  sign: string
  readOnly: boolean
  /** The right one has `{{names}}` in it. */
  filledIn?: boolean
  onChange(pair: Pair, word: string): void
}

function PairInput({ pair: [left, right], labels, sign, readOnly, filledIn = false, onChange }: PairInputProps) {
  const part = (at: 0 | 1) => ({ size: 'xs', readOnly, 'aria-label': labels[at], placeholder: labels[at] }) as const
  const put = (next: string) => onChange([left, next], wordKey(next))
  return (
    <Group gap={4} wrap="nowrap">
      <TextInput {...part(0)} w="40%" value={left} onChange={(event) => onChange([event.currentTarget.value, right], '')} />
      {sign}
      <div style={{ flex: 1, minWidth: 0 }}>
        {filledIn ? (
          <Completed language="template" {...part(1)} value={right} onChange={put} />
        ) : (
          <TextInput {...part(1)} value={right} onChange={(event) => put(event.currentTarget.value)} />
        )}
      </div>
    </Group>
  )
}

/** Variables and what they are set to. */
export const AssignmentsField = ({ name }: { name: string }) => (
  <RowsField<{ name: string; expression: string }>
    name={name}
    blank={{ name: '', expression: "''" }}
    row={(item, put, readOnly) => (
      <Stack gap={4}>
        <TextInput
          size="xs"
          readOnly={readOnly}
          aria-label={fieldName('variable')}
          placeholder={fieldName('variable')}
          rightSection="="
          value={item.name}
          onChange={(event) => put({ ...item, name: event.currentTarget.value }, '')}
        />
        <Completed
          language="expression"
          size="xs"
          readOnly={readOnly}
          aria-label={fieldName('expression')}
          placeholder={fieldName('expression')}
          value={item.expression}
          onChange={(expression, word) => put({ ...item, expression }, word)}
        />
      </Stack>
    )}
  />
)

/** What is read out of a JSON answer, and into which variable. */
export const ReadingsField = ({ name }: { name: string }) => (
  <RowsField<{ name: string; pointer: string }>
    name={name}
    blank={{ name: '', pointer: '/' }}
    row={(item, put, readOnly) => (
      <PairInput
        pair={[item.name, item.pointer]}
        labels={[fieldName('variable'), fieldName('pointer')]}
        sign="←"
        readOnly={readOnly}
        onChange={([variable, pointer], word) => put({ name: variable, pointer }, word)}
      />
    )}
  />
)

/** One port a value. */
export const CasesField = ({ name }: { name: string }) => (
  <RowsField<{ port: string; equals: string }>
    name={name}
    blank={{ port: '', equals: '' }}
    row={(item, put, readOnly) => (
      <PairInput
        pair={[item.port, item.equals]}
        labels={[text.editor.port, text.editor.value]}
        sign={text.editor.equals}
        readOnly={readOnly}
        onChange={([port, equals], word) => put({ port, equals }, word)}
      />
    )}
  />
)

/** Headers of a request. */
export function HeadersField({ name }: { name: string }) {
  const { value, set, error, readOnly, filledIn } = useField<Record<string, string>>(name, {})
  const pairs = Object.entries(value)
  const put = (next: Pair[]) => set(Object.fromEntries(next), '')
  return (
    <Input.Wrapper label={fieldName(name)} error={error} data-field={name}>
      <Stack gap={6}>
        {[...pairs, ...(readOnly ? [] : [['', ''] as Pair])].map((pair, at) => (
          <PairInput
            // biome-ignore lint/suspicious/noArrayIndexKey: a header's name changes while it is typed.
            key={at}
            pair={pair}
            labels={[text.editor.header, text.editor.value]}
            sign=":"
            filledIn={filledIn}
            readOnly={readOnly}
            onChange={(next) => put([...pairs.slice(0, at), next, ...pairs.slice(at + 1)].filter(([key, said]) => key || said))}
          />
        ))}
      </Stack>
    </Input.Wrapper>
  )
}
