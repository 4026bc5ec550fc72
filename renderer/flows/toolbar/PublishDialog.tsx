import { Alert, Button, Modal, Stack, Text, Textarea, Title } from '@mantine/core'
import { useState } from 'react'
import type { FlowDocument } from '../../../shared/flow/document.ts'
import { Loaded, tell, useLoad, useWork } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import { Difference } from '../diff/Difference.tsx'
import { useEditor } from '../document/store.ts'
import type { Draft } from '../draft.ts'

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
  const { busy, run } = useWork()
  const publish = () =>
    run(async () => {
      await draft.flush()
      const { revision, status } = draft.state.getState()
      if (status !== 'saved') throw new Error(status === 'conflict' ? text.editor.conflict : text.editor.saveFailed)
      const { version } = await rpc.flows.publish({ id: document.id, revision, note })
      tell('success', text.flows.publishedAs(version))
      onPublished()
    })
  return (
    <Stack>
      {errors > 0 && <Alert color="red">{text.editor.publishBlocked(errors)}</Alert>}
      <Loaded load={last} rows={2}>
        {(published) =>
          published ? (
            <div>
              <Title order={3} mb={6}>
                {text.editor.changesSince(published.version)}
              </Title>
              <Difference before={published.document} after={document} />
            </div>
          ) : (
            <Text size="sm">{text.editor.firstVersion}</Text>
          )
        }
      </Loaded>
      <Textarea
        data-autofocus
        label={text.flows.publishNote}
        autosize
        minRows={2}
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Button loading={busy} disabled={errors > 0} onClick={publish}>
        {text.flows.publish}
      </Button>
    </Stack>
  )
}

/** What changes for callers, a note for the colleagues, and the button. */
export function PublishDialog({ opened, onClose, ...body }: PublishDialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={text.flows.publish}
      size="lg"
      centered
      closeButtonProps={{ 'aria-label': text.common.close }}
    >
      <Body {...body} />
    </Modal>
  )
}
