import { ActionIcon, Button, Title } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconArrowLeft, IconHistory, IconPencil } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { Link, useParams, useSearchParams } from 'react-router'
import type { FlowDocument } from '../../shared/flow/document.ts'
import { Loaded, useLoad } from '../lib/feedback/index.ts'
import { text } from '../lib/i18n/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import { useMay } from '../lib/session.ts'
import { useRoomyPage } from '../lib/view/roomy.ts'
import { SidePanel } from '../ui/index.ts'
import { CanvasProvider } from './canvas/index.ts'
import { type Draft, savingDraft } from './document/draft.ts'
import { placed } from './document/layout.ts'
import { EditorContext, editorStore, useEditor } from './document/store.ts'
import { useTheirs } from './document/useTheirs.ts'
import classes from './editor/Editor.module.css'
import { Editor } from './editor/Editor.tsx'
import { OfficeContext, useOfficeLists } from './inspector/office.ts'
import type { PastCall } from './live/Replay.tsx'
import { MarkContext, OverlayContext, overlayStore } from './overlay/overlay.ts'
import { PublishDialog } from './toolbar/PublishDialog.tsx'
import { Versions } from './versions/Versions.tsx'

type OpenFlowProps = {
  document: FlowDocument
  revision: number
  version: number | null
  past?: PastCall | null
  onShow(version: number | null): void
  onReload(): void
}

function Heading({ version }: { version: number | null }) {
  const name = useEditor((state) => state.document.name)
  return (
    <>
      <ActionIcon component={Link} to="/flows" variant="subtle" color="gray" aria-label={text.flows.back}>
        <IconArrowLeft size={17} />
      </ActionIcon>
      <Title order={1} title={name} className={classes.title}>
        {name}
        {version !== null && ` · ${text.flows.version({ version })}`}
      </Title>
    </>
  )
}

type ActionsProps = Omit<OpenFlowProps, 'document' | 'revision'> & { id: string; draft: Draft | null }

function Actions({ id, draft, version, onShow, onReload }: ActionsProps) {
  const wide = useMediaQuery('(min-width: 1280px)') ?? true
  const [publishing, setPublishing] = useState(false)
  const [history, setHistory] = useState(false)
  const versions = useLoad(() => rpc.flows.versions({ id }), id, ['flow'])
  const published = () => {
    setPublishing(false)
    versions.reload()
  }
  return (
    <>
      {version !== null && wide && (
        <Button size="xs" onClick={() => onShow(null)}>
          {text.flows.backToDraft}
        </Button>
      )}
      {version !== null && !wide && (
        <ActionIcon size={30} aria-label={text.flows.backToDraft} onClick={() => onShow(null)}>
          <IconPencil size={16} />
        </ActionIcon>
      )}
      {wide ? (
        <Button size="xs" variant="default" leftSection={<IconHistory size={15} />} onClick={() => setHistory(!history)}>
          {text.editor.history}
        </Button>
      ) : (
        <ActionIcon variant="default" size={30} aria-label={text.editor.history} onClick={() => setHistory(!history)}>
          <IconHistory size={16} />
        </ActionIcon>
      )}
      {draft && (
        <Button size="xs" onClick={() => setPublishing(true)}>
          {text.flows.publish}
        </Button>
      )}
      {draft && <PublishDialog draft={draft} opened={publishing} onClose={() => setPublishing(false)} onPublished={published} />}
      <SidePanel
        title={text.flows.versions}
        opened={history}
        onClose={() => setHistory(false)}
        close={text.common.close}
        size={340}
      >
        <Versions
          flowId={id}
          load={versions}
          shown={version}
          onShow={onShow}
          onRestore={async () => draft?.flush()}
          onRestored={onReload}
        />
      </SidePanel>
    </>
  )
}

function OpenFlow({ document, revision, version, past, onShow, onReload }: OpenFlowProps) {
  const admin = useMay('admin')
  const writable = admin && version === null
  const [store] = useState(() => editorStore(placed(document), !writable))
  const [overlay] = useState(overlayStore)
  const [draft, setDraft] = useState<Draft | null>(null)
  const [goTo] = useState(() => (node: string) => store.getState().goTo(node))
  const office = useOfficeLists(store.getState().learn)
  useEffect(() => {
    if (!writable) return
    const saving = savingDraft(store, revision)
    setDraft(saving)
    return saving.stop
  }, [store, revision, writable])
  const listed = office.flows.find(({ id }) => id === document.id)?.revision
  useTheirs({ store, draft, id: document.id, revision: version === null ? revision : null, listed })
  return (
    <EditorContext value={store}>
      <OfficeContext value={office}>
        <OverlayContext value={overlay}>
          <MarkContext value={goTo}>
            <CanvasProvider>
              <Editor
                draft={draft}
                heading={<Heading version={version} />}
                actions={<Actions id={document.id} draft={draft} version={version} onShow={onShow} onReload={onReload} />}
                past={past}
                onLoadTheirs={onReload}
              />
            </CanvasProvider>
          </MarkContext>
        </OverlayContext>
      </OfficeContext>
    </EditorContext>
  )
}

/** The flow as it was when that call went through it. */
async function pastFlow(callId: string) {
  const past = await rpc.calls.get({ id: callId })
  const { flowId, flowVersion } = past.call
  const document = await rpc.flows.version({ id: flowId, version: flowVersion })
  return { key: `call ${callId}`, document, revision: 0, version: flowVersion, past }
}

/** One flow in the editor: its draft, or one of its versions to look at. */
export function FlowPage() {
  // Here and not in the editor: the canvas fits the flow to its place when it first measures it.
  useRoomyPage()
  const { id = '' } = useParams()
  const [asked, setAsked] = useSearchParams()
  const callId = asked.get('call')
  const [shown, setShown] = useState<number | null>(null)
  const [turn, setTurn] = useState(0)
  const load = useLoad(async () => {
    if (callId !== null) return pastFlow(callId)
    if (shown !== null)
      return {
        key: `${id} ${turn} ${shown}`,
        document: await rpc.flows.version({ id, version: shown }),
        revision: 0,
        version: shown,
        past: null,
      }
    const { document, revision } = await rpc.flows.draft({ id })
    return { key: `${id} ${turn}`, document, revision, version: null, past: null }
  }, `${id} ${turn} ${shown} ${callId}`)
  const onShow = (version: number | null) => {
    setAsked({})
    setShown(version)
  }
  const reload = () => {
    onShow(null)
    setTurn((before) => before + 1)
  }
  return <Loaded load={load}>{({ key, ...flow }) => <OpenFlow key={key} {...flow} onShow={onShow} onReload={reload} />}</Loaded>
}
