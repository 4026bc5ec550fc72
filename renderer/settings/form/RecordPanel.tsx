import { Button, Group, Stack } from '@mantine/core'
import { type ReactNode, type RefObject, useEffect, useState } from 'react'
import type { z } from 'zod'
import { useLoad, useWork } from '../../lib/feedback/index.ts'
import { fieldProblems } from '../../lib/fieldProblems.ts'
import { text } from '../../lib/i18n/index.ts'
import { SidePanel } from '../../ui/index.ts'
import { FlowsNaming, type Naming } from './FlowsNaming.tsx'
import { type Draft, type Field, withoutEmpty } from './fields.ts'
import { RecordFields, useRecordForm } from './recordForm.tsx'

/** The focus goes to the first field when a form opens, and back to where it was when it closes. */
function useFocusInside(form: RefObject<HTMLFormElement | null>): void {
  useEffect(() => {
    const before = document.activeElement
    form.current?.querySelector<HTMLElement>('input:not([disabled]), select:not([disabled]), textarea:not([disabled])')?.focus()
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [form])
}

type RecordFormProps = {
  start: Draft
  isNew: boolean
  fields: readonly Field[]
  schema: z.ZodType
  onSave(draft: Draft): Promise<unknown>
  onRemove?: (() => Promise<unknown>) | undefined
  /** What would be removed, where the record has neither name nor number. */
  about?: string | undefined
  /** Follows what is typed, below the fields. */
  below?: ((draft: Draft) => ReactNode) | undefined
  /** Which flows name the record: shown, and told before it is removed. */
  naming?: (() => Promise<Naming>) | undefined
  onDone(): void
}

function RecordForm({ start, isNew, fields, schema, onSave, onRemove, about, below, naming, onDone }: RecordFormProps) {
  const recordOf = (draft: Draft) => withoutEmpty(draft, fields)
  const { form, element, submit, refused } = useRecordForm(start, (draft) =>
    fieldProblems(schema, isNew ? { ...recordOf(draft), id: 'new' } : recordOf(draft)),
  )
  const [sure, setSure] = useState(false)
  const { busy, run } = useWork()
  useFocusInside(element)
  const draft = form.watch()
  // A new record's id is the host's to give.
  const shown = fields.filter((field) => (field.when?.(draft) ?? true) && !(isNew && field.key === 'id'))
  const save = (typed: Draft) => void run(() => onSave(recordOf(typed)).then(onDone, (error: unknown) => refused(error, shown)))
  return (
    <form ref={element} onSubmit={submit(save)} noValidate>
      <Stack gap="md">
        <RecordFields form={form} fields={shown} disabled={(field) => !isNew && field.fixed === true}>
          {below?.(draft)}
          {naming && <Named naming={naming} removing={sure} />}
        </RecordFields>
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
              {sure ? text.common.removeSure({ name: String(draft.name ?? draft.number ?? about ?? '') }) : text.common.remove}
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
