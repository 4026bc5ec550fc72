import { Button, Group, Stack, Text } from '@mantine/core'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { z } from 'zod'
import { useLoad, useWork } from '../../lib/feedback/index.ts'
import { fieldProblems } from '../../lib/fieldProblems.ts'
import { text } from '../../lib/i18n/index.ts'
import { dataOf, sentenceOf } from '../../lib/rpc/index.ts'
import { SidePanel } from '../../ui/index.ts'
import { FieldInput } from './FieldInput.tsx'
import { FlowsNaming, type Naming } from './FlowsNaming.tsx'
import { type Draft, type Field, withoutEmpty } from './fields.ts'

/** The focus goes to the first field when a form opens, and back to where it was when it closes. */
function useFocusInside() {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    const before = document.activeElement
    form.current?.querySelector<HTMLElement>('input:not([disabled]), select:not([disabled]), textarea:not([disabled])')?.focus()
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  return form
}

type RecordFormProps = {
  start: Draft
  isNew: boolean
  fields: readonly Field[]
  schema: z.ZodType
  onSave(draft: Draft): Promise<unknown>
  onRemove?: (() => Promise<unknown>) | undefined
  /** Follows what is typed, below the fields. */
  below?: ((draft: Draft) => ReactNode) | undefined
  /** Which flows name the record: shown, and told before it is removed. */
  naming?: (() => Promise<Naming>) | undefined
  onDone(): void
}

function RecordForm({ start, isNew, fields, schema, onSave, onRemove, below, naming, onDone }: RecordFormProps) {
  const [draft, setDraft] = useState(start)
  const [problems, setProblems] = useState<Record<string, string>>({})
  const [sure, setSure] = useState(false)
  const { busy, run } = useWork()
  const form = useFocusInside()
  // A new record's id is the host's to give.
  const shown = fields.filter((field) => (field.when?.(draft) ?? true) && !(isNew && field.key === 'id'))
  const put = (key: string, value: unknown) => setDraft((before) => ({ ...before, [key]: value }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const record = withoutEmpty(draft, fields)
    const found = fieldProblems(schema, isNew ? { ...record, id: 'new' } : record)
    const tell = (problems: Record<string, string>) => {
      setProblems(problems)
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
    }
    tell(found)
    if (Object.keys(found).length > 0) return
    // What the host finds wrong with a field is told beside it, too.
    const save = () =>
      onSave(record).then(onDone, (error: unknown) => {
        const { field } = dataOf<{ field: string }>(error)
        if (!shown.some(({ key }) => key === field)) throw error
        tell({ [String(field)]: sentenceOf(error) })
      })
    void run(save)
  }
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Stack gap="md">
        {shown.map((field) => (
          <FieldInput
            key={field.key}
            field={field}
            value={draft[field.key]}
            error={problems[field.key]}
            disabled={!isNew && field.fixed === true}
            onChange={(value) => put(field.key, value)}
          />
        ))}
        {below?.(draft)}
        {naming && <Named naming={naming} removing={sure} />}
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
              {sure ? text.common.removeSure({ name: String(draft.name ?? draft.number ?? '') }) : text.common.remove}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  )
}

function Named({ naming, removing }: { naming(): Promise<Naming>; removing: boolean }) {
  return <FlowsNaming load={useLoad(naming, 'naming')} removing={removing} />
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
