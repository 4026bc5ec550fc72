import { Button, Group, Table, Text, TextInput, VisuallyHidden } from '@mantine/core'
import { IconHistory, IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useHostNow } from '../lib/clock.ts'
import { Loaded, tell, useLoad, useWork } from '../lib/feedback/index.ts'
import { shortMoment } from '../lib/format/time.ts'
import { text } from '../lib/i18n/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import { loadOffice } from '../lib/session.ts'
import { Nothing } from '../ui/index.ts'
import { AuditChanges } from './AuditChanges.tsx'
import { actionWords } from './auditWords.ts'

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
    <Table.Tr>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>{shortMoment(entry.at, now)}</Table.Td>
      <Table.Td>{who}</Table.Td>
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
          <Button size="compact-xs" variant="subtle" ml="xs" aria-expanded={shown} onClick={() => setShown(!shown)}>
            {shown ? words.hide : words.changes}
          </Button>
        )}
        {shown && <AuditChanges changes={entry.changes} />}
      </Table.Td>
      <Table.Td ta="right">
        {entry.undo === 'possible' && (
          <Button size="compact-xs" variant="default" loading={busy} aria-label={words.undoOf(what)} onClick={undo}>
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
  )
}

type EntriesProps = { entries: readonly Entry[]; names: ReadonlyMap<string, string>; onUndone(): void }

function Entries({ entries, names, onUndone }: EntriesProps) {
  const words = text.admin.audit
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            {[words.when, words.who, words.what, words.target].map((label) => (
              <Table.Th key={label}>{label}</Table.Th>
            ))}
            <Table.Th>
              <VisuallyHidden>{text.common.actions}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map((entry) => (
            <EntryRow key={entry.id} entry={entry} who={names.get(entry.userId) ?? entry.userId} onUndone={onUndone} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

/** Who changed what, from what to what, newest first; a change of settings can be taken back. */
export function Audit() {
  const [query, setQuery] = useState('')
  const load = useLoad(() => Promise.all([rpc.system.audit({ limit: 500 }), rpc.settings.users.list()]), 'audit')
  const empty = text.settings.empty.audit ?? ['', '']
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
          const names = new Map([['host', text.admin.audit.host], ...users.map(({ id, name }): [string, string] => [id, name])])
          const told = (entry: Entry) =>
            `${names.get(entry.userId)} ${actionWords(entry.action)} ${entry.target} ${entry.detail}`.toLowerCase()
          const shown = entries.filter((entry) => told(entry).includes(query.toLowerCase()))
          if (shown.length === 0) return <Nothing icon={<IconHistory size={20} />} title={empty[0]} help={empty[1]} />
          return <Entries entries={shown} names={names} onUndone={load.reload} />
        }}
      </Loaded>
    </>
  )
}
