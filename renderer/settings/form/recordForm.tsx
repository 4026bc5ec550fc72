// A form over a record, by React Hook Form: fields as data, the contract's schema as its check, problems beside the fields.
import { Accordion, Stack, Text } from '@mantine/core'
import { type BaseSyntheticEvent, type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import { Controller, type Resolver, type UseFormReturn, useForm } from 'react-hook-form'
import { text } from '../../lib/i18n/index.ts'
import { dataOf, sentenceOf } from '../../lib/rpc/index.ts'
import { FieldInput } from './FieldInput.tsx'
import type { Draft, Field } from './fields.ts'

export type RecordFormState = {
  form: UseFormReturn<Draft>
  element: RefObject<HTMLFormElement | null>
  /** Checks, then runs `save` with what was typed; the first field with a problem takes the focus otherwise. */
  submit(save: (draft: Draft) => void): (event: BaseSyntheticEvent) => void
  /** Shows what the host finds wrong with one of those fields beside it. Throws the error when it is about none of them. */
  refused(error: unknown, fields: readonly Field[]): void
}

/** `check`: the problem of each field by its key; none when all fit. */
export function useRecordForm(start: Draft, check: (draft: Draft) => Record<string, string>): RecordFormState {
  const element = useRef<HTMLFormElement>(null)
  const resolver: Resolver<Draft> = (draft) => {
    const errors = Object.entries(check(draft)).map(([key, message]) => [key, { type: 'invalid', message }])
    return errors.length > 0 ? { values: {}, errors: Object.fromEntries(errors) } : { values: draft, errors: {} }
  }
  const form = useForm<Draft>({ defaultValues: start, resolver, shouldFocusError: false })
  const focusProblem = () => {
    requestAnimationFrame(() => element.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
  }
  return {
    form,
    element,
    submit: (save) => (event) => void form.handleSubmit(save, focusProblem)(event),
    refused: (error, fields) => {
      const { field } = dataOf<{ field: string }>(error)
      if (!fields.some(({ key }) => key === field)) throw error
      form.setError(String(field), { type: 'host', message: sentenceOf(error) })
      focusProblem()
    },
  }
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/**
 * Shows what the host has now, in place; what was typed since the form was last sent stays. The function returned is told what is sent.
 */
export function useKeptValues(form: UseFormReturn<Draft>, values: Draft): (sent: Draft) => void {
  const base = useRef(values)
  const shown = useRef(values)
  useEffect(() => {
    if (same(shown.current, values)) return
    const now = form.getValues()
    const typed = Object.keys(now).filter((key) => !same(now[key], base.current[key]))
    shown.current = values
    base.current = values
    form.reset(values)
    for (const key of typed) form.setValue(key, now[key], { shouldDirty: true })
  }, [form, values])
  return (sent) => {
    base.current = { ...base.current, ...sent }
  }
}

type RecordFieldsProps = {
  form: UseFormReturn<Draft>
  fields: readonly Field[]
  disabled(field: Field): boolean
  /** Between the fields and the sentence that something is wrong. */
  children?: ReactNode
}

/** The fields, one below the other, and a sentence when something is wrong with them. */
export function RecordFields({ form, fields, disabled, children }: RecordFieldsProps) {
  const { errors } = form.formState
  const [unfolded, setUnfolded] = useState<string[]>([])
  const groups = [...new Set(fields.flatMap(({ group }) => group ?? []))]
  // What is wrong is not hidden, and stays in sight while it is mended.
  const wrong = fields.flatMap(({ group, key }) => (group && errors[key] && !unfolded.includes(group) ? [group] : []))
  if (wrong.length > 0) setUnfolded([...new Set([...unfolded, ...wrong])])
  const input = (field: Field) => (
    <Controller
      key={field.key}
      name={field.key}
      control={form.control}
      render={({ field: { value, onChange, onBlur } }) => (
        <FieldInput
          field={field}
          value={value}
          error={errors[field.key]?.message?.toString()}
          disabled={disabled(field)}
          onChange={(next) => {
            onChange(next)
            const others = field.sets?.(next, form.getValues()) ?? {}
            for (const [key, other] of Object.entries(others)) form.setValue(key, other)
          }}
          onBlur={onBlur}
        />
      )}
    />
  )
  return (
    <Stack gap="md">
      {fields.filter(({ group }) => group === undefined).map(input)}
      {groups.length > 0 && (
        <Accordion multiple variant="contained" transitionDuration={0} value={unfolded} onChange={setUnfolded}>
          {groups.map((group) => (
            <Accordion.Item key={group} value={group}>
              <Accordion.Control>{group}</Accordion.Control>
              <Accordion.Panel>
                <Stack gap="md">{fields.filter((field) => field.group === group).map(input)}</Stack>
              </Accordion.Panel>
            </Accordion.Item>
          ))}
        </Accordion>
      )}
      {children}
      {Object.keys(errors).length > 0 && (
        <Text size="sm" c="var(--cord-bad)" role="alert">
          {text.settings.invalid}
        </Text>
      )}
    </Stack>
  )
}
