import { Alert, Button, FileButton, Group, NativeSelect, Progress, ScrollArea, Stack, Table, Text } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { type ColumnRole, columnRoles } from '../../shared/addressBook/columns.ts'
import type { BookProblem, NewContact, ReadBook } from '../../shared/addressBook/read.ts'
import { type Separator, separators } from '../../shared/addressBook/table.ts'
import { tell, tellError } from '../lib/feedback/index.ts'
import { type Encoding, encodings } from '../lib/files/encoding.ts'
import { text } from '../lib/i18n/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import { useMe } from '../lib/session.ts'
import { SidePanel } from '../ui/index.ts'
import { readBookFile } from './readBookFile.ts'

type Result = { added: number; changed: number; same: number }
/** How the file is read: null is what it seems to be. */
type Choice = { encoding: Encoding | null; separator: Separator | null; roles: readonly (ColumnRole | null)[] | null }
type Opened = { file: File; choice: Choice; encoding: Encoding; book: ReadBook }

const likely: Choice = { encoding: null, separator: null, roles: null }
/** Contacts of one message: what the host checks in one turn. */
const chunk = 100
const mostListed = 200

/** Sends the contacts in parts of one batch, which the host puts in force as a whole; null when it was stopped before that. */
async function sendAll(
  contacts: readonly NewContact[],
  dryRun: boolean,
  progress: (share: number) => void,
  stopped: () => boolean,
): Promise<Result | null> {
  const batch = crypto.getRandomValues(new Uint32Array(2)).join('-')
  for (let at = 0; ; at += chunk) {
    const more = at + chunk < contacts.length
    const result = await rpc.directory.import({ contacts: contacts.slice(at, at + chunk), dryRun, part: { batch, more } })
    if (!more) return result
    progress((at + chunk) / contacts.length)
    if (stopped()) return null
  }
}

/** The file and how it is read; the newest choice wins. */
function useBook() {
  const { country } = useMe().office
  const [opened, setOpened] = useState<Opened | null>(null)
  const [reading, setReading] = useState(false)
  const running = useRef<AbortController>(null)
  const read = async (file: File, choice: Choice) => {
    running.current?.abort()
    const mine = new AbortController()
    running.current = mine
    setReading(true)
    try {
      const reply = await readBookFile({ file, country, ...choice }, mine.signal)
      if ('failure' in reply) tell('warning', text.problems.byCode.TOO_LARGE)
      else setOpened({ file, choice, encoding: reply.encoding, book: reply.book })
    } catch (error) {
      if (!mine.signal.aborted) tellError(error)
    } finally {
      if (running.current === mine) setReading(false)
    }
  }
  return {
    opened,
    reading,
    open: (file: File | null) => void (file && read(file, likely)),
    choose: (change: Partial<Choice>) => void (opened && read(opened.file, { ...opened.choice, ...change })),
    close: () => setOpened(null),
  }
}

/** How the letters and columns of the file are read. */
function Reading({ opened, choose }: { opened: Opened; choose(change: Partial<Choice>): void }) {
  const words = text.directory.import
  const { encoding, book } = opened
  return (
    <Group grow gap="xs">
      <NativeSelect
        size="xs"
        label={words.encoding}
        data={encodings.map((value) => ({ value, label: words.encodings[value] }))}
        value={encoding}
        onChange={({ currentTarget: { value } }) => choose({ encoding: value as Encoding, roles: null })}
      />
      {book.separator !== null && (
        <NativeSelect
          size="xs"
          label={words.separator}
          data={separators.map((value) => ({ value, label: words.separators[value === '\t' ? 'tab' : value] }))}
          value={book.separator}
          onChange={({ currentTarget: { value } }) => choose({ separator: value as Separator, roles: null })}
        />
      )}
    </Group>
  )
}

