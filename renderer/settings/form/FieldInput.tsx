import { MultiSelect, NativeSelect, NumberInput, PasswordInput, Switch, TagsInput, Textarea, TextInput } from '@mantine/core'
import { text } from '../../lib/i18n/index.ts'
import type { Field } from './fields.ts'
import { PairsInput } from './PairsInput.tsx'

type FieldInputProps = {
  field: Field
  value: unknown
  error?: string | undefined
  disabled?: boolean
  onChange(value: unknown): void
  onBlur?: (() => void) | undefined
}

const strings = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

/** One field of a form, by its kind. */
export function FieldInput({ field, value, error, disabled = false, onChange, onBlur }: FieldInputProps) {
  const common = {
    label: field.label,
    description: field.example?.(value) ?? field.help,
    error,
    disabled,
    name: field.key,
    onBlur,
  }
  const onText = (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value)
  switch (field.kind) {
    case 'text':
      return <TextInput {...common} maxLength={field.maxLength} value={String(value ?? '')} onChange={onText} />
    case 'time':
      return <TextInput {...common} type="time" value={String(value ?? '')} onChange={onText} />
    case 'password':
      return (
        <PasswordInput
          {...common}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': text.common.view }}
          value={String(value ?? '')}
          onChange={onText}
        />
      )
    case 'number':
      return (
        <NumberInput
          {...common}
          min={field.min}
          max={field.max}
          allowDecimal={false}
          value={Number(value ?? field.min)}
          onChange={(next) => onChange(Number(next))}
        />
      )
    case 'switch':
      return (
        <Switch
          label={field.label}
          description={field.help}
          error={error}
          aria-invalid={error !== undefined}
          disabled={disabled}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      )
    case 'select': {
      const none = field.optional ? [{ value: '', label: '–' }] : []
      return <NativeSelect {...common} data={[...none, ...field.options]} value={String(value ?? '')} onChange={onText} />
    }
    case 'several':
      return (
        <MultiSelect
          {...common}
          data={[...field.options]}
          value={strings(value)}
          onChange={onChange}
          // Above: it stays open while several are chosen, and would cover what saves the form.
          comboboxProps={{ withinPortal: true, position: 'top' }}
        />
      )
    case 'long':
      return (
        <Textarea
          {...common}
          autosize
          minRows={3}
          maxRows={12}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          spellCheck={false}
          maxLength={field.maxLength}
          value={String(value ?? '')}
          onChange={onText}
        />
      )
    case 'pairs':
      return <PairsInput {...common} labels={field.labels} value={value} onChange={onChange} />
    case 'words':
      return <TagsInput {...common} data={[...(field.suggestions ?? [])]} value={strings(value)} onChange={onChange} />
  }
}
