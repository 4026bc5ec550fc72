import { Group, Table, Text, TextInput } from '@mantine/core'
import { IconHistory, IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useHostNow } from '../lib/clock.ts'
import { Loaded, useLoad } from '../lib/feedback/index.ts'
import { shortMoment } from '../lib/format/time.ts'
import { text } from '../lib/i18n/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import { Nothing } from '../ui/index.ts'
import { actionWords } from './auditWords.ts'

type Entry = Awaited<ReturnType<typeof rpc.system.audit>>[number]

function Entries({ entries, names }: { entries: readonly Entry[]; names: ReadonlyMap<string, string> }) {
  const now = useHostNow()
  const words = text.admin.audit
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            {[words.when, words.who, words.what, words.target].map((label) => (
              <Table.Th key={label}>{label}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map((entry, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the trail only grows at its other end, and entries have no id.
            <Table.Tr key={`${entry.at} ${index}`}>
              <Table.Td style={{ whiteSpace: 'nowrap' }}>{shortMoment(entry.at, now)}</Table.Td>
              <Table.Td>{names.get(entry.userId) ?? entry.userId}</Table.Td>
              <Table.Td>{actionWords(entry.action)}</Table.Td>
              <Table.Td>
                {entry.target}
                {entry.detail && (
                  <Text span size="sm" c="dimmed">
                    {' '}
                    {entry.detail}
                  </Text>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

/** Who changed what, newest first. */
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
          return <Entries entries={shown} names={names} />
        }}
      </Loaded>
    </>
  )
}