/** Each column with its first cells, and what it is taken as. */
function Columns({ book, choose }: { book: ReadBook; choose(change: Partial<Choice>): void }) {
  const words = text.directory.import
  const roles = columnRoles.map((value) => ({ value, label: words.fields[value] }))
  return (
    <ScrollArea.Autosize mah={320}>
      <Table verticalSpacing={4} horizontalSpacing={6} layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.inFile}</Table.Th>
            <Table.Th w={150}>{words.takenAs}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {book.headings.map((heading, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place; two may have the same heading.
            <Table.Tr key={at}>
              <Table.Td>
                <Text size="xs" fw={600} truncate>
                  {heading || words.column({ number: at + 1 })}
                </Text>
                <Text size="xs" c="dimmed" truncate>
                  {book.sample
                    .map((cells) => cells[at] ?? '')
                    .filter(Boolean)
                    .slice(0, 3)
                    .join(' · ')}
                </Text>
              </Table.Td>
              <Table.Td>
                <NativeSelect
                  size="xs"
                  aria-label={words.columnIs({ column: heading || words.column({ number: at + 1 }) })}
                  data={[{ value: '', label: words.notTaken }, ...roles]}
                  value={book.roles[at] ?? ''}
                  onChange={({ currentTarget: { value } }) =>
                    choose({ roles: book.roles.with(at, value === '' ? null : (value as ColumnRole)) })
                  }
                />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea.Autosize>
  )
}

function Problems({ problems }: { problems: readonly BookProblem[] }) {
  const words = text.directory.import
  if (problems.length === 0) return null
  const left = new Set(problems.flatMap(({ row, left }) => (left ? [row] : []))).size
  return (
    <Alert color="yellow" title={words.problemsFound({ count: problems.length, left })} p="xs">
      <ScrollArea.Autosize mah={140}>
        {problems.slice(0, mostListed).map(({ row, reason, cell, left }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row may have several.
          <Text key={at} size="xs">
            {words.line({ number: row })}: {cell && `“${cell}” `}
            {words.problems[reason]}
            {!left && ` – ${words.restTaken}`}
          </Text>
        ))}
        {problems.length > mostListed && <Text size="xs">{words.more({ count: problems.length - mostListed })}</Text>}
      </ScrollArea.Autosize>
    </Alert>
  )
}

/** Trial and import of what was read. */
function useRun(book: ReadBook | null, done: () => void) {
  const [trial, setTrial] = useState<{ of: ReadBook; result: Result } | null>(null)
  const [share, setShare] = useState<number | null>(null)
  const stopped = useRef(false)
  const run = async (dryRun: boolean) => {
    if (!book) return
    stopped.current = false
    setShare(0)
    try {
      const result = await sendAll(book.contacts, dryRun, setShare, () => stopped.current)
      if (!result) tell('info', text.directory.import.stopped)
      else if (dryRun) setTrial({ of: book, result })
      else {
        tell('success', text.directory.import.done({ added: result.added, changed: result.changed }))
        done()
      }
    } catch (error) {
      tellError(error)
    } finally {
      setShare(null)
    }
  }
  return { trial: trial?.of === book ? (trial?.result ?? null) : null, share, run, stop: () => (stopped.current = true) }
}

function ImportForm({ onChanged }: { onChanged(): void }) {
  const { opened, reading, open, choose, close } = useBook()
  const book = opened?.book ?? null
  const { trial, share, run, stop } = useRun(book, () => {
    close()
    onChanged()
  })
  const words = text.directory.import
  const busy = share !== null || reading
  return (
    <Stack gap="md">
      <Text size="sm">{words.intro}</Text>
      <FileButton accept=".csv,.tsv,.txt,.vcf,.vcard,text/csv,text/vcard" onChange={open}>
        {(props) => (
          <Button {...props} variant="default" leftSection={<IconUpload size={15} />} loading={reading}>
            {opened?.file.name ?? words.choose}
          </Button>
        )}
      </FileButton>
      {opened && book && (
        <>
          <Reading opened={opened} choose={choose} />
          {book.kind === 'table' && <Columns book={book} choose={choose} />}
          <Problems problems={book.problems} />
          {trial && (
            <Alert color="gray" p="xs" role="status">
              {words.trial(trial)}
            </Alert>
          )}
          {share !== null && (
            <Group>
              <Progress flex={1} value={share * 100} aria-label={words.running} />
              <Button size="compact-xs" variant="default" onClick={stop}>
                {text.common.cancel}
              </Button>
            </Group>
          )}
          <Group>
            <Button variant="default" disabled={book.contacts.length === 0 || busy} onClick={() => void run(true)}>
              {words.tryOut}
            </Button>
            <Button disabled={!trial || busy} onClick={() => void run(false)}>
              {words.start({ count: book.contacts.length })}
            </Button>
          </Group>
        </>
      )}
    </Stack>
  )
}

/** Contacts from a CSV file or vCards: how it is read, which column is what, a trial that changes nothing, then the import. */
export function ImportPanel({ opened, onClose, onChanged }: { opened: boolean; onClose(): void; onChanged(): void }) {
  const done = () => {
    onChanged()
    onClose()
  }
  return (
    <SidePanel opened={opened} onClose={onClose} size={480} title={text.directory.importFile} close={text.common.close}>
      {opened && <ImportForm onChanged={done} />}
    </SidePanel>
  )
}
