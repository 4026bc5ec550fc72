import { ActionIcon, Button, Group, Input, NativeSelect, NumberInput, Select, Stack, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import type { AudioPrompt } from '../../../shared/domain/office.ts'
import { type Prompt, partsOf, type SimplePrompt, toneName } from '../../../shared/flow/prompt.ts'
import { text } from '../../lib/i18n/index.ts'
import { fieldName, optionName } from '../labels/labels.ts'
import { Completed } from './Completed.tsx'
import { useField } from './form.ts'
import { Listen } from './Listen.tsx'
import { askOfficeAgain, useOffice } from './office.ts'
import { Recorder } from './Recorder.tsx'

const kinds = ['text', 'audio', 'sound', 'tone', 'digits'] as const

const blank: Record<SimplePrompt['kind'], SimplePrompt> = {
  text: { kind: 'text', text: '' },
  audio: { kind: 'audio', id: '' },
  sound: { kind: 'sound', name: '' },
  tone: { kind: 'tone', tone: 'beep' },
  digits: { kind: 'digits', digits: '' },
}

type PartProps = { part: SimplePrompt; label: string; readOnly: boolean; onChange(part: SimplePrompt, word?: string): void }

function Text({ part, label, readOnly, onChange }: PartProps & { part: SimplePrompt & { kind: 'text' } }) {
  return (
    <Completed
      language="template"
      aria-label={`${label}, ${optionName('text')}`}
      minRows={2}
      maxRows={8}
      readOnly={readOnly}
      value={part.text}
      onChange={(value, word) => onChange({ ...part, text: value }, word)}
    />
  )
}

/** A prompt of the library; it can be heard before it is chosen. */
function LibraryOption({ name, prompt }: { name: string; prompt: AudioPrompt | undefined }) {
  return (
    <Group gap={6} wrap="nowrap" flex={1}>
      <span style={{ flex: 1, overflowWrap: 'anywhere' }}>{name}</span>
      {prompt && (
        // biome-ignore lint/a11y/noStaticElementInteractions: keeps the click on the button from choosing.
        // biome-ignore lint/a11y/useKeyWithClickEvents: the button beside the field is there for the keyboard.
        <span onClick={(event) => event.stopPropagation()}>
          <Listen prompt={prompt} />
        </span>
      )}
    </Group>
  )
}

function Audio({ part, label, readOnly, onChange }: PartProps & { part: SimplePrompt & { kind: 'audio' } }) {
  const { prompts } = useOffice()
  const chosen = prompts.find(({ id }) => id === part.id)
  const unknown = part.id && !chosen ? [{ value: part.id, label: part.id }] : []
  return (
    <Stack gap={6}>
      <Group gap={6} wrap="nowrap">
        <Select
          flex={1}
          aria-label={`${label}, ${optionName('audio')}`}
          renderOption={({ option }) => (
            <LibraryOption name={option.label} prompt={prompts.find(({ id }) => id === option.value)} />
          )}
          searchable
          readOnly={readOnly}
          data={[...prompts.map(({ id, name }) => ({ value: id, label: name })), ...unknown]}
          value={part.id || null}
          onChange={(id) => onChange({ kind: 'audio', id: id ?? '' })}
        />
        {chosen && <Listen prompt={chosen} />}
      </Group>
      {!readOnly && (
        <Recorder
          onSaved={(id) => {
            onChange({ kind: 'audio', id })
            askOfficeAgain()
          }}
        />
      )}
    </Stack>
  )
}

function Tone({ part, label, readOnly, onChange }: PartProps & { part: SimplePrompt & { kind: 'tone' } }) {
  return (
    <Group gap={6} wrap="nowrap">
      <NativeSelect
        flex={1}
        aria-label={`${label}, ${optionName('tone')}`}
        disabled={readOnly}
        data={toneName.options.map((value) => ({ value, label: optionName(value) }))}
        value={part.tone}
        onChange={(event) => onChange({ ...part, tone: toneName.parse(event.currentTarget.value) })}
      />
      <NumberInput
        w={86}
        aria-label={text.editor.toneSeconds}
        placeholder={text.editor.toneSeconds}
        readOnly={readOnly}
        min={0.05}
        max={600}
        value={part.seconds ?? ''}
        onChange={(seconds) => onChange({ ...part, seconds: typeof seconds === 'number' ? seconds : undefined }, '')}
      />
    </Group>
  )
}

function PartBody(props: PartProps) {
  const { part, label, readOnly, onChange } = props
  if (part.kind === 'text') return <Text {...props} part={part} />
  if (part.kind === 'audio') return <Audio {...props} part={part} />
  if (part.kind === 'tone') return <Tone {...props} part={part} />
  if (part.kind === 'digits')
    return (
      <Completed
        language="template"
        aria-label={`${label}, ${optionName('digits')}`}
        readOnly={readOnly}
        value={part.digits}
        onChange={(digits, word) => onChange({ kind: 'digits', digits }, word)}
      />
    )
  return (
    <TextInput
      aria-label={`${label}, ${optionName('sound')}`}
      placeholder={text.editor.sound}
      readOnly={readOnly}
      value={part.name}
      onChange={(event) => onChange({ kind: 'sound', name: event.currentTarget.value }, '')}
    />
  )
}

/** What a caller hears: text, audio, a sound, a tone, digits, or several in a row. */
export function PromptField({ name, optional = false }: { name: string; optional?: boolean }) {
  const { value, set, error, readOnly } = useField<Prompt | undefined>(name, undefined)
  return (
    <Input.Wrapper label={fieldName(name)} error={error} data-field={name}>
      <PromptParts label={fieldName(name)} value={value} optional={optional} readOnly={readOnly} onChange={set} />
    </Input.Wrapper>
  )
}

type PartsProps = {
  label: string
  value: Prompt | undefined
  optional: boolean
  readOnly: boolean
  onChange(prompt: Prompt | undefined, word?: string): void
}

/** The parts of one prompt, each with its kind. */
export function PromptParts({ label, value, optional, readOnly, onChange }: PartsProps) {
  const parts = value ? partsOf(value) : []
  const put = (next: SimplePrompt[], word?: string) => {
    const [only, second] = next
    if (!only) onChange(optional ? undefined : blank.text)
    else onChange(second ? { kind: 'list', items: next } : only, word)
  }
  return (
    <Stack gap={6}>
      {parts.map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a part of a prompt is known by its place only.
        <Stack key={at} gap={4}>
          <Group gap={4} wrap="nowrap">
            <NativeSelect
              flex={1}
              size="xs"
              aria-label={label}
              disabled={readOnly}
              data={kinds.map((kind) => ({ value: kind, label: optionName(kind) }))}
              value={part.kind}
              onChange={(event) => put(parts.with(at, blank[event.currentTarget.value as SimplePrompt['kind']]))}
            />
            {(optional || parts.length > 1) && !readOnly && (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={text.editor.removeItem}
                onClick={() => put(parts.toSpliced(at, 1))}
              >
                <IconTrash size={15} />
              </ActionIcon>
            )}
          </Group>
          <PartBody part={part} label={label} readOnly={readOnly} onChange={(next, word) => put(parts.with(at, next), word)} />
        </Stack>
      ))}
      {!readOnly && (
        <Button
          variant="subtle"
          size="compact-xs"
          style={{ alignSelf: 'start' }}
          leftSection={<IconPlus size={13} />}
          aria-label={`${text.editor.addItem}: ${label}`}
          onClick={() => put([...parts, blank.text])}
        >
          {text.editor.addItem}
        </Button>
      )}
    </Stack>
  )
}
