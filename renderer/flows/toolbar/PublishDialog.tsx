import { Alert, Anchor, Button, Checkbox, Modal, Stack, Text, Textarea, Title } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import type { FlowDocument } from '../../../shared/flow/document.ts'
import type { RunResult } from '../../../shared/flow/run.ts'
import { Loaded, tell, useLoad, useWork } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import type { Draft } from '../document/draft.ts'
import { useEditor } from '../document/store.ts'
import { useOffice } from '../inspector/office.ts'
import { RunLine } from '../simulate/FlowTests.tsx'
import { Difference } from '../versions/Difference.tsx'

type PublishDialogProps = { draft: Draft; opened: boolean; onClose(): void; onPublished(): void }

type Last = { version: number; document: FlowDocument } | null

/** The version callers hear now, or null before the first. */
async function lastPublished(id: string): Promise<Last> {
  const [last] = (await rpc.flows.versions({ id })).sort((a, b) => b.version - a.version)
  return last ? { version: last.version, document: await rpc.flows.version({ id, version: last.version }) } : null
}

function Body({ draft, onPublished }: Omit<PublishDialogProps, 'opened' | 'onClose'>) {
  const document = useEditor((state) => state.document)
  const errors = useEditor((state) => state.problems.filter(({ severity }) => severity === 'error').length)
  const last = useLoad(() => lastPublished(document.id), document.id)
  const [note, setNote] = useState('')
  const [anyway, setAnyway] = useState(false)
  const tests = useLoad(() => (document.runs?.length ? rpc.simulate.runs({ document }) : Promise.resolve([])), document.id)
  const { busy, run } = useWork()
  const listed = useOffice().flows.find(({ id }) => id === document.id)
  const failing = tests.data?.some(({ passed }) => !passed) ?? false
  const publish = () =>
    run(async () => {
      await draft.flush()
      const { revision, status } = draft.state.getState()
      if (status === 'tooLarge') throw new Error(text.problems.byCode.TOO_LARGE)
      if (status !== 'saved') throw new Error(status === 'conflict' ? text.editor.conflict : text.editor.saveFailed)
      const { version } = await rpc.flows.publish({ id: document.id, revision, note, anyway })
      tell('success', text.flows.publishedAs({ version }))
      onPublished()
    })
  return (
    <Stack>
      {errors > 0 && <Alert color="red">{text.editor.publishBlocked({ count: errors })}</Alert>}
      <Loaded load={last} rows={2}>
        {(published) =>
          published ? (
            <div>
              <Title order={3} mb={6}>
                {text.editor.changesSince({ version: published.version })}
              </Title>
              <Difference before={published.document} after={document} />
            </div>
          ) : (
            <Text size="sm">{text.editor.firstVersion}</Text>
          )
        }
      </Loaded>
      <Loaded load={tests} rows={1}>
        {(results) => <Tests results={results} anyway={anyway} onAnyway={setAnyway} />}
      </Loaded>
      {listed?.routes.length === 0 && (
        <Alert p="xs" color="yellow">
          {text.flows.noNumber}{' '}
          <Anchor component={Link} to="/settings/routes" size="sm">
            {text.settings.tabs.routes}
          </Anchor>
        </Alert>
      )}
      <Textarea
        data-autofocus
        label={text.flows.publishNote}
        autosize
        minRows={2}
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Button loading={busy} disabled={errors > 0 || (failing && !anyway)} onClick={publish}>
        {text.flows.publish}
      </Button>
    </Stack>
  )
}

/** What became of the kept tests on this draft. */
function Tests({ results, anyway, onAnyway }: { results: readonly RunResult[]; anyway: boolean; onAnyway(on: boolean): void }) {
  const words = text.tryout
  if (results.length === 0) return null
  const failed = results.filter(({ passed }) => !passed)
  if (failed.length === 0)
    return (
      <Text size="sm" c="var(--cord-good)">
        {words.allPassed({ count: results.length })}
      </Text>
    )
  return (
    <Alert color="red" title={words.someFail({ failed: failed.length, count: results.length })}>
      {failed.map((result) => (
        <div key={result.id}>
          <Text size="sm" fw={600}>
            {result.name}
          </Text>
          <RunLine result={result} />
        </div>
      ))}
      <Checkbox mt="xs" label={words.anyway} checked={anyway} onChange={(event) => onAnyway(event.currentTarget.checked)} />
    </Alert>
  )
}

/** What changes for callers, a note for the colleagues, and the button. */
export function PublishDialog({ opened, onClose, ...body }: PublishDialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={text.flows.publish}
      size="xl"
      centered
      closeButtonProps={{ 'aria-label': text.common.close }}
    >
      <Body {...body} />
    </Modal>
  )
}
