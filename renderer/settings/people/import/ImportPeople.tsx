import { Alert, Button, FileButton, Group, NativeSelect, ScrollArea, Stack, Switch, Table, Text } from '@mantine/core'
import { IconDownload, IconUpload } from '@tabler/icons-react'
import { useState } from 'react'
import { type Separator, separators } from '../../../../shared/addressBook/table.ts'
import { toCsv } from '../../../../shared/domain/csv.ts'
import { type PersonColumn, personColumns } from '../../../../shared/people/columns.ts'
import { saveAs } from '../../../lib/download.ts'
import { tell, tellError, tellUndoable } from '../../../lib/feedback/index.ts'
import { type Encoding, encodings } from '../../../lib/files/encoding.ts'
import { say, text } from '../../../lib/i18n/index.ts'
import { rpc } from '../../../lib/rpc/index.ts'
import { SidePanel } from '../../../ui/index.ts'
import type { PeopleFile } from './peopleWorker.ts'
import { type Judged, type Reading, useImport } from './useImport.ts'

const mostListed = 300

/** How the letters and columns of the file are read; a workbook says that itself. */
function Letters({ found, read }: { found: PeopleFile; read(change: Partial<Reading>): void }) {
  const words = text.directory.import
  if (found.encoding === null || found.separator === null) return null
  return (
    <Group grow gap="xs">
      <NativeSelect
        size="xs"
        label={words.encoding}
        data={encodings.map((value) => ({ value, label: words.encodings[value] }))}
        value={found.encoding}
        onChange={({ currentTarget: { value } }) => read({ encoding: value as Encoding, columns: null })}
      />
      <NativeSelect
        size="xs"
        label={words.separator}
        data={separators.map((value) => ({ value, label: words.separators[value === '\t' ? 'tab' : value] }))}
        value={found.separator}
        onChange={({ currentTarget: { value } }) => read({ separator: value as Separator, columns: null })}
      />
    </Group>
  )
}

/** Each column with its first cells, and what it is taken as. */
function Columns({ found, read }: { found: PeopleFile; read(change: Partial<Reading>): void }) {
  const words = text.directory.import
  const taken = personColumns.map((value) => ({ value, label: text.people.import.columns[value] }))
  const choose = (at: number, value: string) => {
    // A column that is chosen is taken from whichever had it.
    const others = found.columns.map((each) => (each === value ? null : each))
    read({ columns: others.with(at, value === '' ? null : (value as PersonColumn)) })
  }
  return (
    <ScrollArea.Autosize mah={240}>
      <Table verticalSpacing={4} horizontalSpacing={6} layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.inFile}</Table.Th>
            <Table.Th w={170}>{words.takenAs}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {found.headings.map((heading, at) => {
            const name = heading || words.column({ number: at + 1 })
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place; two may have the same heading.
              <Table.Tr key={at}>
                <Table.Td>
                  <Text size="xs" fw={600} truncate>
                    {name}
                  </Text>
                  <Text size="xs" c="dimmed" truncate>
                    {/* What is not taken may be a secret. */}
                    {found.columns[at] ? found.sample.flatMap((cells) => cells[at] || []).join(' · ') : ''}
                  </Text>
                </Table.Td>
                <Table.Td>
                  <NativeSelect
                    size="xs"
                    aria-label={words.columnIs({ column: name })}
                    data={[{ value: '', label: words.notTaken }, ...taken]}
                    value={found.columns[at] ?? ''}
                    onChange={({ currentTarget: { value } }) => choose(at, value)}
                  />
                </Table.Td>
              </Table.Tr>
            )
          })}
        </Table.Tbody>
      </Table>
    </ScrollArea.Autosize>
  )
}

