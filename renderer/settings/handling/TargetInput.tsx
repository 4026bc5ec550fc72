import { Checkbox, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core'
import type { HandlingTarget } from '../../../shared/domain/callHandling.ts'
import { text } from '../../lib/i18n/index.ts'
import { useSession } from '../../lib/session.ts'

type Kind = HandlingTarget['kind']
const kinds: readonly Kind[] = ['extension', 'number', 'mailbox', 'announcement']

/** What a kind begins with, before anything is chosen. */
const blank: Record<Kind, HandlingTarget> = {
  extension: { kind: 'extension', number: '' },
  number: { kind: 'number', number: '', confirm: true, showCaller: false },
  mailbox: { kind: 'mailbox', mailboxId: '' },
  announcement: { kind: 'announcement', text: '' },
}

type Detail<T extends HandlingTarget> = { value: T; onChange(value: HandlingTarget): void; error?: string | undefined }

function Colleague({ value, onChange, error, own }: Detail<Extract<HandlingTarget, { kind: 'extension' }>> & { own: string }) {
  const extensions = useSession((state) => state.extensions)
  const others = extensions.filter(({ number }) => number !== own)
  return (
    <NativeSelect
      label={text.callHandling.colleague}
      error={error}
      value={value.number}
      onChange={(event) => onChange({ ...value, number: event.currentTarget.value })}
      data={[
        { value: '', label: text.callHandling.choose },
        ...others.map(({ number, name }) => ({ value: number, label: `${name} (${number})` })),
      ]}
    />
  )
}

function Outside({ value, onChange, error }: Detail<Extract<HandlingTarget, { kind: 'number' }>>) {
  const words = text.callHandling
  return (
    <Stack gap="xs">
      <TextInput
        type="tel"
        label={words.number}
        error={error}
        maxLength={40}
        value={value.number}
        onChange={(event) => onChange({ ...value, number: event.currentTarget.value })}
      />
      <Checkbox
        label={words.confirm}
        description={words.confirmHelp}
        checked={value.confirm}
        onChange={(event) => onChange({ ...value, confirm: event.currentTarget.checked })}
      />
      <Checkbox
        label={words.showCaller}
        description={words.showCallerHelp}
        checked={value.showCaller}
        onChange={(event) => onChange({ ...value, showCaller: event.currentTarget.checked })}
      />
    </Stack>
  )
}

function MailboxChoice({ value, onChange, error }: Detail<Extract<HandlingTarget, { kind: 'mailbox' }>>) {
  const mailboxes = useSession((state) => state.mailboxes)
  return (
    <NativeSelect
      label={text.callHandling.mailbox}
      error={error}
      value={value.mailboxId}
      onChange={(event) => onChange({ ...value, mailboxId: event.currentTarget.value })}
      data={[{ value: '', label: text.callHandling.choose }, ...mailboxes.map(({ id, name }) => ({ value: id, label: name }))]}
    />
  )
}

type TargetInputProps = {
  label: string
  value: HandlingTarget | null
  onChange(value: HandlingTarget | null): void
  /** The extension whose rules they are. */
  own: string
  error?: string | undefined
  /** Only what can be rung, and something of it. */
  rungOnly?: boolean
}

/** Where calls go: a kind, and what belongs to it. */
export function TargetInput({ label, value, onChange, own, error, rungOnly = false }: TargetInputProps) {
  const words = text.callHandling
  const offered = rungOnly ? kinds.slice(0, 2) : kinds
  const pick = (kind: string) => {
    const found = offered.find((each) => each === kind)
    onChange(found ? blank[found] : null)
  }
  return (
    <Stack gap="xs" role="group" aria-label={label}>
      <NativeSelect
        label={label}
        value={value?.kind ?? ''}
        onChange={(event) => pick(event.currentTarget.value)}
        data={[
          ...(rungOnly ? [] : [{ value: '', label: words.kinds.none }]),
          ...offered.map((kind) => ({ value: kind, label: words.kinds[kind] })),
        ]}
      />
      {value?.kind === 'extension' && <Colleague value={value} onChange={onChange} error={error} own={own} />}
      {value?.kind === 'number' && <Outside value={value} onChange={onChange} error={error} />}
      {value?.kind === 'mailbox' && <MailboxChoice value={value} onChange={onChange} error={error} />}
      {value?.kind === 'announcement' && (
        <Textarea
          label={words.announcement}
          error={error}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={500}
          value={value.text}
          onChange={(event) => onChange({ ...value, text: event.currentTarget.value })}
        />
      )}
    </Stack>
  )
}
