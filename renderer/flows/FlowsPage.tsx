import { Anchor, Badge, Button, FileButton, Group, Modal, NativeSelect, Table, Text, TextInput } from '@mantine/core'
import { IconPlus, IconUpload } from '@tabler/icons-react'
import { type FormEvent, useRef, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import type { FlowDocument } from '../../shared/flow/document.ts'
import { type TemplateName, templateFlow, templateNames } from '../../shared/flow/templates.ts'
import { useHostNow } from '../lib/clock.ts'
import { Loaded, tell, useLoad, useWork } from '../lib/feedback/index.ts'
import { shortMoment } from '../lib/format/time.ts'
import { text } from '../lib/i18n/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import { useMay } from '../lib/session.ts'
import { EmptyState, Page } from '../ui/index.ts'
import { placed } from './document/layout.ts'
import { type Brought, importedFlow } from './files/files.ts'
import { ImportDialog } from './files/ImportDialog.tsx'

type Summary = Awaited<ReturnType<typeof rpc.flows.list>>[number]

function FlowRow({ flow }: { flow: Summary }) {
  const now = useHostNow()
  const words = text.flows
  return (
    <Table.Tr>
      <Table.Td>
        <Anchor component={Link} to={`/flows/${encodeURIComponent(flow.id)}`} fw={500} size="md">
          {flow.name}
        </Anchor>
      </Table.Td>
      <Table.Td>
        <Group gap={6}>
          {flow.publishedVersion === null ? (
            <Text c="dimmed">{words.neverPublished}</Text>
          ) : (
            words.version({ version: flow.publishedVersion })
          )}
          {flow.changed && flow.publishedVersion !== null && <Badge color="yellow">{words.changed}</Badge>}
        </Group>
      </Table.Td>
      <Table.Td>
        {flow.routes.length > 0 ? <Text ff="monospace">{flow.routes.join(', ')}</Text> : <Text c="dimmed">{words.noRoutes}</Text>}
      </Table.Td>
      <Table.Td>{shortMoment(flow.draftUpdatedAt, now)}</Table.Td>
    </Table.Tr>
  )
}

/** A template with the office's first queue and mailbox. */
async function fromTemplate(template: TemplateName) {
  const [queues, mailboxes, office] = await Promise.all([
    rpc.settings.queues.list(),
    rpc.settings.mailboxes.list(),
    rpc.settings.office.get(),
  ])
  const [queueId = 'main', mailboxId = 'main'] = [queues[0]?.id, mailboxes[0]?.id]
  return placed(templateFlow(template, { queueId, mailboxId, timeZone: office.timeZone }))
}

function CreateModal({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const [name, setName] = useState('')
  const [template, setTemplate] = useState<TemplateName | ''>('')
  const navigate = useNavigate()
  const { busy, run } = useWork()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run(async () => {
      const document = template === '' ? undefined : await fromTemplate(template)
      const { id } = await rpc.flows.create({ name, document })
      await navigate(`/flows/${encodeURIComponent(id)}`)
    })
  }
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={text.flows.create}
      centered
      closeButtonProps={{ 'aria-label': text.common.close }}
    >
      <form onSubmit={submit}>
        <TextInput
          data-autofocus
          label={text.flows.createName}
          maxLength={80}
          required
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NativeSelect
          mt="sm"
          label={text.editor.templates}
          value={template}
          data={[
            { value: '', label: text.editor.emptyFlow },
            ...templateNames.map((each) => ({ value: each, label: text.editor.templateNames[each] })),
          ]}
          onChange={(event) => setTemplate(event.currentTarget.value as TemplateName | '')}
        />
        <Button mt="md" type="submit" loading={busy} disabled={!name.trim()}>
          {text.flows.create}
        </Button>
      </form>
    </Modal>
  )
}

/** All flows: what is in force, whether the draft differs, which numbers lead there. */
export function FlowsPage() {
  const load = useLoad(() => rpc.flows.list(), 'flows', ['flow', 'route'])
  const [creating, setCreating] = useState(false)
  const navigate = useNavigate()
  const admin = useMay('admin')
  const { run } = useWork()
  const words = text.flows
  const [brought, setBrought] = useState<Brought | null>(null)
  const reset = useRef<() => void>(null)
  const read = (file: File | null) =>
    file &&
    run(async () => {
      try {
        setBrought(await importedFlow(file))
      } finally {
        reset.current?.()
      }
    })
  const create = async (document: FlowDocument) => {
    const { id } = await rpc.flows.create({ name: document.name, document })
    tell('success', words.imported)
    await navigate(`/flows/${encodeURIComponent(id)}`)
  }
  const actions = admin && (
    <>
      <FileButton onChange={read} resetRef={reset} accept="application/json,.json">
        {(props) => (
          <Button {...props} variant="default" size="xs" leftSection={<IconUpload size={15} />}>
            {words.importFile}
          </Button>
        )}
      </FileButton>
      <Button size="xs" leftSection={<IconPlus size={15} />} onClick={() => setCreating(true)}>
        {words.create}
      </Button>
    </>
  )
  return (
    <Page title={words.title} actions={actions}>
      <Loaded load={load}>
        {(flows) =>
          flows.length === 0 ? (
            <EmptyState art="flows" title={words.empty} help={words.emptyHelp} />
          ) : (
            <Table.ScrollContainer minWidth={520}>
              <Table highlightOnHover>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{text.common.name}</Table.Th>
                    <Table.Th>{words.published}</Table.Th>
                    <Table.Th>{words.routes}</Table.Th>
                    <Table.Th>{words.edited}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {flows.map((flow) => (
                    <FlowRow key={flow.id} flow={flow} />
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          )
        }
      </Loaded>
      <CreateModal opened={creating} onClose={() => setCreating(false)} />
      <ImportDialog brought={brought} onClose={() => setBrought(null)} onImport={create} />
    </Page>
  )
}