/** What each row would do, refused ones first. */
function Rows({ judged }: { judged: Judged }) {
  const words = text.people.import
  const order = { refused: 0, new: 1, changed: 2, same: 3 }
  const rows = judged.rows.toSorted((a, b) => order[a.does] - order[b.does] || a.row - b.row)
  const count = (does: keyof typeof order) => rows.filter((each) => each.does === does).length
  return (
    <Stack gap="xs">
      <Alert color={count('refused') > 0 ? 'yellow' : 'gray'} p="xs" role="status">
        {words.trial({ fresh: count('new'), changed: count('changed'), same: count('same'), refused: count('refused') })}
      </Alert>
      <ScrollArea.Autosize mah={260}>
        <Table verticalSpacing={3} horizontalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.row}</Table.Th>
              <Table.Th>{text.common.name}</Table.Th>
              <Table.Th>{text.common.number}</Table.Th>
              <Table.Th>{text.common.state}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.slice(0, mostListed).map(({ row, name, number, login, does, reason, by }) => (
              <Table.Tr key={row}>
                <Table.Td>{row}</Table.Td>
                <Table.Td>
                  {name || '–'}
                  {login && (
                    <Text size="xs" c="dimmed">
                      {login}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td>{number ?? '–'}</Table.Td>
                <Table.Td c={does === 'refused' ? 'var(--cord-bad)' : undefined}>
                  {reason === null ? words.does[does] : say(words.reasons[reason], { by: by ?? '' })}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea.Autosize>
      {rows.length > mostListed && <Text size="xs">{text.directory.import.more({ count: rows.length - mostListed })}</Text>}
    </Stack>
  )
}

/** Passwords and PINs of who is new, once: as a file, as they are many. */
function Secrets({ secrets, onClose }: { secrets: Judged['secrets']; onClose(): void }) {
  const words = text.people.import
  const [saved, setSaved] = useState(false)
  const fields = text.settings.fields
  const save = () => {
    const head = [fields.name, fields.login, fields.password, fields.extension, text.desk.pin]
    const lines = secrets.map((each) => [each.name, each.login, each.password, each.number, each.pin].map((value) => value ?? ''))
    saveAs('people.csv', toCsv([head, ...lines]), 'text/csv')
    setSaved(true)
  }
  return (
    <Stack gap="md">
      <Text size="sm">{words.secrets({ count: secrets.length })}</Text>
      <Group>
        <Button leftSection={<IconDownload size={16} />} onClick={save}>
          {words.saveSecrets}
        </Button>
        <Button variant="default" onClick={onClose} disabled={!saved}>
          {text.common.close}
        </Button>
      </Group>
    </Stack>
  )
}

function ImportForm({
  onChanged,
  onSecrets,
  onClose,
}: {
  onChanged(): void
  onSecrets(secrets: Judged['secrets']): void
  onClose(): void
}) {
  const { opened, choices, trial, busy, rows, open, read, choose, run } = useImport()
  const words = text.people.import
  const writes = trial?.rows.filter(({ does }) => does === 'new' || does === 'changed').length ?? 0
  const start = async () => {
    const { change, secrets, rows: done } = await run()
    onChanged()
    const count = done.filter(({ does }) => does === 'new' || does === 'changed').length
    if (change !== null) tellUndoable(words.done({ count }), () => rpc.system.undo({ id: change }).then(onChanged))
    else tell('info', words.nothing)
    if (secrets.length > 0) onSecrets(secrets)
    else onClose()
  }
  return (
    <Stack gap="md">
      <Text size="sm">{words.intro}</Text>
      <FileButton accept=".csv,.tsv,.txt,.xlsx,text/csv" onChange={open}>
        {(props) => (
          <Button {...props} variant="default" leftSection={<IconUpload size={15} />} loading={busy}>
            {opened?.file.name ?? text.directory.import.choose}
          </Button>
        )}
      </FileButton>
      {opened && (
        <>
          <Letters found={opened.found} read={read} />
          <Columns found={opened.found} read={read} />
          {(['signIn', 'giveNumbers', 'ownMailbox'] as const).map((each) => (
            <Switch
              key={each}
              size="sm"
              label={words.choices[each]}
              checked={choices[each]}
              onChange={(event) => choose({ [each]: event.currentTarget.checked })}
            />
          ))}
          {rows.length === 0 && <Alert color="yellow">{words.noRows}</Alert>}
          {trial && <Rows judged={trial} />}
          <Button disabled={writes === 0} loading={busy} onClick={() => void start().catch(tellError)}>
            {words.start({ count: writes })}
          </Button>
        </>
      )}
    </Stack>
  )
}

/** People from a CSV file or a workbook: which column is what, what each row would do, then all of it or nothing. */
export function ImportPeople({ onClose, onChanged }: { onClose(): void; onChanged(): void }) {
  const [secrets, setSecrets] = useState<Judged['secrets'] | null>(null)
  return (
    <SidePanel opened onClose={onClose} size={560} title={text.people.import.title} close={text.common.close}>
      {secrets ? (
        <Secrets secrets={secrets} onClose={onClose} />
      ) : (
        <ImportForm onChanged={onChanged} onSecrets={setSecrets} onClose={onClose} />
      )}
    </SidePanel>
  )
}
