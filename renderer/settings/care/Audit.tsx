import { Button, Code, Group, Stack, Table, Text, TextInput } from '@mantine/core'
import { IconArrowRight, IconHistory, IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import type { RecordChange } from '../../../shared/domain/audit.ts'
import { useHostNow } from '../../lib/clock.ts'
import { Loaded, tell, useLoad, useWork } from '../../lib/feedback/index.ts'
import { shortMoment } from '../../lib/format/time.ts'
import { text } from '../../lib/i18n/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import { loadOffice } from '../../lib/session.ts'
import { Listing } from '../form/Listing.tsx'
import { actionWords, fieldWords, thingWords } from './auditWords.ts'

const Value = ({ label, value }: { label: string; value: string | null }) => (
  <Code aria-label={label} style={{ overflowWrap: 'anywhere' }}>
    {value ?? `(${text.admin.audit.nothing})`}
  </Code>
)

/** Each record that a change touched, field by field, before and after. */
function AuditChanges({ changes }: { changes: readonly RecordChange[] }) {
  const words = text.admin.audit
  return (
    <Stack gap="xs" pb={6}>
      {changes.map(({ kind, id, did, fields }) => (
        <Stack key={`${kind} ${id}`} gap={2}>
          <Text size="sm" fw={500}>
            {[thingWords(kind), id].filter(Boolean).join(' ')}: {words.did[did]}
          </Text>
          {fields.map(({ field, before, after }) => (
            <Group key={field} gap={6} wrap="wrap">
              <Text size="xs" c="dimmed" w={220} title={field}>
                {fieldWords(field)}
              </Text>
              <Value label={words.before} value={before} />
              <IconArrowRight size={12} aria-hidden />
              <Value label={words.after} value={after} />
            </Group>
          ))}
        </Stack>
      ))}
    </Stack>
  )
}

type Entry = Awaited<ReturnType<typeof rpc.system.audit>>[number]

function EntryRow({ entry, who, onUndone }: { entry: Entry; who: string; onUndone(): void }) {
  const now = useHostNow()
  const words = text.admin.audit
  const [shown, setShown] = useState(false)
  const { busy, run } = useWork()
  const what = `${actionWords(entry.action)} ${entry.target}`
  const undo = () =>
    run(
      () => rpc.system.undo({ id: entry.id }),
      () => {
        tell('success', text.common.undone)
        void loadOffice().catch(() => undefined)
        onUndone()
      },
    )
  return (
    <>
      <Table.Tr>
        <Table.Td>
          <Text size="sm" style={{ whiteSpace: 'nowrap' }}>
            {shortMoment(entry.at, now)}
          </Text>
          <Text size="xs" c="dimmed">
            {who}
          </Text>
        </Table.Td>
        <Table.Td>{actionWords(entry.action)}</Table.Td>
        <Table.Td>
          {entry.target}
          {entry.detail && (
            <Text span size="sm" c="dimmed">
              {' '}
              {entry.detail}
            </Text>
          )}
          {entry.changes.length > 0 && (
            <Button
              size="compact-xs"
              variant="subtle"
              ml={-8}
              display="block"
              aria-expanded={shown}
              onClick={() => setShown(!shown)}
            >
              {shown ? words.hide : words.changes}
            </Button>
          )}
        </Table.Td>
        <Table.Td ta="right">
          {entry.undo === 'possible' && (
            <Button size="compact-xs" variant="default" loading={busy} aria-label={words.undoOf({ what })} onClick={undo}>
              {words.undo}
            </Button>
          )}
          {entry.undo === 'done' && (
            <Text size="xs" c="dimmed">
              {words.undone}
            </Text>
          )}
        </Table.Td>
      </Table.Tr>
      {shown && (
        <Table.Tr>
          <Table.Td colSpan={4}>
            <AuditChanges changes={entry.changes} />
          </Table.Td>
        </Table.Tr>
      )}
    </>
  )
}

/** Who changed what, from what to what, newest first; a change of settings can be taken back. */
export function Audit() {
  const [query, setQuery] = useState('')
  const words = text.admin.audit
  const load = useLoad(() => Promise.all([rpc.system.audit({ limit: 500 }), rpc.settings.users.list()]), 'audit', ['*'])
  return (
    <>
      <Group mb="sm">
        <TextInput
          size="xs"
          w={240}
          aria-label={text.common.search}
          placeholder={text.common.search}
          leftSection={<IconSearch size={14} />}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
      </Group>
      <Loaded load={load}>
        {([entries, users]) => {
          const names = new Map([['host', words.host], ...users.map(({ id, name }): [string, string] => [id, name])])
          const told = (entry: Entry) =>
            `${names.get(entry.userId)} ${actionWords(entry.action)} ${entry.target} ${entry.detail}`.toLowerCase()
          const shown = entries.filter((entry) => told(entry).includes(query.toLowerCase()))
          return (
            <Listing
              what="audit"
              icon={<IconHistory size={20} />}
              headings={[words.when, words.what, words.target]}
              items={shown}
              row={(entry) => (
                <EntryRow key={entry.id} entry={entry} who={names.get(entry.userId) ?? entry.userId} onUndone={load.reload} />
              )}
            />
          )
        }}
      </Loaded>
    </>
  )
}
