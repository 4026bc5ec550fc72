import { Anchor, Button, Group, Table, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { Link } from 'react-router'
import type { z } from 'zod'
import { Loaded, tell, tellUndoable, useLoad } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import { loadOffice, useMay } from '../../lib/session.ts'
import { EmptyState } from '../../ui/index.ts'
import type { Naming } from './FlowsNaming.tsx'
import type { Draft, Field } from './fields.ts'
import { RecordPanel } from './RecordPanel.tsx'

/** A record as it is listed: with what its update is checked by. */
export type Listed<T> = T & { revision?: string | undefined }
export type Column<T> = { label: string; cell(record: T): ReactNode }

export type RecordListProps<T> = {
  /** Names the words for it in the catalogue. */
  what: keyof typeof text.settings.newRecord
  list(): Promise<T[]>
  keyOf(record: T): string
  titleOf(record: T): string
  columns: readonly Column<T>[]
  fields: readonly Field[]
  schema: z.ZodType
  /** Of a new one, where it needs more. */
  newSchema?: z.ZodType
  /** What a new record starts with. */
  blank: Draft
  toDraft(record: T): Draft
  /** Makes one; what belongs to another already is told beside its field. */
  create(draft: Draft): Promise<unknown>
  /** Changes one, of that revision: another's change meanwhile is not overwritten. */
  update(draft: Draft, revision: string | undefined): Promise<unknown>
  /** Tells the entry of the audit trail by which it can be put back. */
  remove?: (record: T) => Promise<{ change: number }>
  /** Who may change them; administrators unless said otherwise. */
  editableBy?: 'supervisor' | 'admin'
  /** A new value loads the list again, after it was changed from outside. */
  turn?: number
  /** More that can be done with a record, at the end of its row. */
  extra?: (record: T, place: { index: number; count: number }) => ReactNode
  /** Follows what is typed, below the fields of the form. */
  below?: (draft: Draft) => ReactNode
  /** Where a record is edited that is part of something else; null: here. */
  elsewhere?: (record: T) => { to: string; label: string } | null
  /** Which flows name a record. */
  naming?: (record: T) => Promise<Naming>
}

/** The audit trail's words for what a list shows: it loads again when anybody changes such a thing. */
const followed: Readonly<Record<string, readonly string[]>> = {
  backends: ['backend'],
  blocked: ['blocked'],
  extensions: ['extension', 'operator', 'person'],
  mailboxes: ['mailbox', 'person'],
  outgoing: ['outgoing', 'trunk'],
  phones: ['phone', 'extension', 'operator', 'person'],
  queues: ['queue'],
  routes: ['route', 'flow'],
  trunks: ['trunk'],
  webhooks: ['webhook'],
}

/** Opens a record's form, or leads to where it is edited. */
function Opening({
  place,
  onOpen,
  children,
}: {
  place: { to: string; label: string } | null
  onOpen(): void
  children: ReactNode
}) {
  if (place)
    return (
      <Anchor component={Link} to={place.to} fw={500} fz="md" title={place.label}>
        {children}
      </Anchor>
    )
  return (
    <UnstyledButton fw={500} fz="md" c="var(--mantine-color-anchor)" onClick={onOpen}>
      {children}
    </UnstyledButton>
  )
}

/** A list of records with a form beside it; administrators edit, the others look. */
export function RecordList<T extends { revision?: string | undefined }>(props: RecordListProps<T>) {
  const {
    what,
    list,
    keyOf,
    titleOf,
    columns,
    fields,
    schema,
    newSchema = schema,
    blank,
    toDraft,
    create,
    update,
    remove,
    extra,
    below,
    naming,
    elsewhere,
    editableBy = 'admin',
    turn = 0,
  } = props
  const load = useLoad(list, `${what} ${turn}`, followed[what])
  const [open, setOpen] = useState<{ record: T | null } | null>(null)
  const admin = useMay(editableBy)
  const record = open?.record ?? null
  const changed = () => {
    load.reload()
    void loadOffice().catch(() => undefined)
  }
  const added = (draft: Draft) =>
    create(draft).then(() => {
      changed()
      tell('success', text.common.saved)
    })
  /** What stood there before can be put back. */
  const edited = (draft: Draft, before: T) =>
    update(draft, before.revision).then(() => {
      changed()
      tellUndoable(text.common.saved, () => update(toDraft(before), undefined).then(changed))
    })
  const removed = (work: Promise<{ change: number }>) =>
    work.then(({ change }) => {
      changed()
      tellUndoable(text.common.removed, () => rpc.system.undo({ id: change }).then(changed))
    })
  return (
    <>
      {admin && (
        <Group justify="flex-end" mb="sm">
          <Button size="xs" leftSection={<IconPlus size={15} />} onClick={() => setOpen({ record: null })}>
            {text.settings.newRecord[what]}
          </Button>
        </Group>
      )}
      <Loaded load={load} rows={4}>
        {(records) =>
          records.length === 0 ? (
            <EmptyState art="archive" {...text.settings.empty[what]} />
          ) : (
            <Table.ScrollContainer minWidth={480}>
              <Table highlightOnHover>
                <Table.Thead>
                  <Table.Tr>
                    {columns.map((column) => (
                      <Table.Th key={column.label}>{column.label}</Table.Th>
                    ))}
                    {extra && (
                      <Table.Th>
                        <VisuallyHidden>{text.common.actions}</VisuallyHidden>
                      </Table.Th>
                    )}
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {records.map((each, index) => (
                    <Table.Tr key={keyOf(each)}>
                      {columns.map((column, index) => (
                        <Table.Td key={column.label}>
                          {index === 0 && admin ? (
                            <Opening place={elsewhere?.(each) ?? null} onOpen={() => setOpen({ record: each })}>
                              {column.cell(each)}
                            </Opening>
                          ) : (
                            column.cell(each)
                          )}
                        </Table.Td>
                      ))}
                      {extra && <Table.Td ta="right">{extra(each, { index, count: records.length })}</Table.Td>}
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          )
        }
      </Loaded>
      <RecordPanel
        title={record ? text.settings.editTitle({ name: titleOf(record) }) : text.settings.newRecord[what]}
        opened={open !== null}
        onClose={() => setOpen(null)}
        start={record ? toDraft(record) : blank}
        isNew={record === null}
        fields={fields}
        schema={record ? schema : newSchema}
        onSave={(draft) => (record ? edited(draft, record) : added(draft))}
        onRemove={record && remove ? () => removed(remove(record)) : undefined}
        about={record ? titleOf(record) : undefined}
        below={below}
        naming={record && naming ? () => naming(record) : undefined}
      />
    </>
  )
}
