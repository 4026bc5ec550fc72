import { Alert, Anchor, Button, Checkbox, Modal, Stack, Text, Textarea, Title } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { useShallow } from 'zustand/react/shallow'
import type { FlowDocument } from '../../../shared/flow/document.ts'
import type { Problem } from '../../../shared/flow/problem.ts'
import type { RunResult } from '../../../shared/flow/run.ts'
import { Loaded, tell, useLoad, useWork } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import type { Draft } from '../document/draft.ts'
import { useEditor, useEditorStore } from '../document/store.ts'
import { useOffice } from '../inspector/office.ts'
import { stepName } from '../labels/labels.ts'
import { sentenceOf } from '../problems/findings.ts'
import { RunLine } from '../simulate/FlowTests.tsx'
import { Difference } from '../versions/Difference.tsx'

type PublishDialogProps = { draft: Draft; opened: boolean; onClose(): void; onPublished(): void }

type Last = { version: number; document: FlowDocument } | null

/** The version callers hear now, or null before the first. */
async function lastPublished(id: string): Promise<Last> {
  const [last] = (await rpc.flows.versions({ id })).sort((a, b) => b.version - a.version)
  return last ? { version: last.version, document: await rpc.flows.version({ id, version: last.version }) } : null
}

/** So many errors are listed; the rest is in the panel beside the canvas. */
const mostListed = 6

/** What has to be fixed first; a click goes there. */
function Blocking({ onShow }: { onShow(): void }) {
  const store = useEditorStore()
  const document = useEditor((state) => state.document)
  const errors = useEditor(useShallow((state) => state.problems.filter(({ severity }) => severity === 'error')))
  if (errors.length === 0) return null
  const show = ({ node, field }: Problem) => {
    if (!node) return
    onShow()
    store.getState().goTo(node, field ?? '')
  }
  const stepOf = (problem: Problem) => document.nodes.find(({ id }) => id === problem.node)
  return (
    <Alert color="red" title={text.editor.publishBlocked({ count: errors.length })}>
      <Stack gap={2} align="flex-start">
        {errors.slice(0, mostListed).map((problem) => {
          const step = stepOf(problem)
          return (
            <Anchor
              key={`${problem.code} ${problem.node} ${problem.field} ${problem.message}`}
              component="button"
              type="button"
              size="sm"
              ta="start"
              onClick={() => show(problem)}
            >
              {step && <b>{stepName(step)}: </b>}
              {sentenceOf(problem, document)}
            </Anchor>
          )
        })}
        {errors.length > mostListed && <Text size="sm">{text.editor.calendar.more({ count: errors.length - mostListed })}</Text>}
      </Stack>
    </Alert>
  )
}

function Body({ draft, onPublished, onClose }: Omit<PublishDialogProps, 'opened'>) {
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
      <Blocking onShow={onClose} />
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
export function PublishDialog({ opened, ...body }: PublishDialogProps) {
  const { onClose } = body
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
