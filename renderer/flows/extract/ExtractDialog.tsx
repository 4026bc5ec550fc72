// Chosen steps become a flow of their own: its name is asked for, the host makes it, and a Subflow takes their place here.
import { Alert, Button, Modal, Stack, TextInput } from '@mantine/core'
import { IconSitemap } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { tell, useWork } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import { type ExtractRefusal, extraction } from '../document/extract.ts'
import { type EditorStore, useEditor, useEditorStore } from '../document/store.ts'
import { askOfficeAgain } from '../inspector/office.ts'

const sentences = (): Record<ExtractRefusal, string> => ({
  nothing: text.watch.extractNothing,
  start: text.watch.extractStart,
  entries: text.watch.extractEntries,
  beside: text.watch.extractBeside,
})

/** Whether it could be put in force at once; a part that is not set up yet stays a draft. */
async function published(id: string): Promise<boolean> {
  const { revision, problems } = await rpc.flows.draft({ id })
  if (problems.some(({ severity }) => severity === 'error')) return false
  await rpc.flows.publish({ id, revision })
  return true
}

async function extract(store: EditorStore, name: string): Promise<void> {
  const { document, selection, edit, goTo } = store.getState()
  const made = extraction(document, selection, name)
  if ('refusal' in made) throw new Error(sentences()[made.refusal])
  const { id } = await rpc.flows.create({ name, document: made.inner })
  edit('extract', made.changes(id))
  goTo(made.node)
  const inForce = await published(id).catch(() => false)
  askOfficeAgain()
  if (inForce) tell('success', text.watch.extractedInForce({ name }))
  else tell('warning', text.watch.extracted({ name }))
}

function ExtractForm({ onDone }: { onDone(): void }) {
  const store = useEditorStore()
  const [name, setName] = useState('')
  const document = useEditor((state) => state.document)
  const selection = useEditor((state) => state.selection)
  const { busy, run } = useWork()
  const made = extraction(document, selection, 'name')
  if ('refusal' in made) return <Alert color="yellow">{sentences()[made.refusal]}</Alert>
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run(() => extract(store, name.trim()), onDone)
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          data-autofocus
          label={text.watch.extractName}
          maxLength={80}
          required
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" loading={busy} disabled={!name.trim()} style={{ alignSelf: 'start' }}>
          {text.watch.extract}
        </Button>
      </Stack>
    </form>
  )
}

/** Asks for the name, or says why the chosen steps cannot be a flow of their own. */
export function ExtractDialog({ opened, onClose }: { opened: boolean; onClose(): void }) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={text.watch.extract}
      centered
      closeButtonProps={{ 'aria-label': text.common.close }}
    >
      <ExtractForm onDone={onClose} />
    </Modal>
  )
}

/** Opens it from the settings of several chosen steps. */
export function ExtractButton() {
  const [opened, setOpened] = useState(false)
  const readOnly = useEditor((state) => state.readOnly)
  if (readOnly) return null
  return (
    <>
      <Button variant="default" size="xs" leftSection={<IconSitemap size={15} />} onClick={() => setOpened(true)}>
        {text.watch.extract}
      </Button>
      <ExtractDialog opened={opened} onClose={() => setOpened(false)} />
    </>
  )
}
