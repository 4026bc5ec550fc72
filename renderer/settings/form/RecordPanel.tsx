import { Button, Group, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { z } from 'zod'
import { useWork } from '../../lib/feedback/index.ts'
import { fieldProblems } from '../../lib/fieldProblems.ts'
import { text } from '../../lib/i18n/index.ts'
import { SidePanel } from '../../ui/index.ts'
import { FieldInput } from './FieldInput.tsx'
import { type Draft, type Field, identifierOf, withoutEmpty } from './fields.ts'

type RecordFormProps = {
  start: Draft
  isNew: boolean
  fields: readonly Field[]
  schema: z.ZodType
  onSave(draft: Draft): Promise<unknown>
  onRemove?: (() => Promise<unknown>) | undefined
  onDone(): void
}

function RecordForm({ start, isNew, fields, schema, onSave, onRemove, onDone }: RecordFormProps) {
  const [draft, setDraft] = useState(start)
  const [problems, setProblems] = useState<Record<string, string>>({})
  const [sure, setSure] = useState(false)
  const { busy, run } = useWork()
  const put = (key: string, value: unknown) =>
    setDraft((before) => {
      const next = { ...before, [key]: value }
      // A new record's identifier follows its name until it is typed over.
      if (isNew && key === 'name' && (before.id === '' || before.id === identifierOf(String(before.name ?? ''))))
        next.id = identifierOf(String(value))
      return next
    })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const record = withoutEmpty(draft, fields)
    const found = fieldProblems(schema, record)
    setProblems(found)
    if (Object.keys(found).length === 0) void run(() => onSave(record), onDone)
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {fields.map((field) => (
          <FieldInput
            key={field.key}
            field={field}
            value={draft[field.key]}
            error={problems[field.key]}
            disabled={!isNew && field.fixed === true}
            onChange={(value) => put(field.key, value)}
          />
        ))}
        {Object.keys(problems).length > 0 && (
          <Text size="sm" c="var(--cord-bad)" role="alert">
            {text.settings.invalid}
          </Text>
        )}
        <Group justify="space-between" mt="sm">
          <Button type="submit" loading={busy}>
            {text.common.save}
          </Button>
          {onRemove && (
            <Button
              variant={sure ? 'filled' : 'subtle'}
              color="red.9"
              c={sure ? undefined : 'var(--cord-bad)'}
              onClick={() => (sure ? run(onRemove, onDone) : setSure(true))}
            >
              {sure ? text.common.removeSure(String(draft.name ?? draft.number ?? '')) : text.common.remove}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  )
}

/** A record in a panel at the side: its fields, save, and remove, which asks once. */
export function RecordPanel({
  title,
  opened,
  onClose,
  ...form
}: { title: string; opened: boolean; onClose(): void } & Omit<RecordFormProps, 'onDone'>) {
  return (
    <SidePanel opened={opened} onClose={onClose} size={420} title={title} close={text.common.close}>
      {opened && <RecordForm {...form} onDone={onClose} />}
    </SidePanel>
  )
}
