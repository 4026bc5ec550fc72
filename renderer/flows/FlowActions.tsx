import { Button, FileButton, Modal, Stack, Textarea } from '@mantine/core'
import { IconDownload, IconUpload } from '@tabler/icons-react'
import { useState } from 'react'
import type { FlowDocument } from '../../shared/flow/document.ts'
import { tell, useWork } from '../lib/feedback/index.ts'
import { text } from '../lib/i18n/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import { useMay } from '../lib/session.ts'
import { exportFlow, readFlow } from './files.ts'

type FlowActionsProps = { document: FlowDocument; revision: number; onChanged(): void }

/** Export for everyone; replacing the draft and publishing for administrators. */
export function FlowActions({ document, revision, onChanged }: FlowActionsProps) {
  const [publishing, setPublishing] = useState(false)
  const [note, setNote] = useState('')
  const admin = useMay('admin')
  const { busy, run } = useWork()
  const words = text.flows
  const replace = (file: File | null) =>
    file &&
    run(async () => {
      const flow = await readFlow(file)
      if (!flow) throw new Error(words.notAFlow)
      await rpc.flows.save({ document: { ...flow, id: document.id }, revision })
      tell('success', words.imported)
      onChanged()
    })
  const publish = () =>
    run(async () => {
      const { version } = await rpc.flows.publish({ id: document.id, revision, note })
      tell('success', words.publishedAs(version))
      setPublishing(false)
      setNote('')
      onChanged()
    })
  return (
    <>
      <Button size="xs" variant="default" leftSection={<IconDownload size={15} />} onClick={() => exportFlow(document)}>
        {words.exportFile}
      </Button>
      {admin && (
        <FileButton onChange={replace} accept="application/json,.json">
          {(props) => (
            <Button {...props} size="xs" variant="default" leftSection={<IconUpload size={15} />}>
              {words.replaceDraft}
            </Button>
          )}
        </FileButton>
      )}
      {admin && (
        <Button size="xs" onClick={() => setPublishing(true)}>
          {words.publish}
        </Button>
      )}
      <Modal
        opened={publishing}
        onClose={() => setPublishing(false)}
        title={words.publish}
        centered
        closeButtonProps={{ 'aria-label': text.common.close }}
      >
        <Stack>
          <Textarea
            data-autofocus
            label={words.publishNote}
            autosize
            minRows={2}
            maxLength={500}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Button loading={busy} onClick={publish}>
            {words.publish}
          </Button>
        </Stack>
      </Modal>
    </>
  )
}
