import { Alert, Button, FileButton, Group, NativeSelect, Progress, Stack, Table, Text } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { useMemo, useRef, useState } from 'react'
import {
  type ColumnMapping,
  type ContactField,
  contactFields,
  contactOf,
  guessMapping,
  parseCsv,
} from '../../shared/domain/contacts.ts'
import { tell, tellError } from '../lib/feedback/index.ts'
import { text } from '../lib/i18n/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import { useMe } from '../lib/session.ts'
import { SidePanel } from '../ui/index.ts'

type File = { name: string; headings: readonly string[]; rows: readonly (readonly string[])[] }
type Result = { added: number; changed: number; same: number }
const chunk = 500

function Mapping({ file, mapping, put }: { file: File; mapping: ColumnMapping; put(mapping: ColumnMapping): void }) {
  const words = text.directory.import
  const columns = file.headings.map((heading, at) => ({ value: String(at), label: heading || words.column({ number: at + 1 }) }))
  const choose = (field: ContactField) => (event: { currentTarget: { value: string } }) => {
    const { [field]: _, ...rest } = mapping
    put(event.currentTarget.value === '' ? rest : { ...rest, [field]: Number(event.currentTarget.value) })
  }
  return (
    <Stack gap="xs">
      {contactFields.map((field) => (
        <NativeSelect
          key={field}
          size="xs"
          label={words.fields[field]}
          data={[{ value: '', label: '–' }, ...columns]}
          value={String(mapping[field] ?? '')}
          onChange={choose(field)}
        />
      ))}
    </Stack>
  )
}

/** Sends the contacts in parts of one batch, which the host puts in force as a whole; null when it was stopped before that. */
async function sendAll(
  contacts: readonly Parameters<typeof rpc.directory.import>[0]['contacts'][number][],
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

function useImport(onChanged: () => void) {
  const country = useMe().office.country
  const [file, setFile] = useState<File | null>(null)
  const [mapping, setMapping] = useState<ColumnMapping>({})
  const [trial, setTrial] = useState<Result | null>(null)
  const [share, setShare] = useState<number | null>(null)
  const stopped = useRef(false)
  // Reading ten thousand numbers takes a moment: once for each choice of columns, not at each step of the progress.
  const { contacts, bad } = useMemo(() => {
    const read = file?.rows.map((row) => contactOf(row, mapping, country)) ?? []
    return {
      contacts: read.flatMap((each) => ('problem' in each ? [] : [each])),
      bad: read.flatMap((each, at) => ('problem' in each ? [{ line: at + 2, problem: each.problem }] : [])),
    }
  }, [file, mapping, country])
  const put = (next: ColumnMapping) => {
    setMapping(next)
    setTrial(null)
  }
  const open = async (picked: globalThis.File | null) => {
    if (!picked) return
    const [headings = [], ...rows] = parseCsv(await picked.text())
    setFile({ name: picked.name, headings, rows })
    put(guessMapping(headings))
  }
  const run = async (dryRun: boolean) => {
    stopped.current = false
    setShare(0)
    try {
      const result = await sendAll(contacts, dryRun, setShare, () => stopped.current)
      if (!result) return tell('info', text.directory.import.stopped)
      if (dryRun) return setTrial(result)
      tell('success', text.directory.import.done({ added: result.added, changed: result.changed }))
      setFile(null)
      onChanged()
    } catch (error) {
      tellError(error)
    } finally {
      setShare(null)
    }
  }
  return { file, mapping, put, open, run, contacts, bad, trial, share, stop: () => (stopped.current = true) }
}

function Problems({ bad }: { bad: readonly { line: number; problem: 'name' | 'number' }[] }) {
  const words = text.directory.import
  if (bad.length === 0) return null
  return (
    <Alert color="yellow" title={words.skipped({ count: bad.length })} p="xs">
      <Table.ScrollContainer minWidth={100} mah={140}>
        {bad.slice(0, 50).map(({ line, problem }) => (
          <Text key={line} size="xs">
            {words.line({ number: line })}: {words.problems[problem]}
          </Text>
        ))}
      </Table.ScrollContainer>
    </Alert>
  )
}

function ImportForm({ onChanged }: { onChanged(): void }) {
  const { file, mapping, put, open, run, contacts, bad, trial, share, stop } = useImport(onChanged)
  const words = text.directory.import
  return (
    <Stack gap="md">
      <Text size="sm">{words.intro}</Text>
      <FileButton accept=".csv,text/csv" onChange={(picked) => void open(picked).catch(tellError)}>
        {(props) => (
          <Button {...props} variant="default" leftSection={<IconUpload size={15} />}>
            {file?.name ?? words.choose}
          </Button>
        )}
      </FileButton>
      {file && (
        <>
          <Mapping file={file} mapping={mapping} put={put} />
          <Problems bad={bad} />
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
            <Button variant="default" disabled={contacts.length === 0 || share !== null} onClick={() => void run(true)}>
              {words.tryOut}
            </Button>
            <Button disabled={!trial || share !== null} onClick={() => void run(false)}>
              {words.start({ count: contacts.length })}
            </Button>
          </Group>
        </>
      )}
    </Stack>
  )
}

/** Contacts from a CSV file: which column is what, a trial that changes nothing, then the import. */
export function ImportPanel({ opened, onClose, onChanged }: { opened: boolean; onClose(): void; onChanged(): void }) {
  const done = () => {
    onChanged()
    onClose()
  }
  return (
    <SidePanel opened={opened} onClose={onClose} size={440} title={text.directory.importFile} close={text.common.close}>
      {opened && <ImportForm onChanged={done} />}
    </SidePanel>
  )
}
