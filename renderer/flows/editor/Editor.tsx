import { Alert, Button, Group } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { type ReactNode, type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { FlowEdge } from '../../../shared/flow/document.ts'
import { text } from '../../lib/i18n/index.ts'
import { useMay } from '../../lib/session.ts'
import { useFold } from '../../lib/view/folds.ts'
import { FlowCanvas, useCanvas } from '../canvas/index.ts'
import type { Position } from '../document/change.ts'
import { described } from '../document/described.ts'
import type { Draft } from '../document/draft.ts'
import { onlyChosen, useEditor, useEditorStore } from '../document/store.ts'
import { exportFlow } from '../files/files.ts'
import { Inspector } from '../inspector/Inspector.tsx'
import { type PastCall, Replay } from '../live/Replay.tsx'
import { Watch } from '../live/Watch.tsx'
import { FindStep } from '../palette/FindStep.tsx'
import { type PickAt, StepPicker } from '../palette/StepPicker.tsx'
import { Simulator } from '../simulate/Simulator.tsx'
import { MoreMenu } from '../toolbar/MoreMenu.tsx'
import { SaveMark, Toolbar } from '../toolbar/Toolbar.tsx'
import { Begin } from './Begin.tsx'
import type { Dock } from './dock.ts'
import classes from './Editor.module.css'
import { type PaneTab, SidePane } from './SidePane.tsx'
import { StepMenu, useStepMenu } from './StepMenu.tsx'
import { openPort, useCommands } from './useCommands.ts'
import { useClipboard, useKeys } from './useKeys.ts'

type EditorProps = {
  draft: Draft | null
  heading: ReactNode
  actions: ReactNode
  /** A past call that is shown on this version. */
  past?: PastCall | null
  onLoadTheirs(): void
}

/** Someone else saved first: told at once, with both ways out. */
function Conflict({ draft, onLoadTheirs }: { draft: Draft; onLoadTheirs(): void }) {
  const store = useEditorStore()
  const conflict = useStore(draft.state, ({ status }) => status === 'conflict')
  if (!conflict) return null
  return (
    <Alert color="red" title={text.editor.conflict} radius={0} role="alert">
      <Group justify="space-between">
        {text.editor.conflictHelp}
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={() => exportFlow(store.getState().document)}>
            {text.editor.keepAsFile}
          </Button>
          <Button size="xs" onClick={onLoadTheirs}>
            {text.editor.loadTheirs}
          </Button>
        </Group>
      </Group>
    </Alert>
  )
}

/** Where the picker opens for the chosen step: beside it on the screen. */
function usePicker() {
  const store = useEditorStore()
  const [picking, setPicking] = useState<(PickAt & { drop?: Position }) | null>(null)
  const canvas = useCanvas()
  const onLooseEnd = useCallback(
    (from: FlowEdge['from'], screen: Position) => {
      const at = canvas.placeAt(screen)
      setPicking({ from, screen, drop: { x: at.x, y: at.y - 28 } })
    },
    [canvas],
  )
  const onConnect = () => {
    const state = store.getState()
    const node = state.document.nodes.find(({ id }) => id === onlyChosen(state))
    if (!node || state.readOnly) return
    const { ports } = described(node)
    const port = openPort(state.document.edges, node.id, ports) ?? ports[0]?.name ?? 'async'
    const screen = canvas.screenOf({ x: node.position.x + 230, y: node.position.y })
    setPicking({ from: { node: node.id, port }, screen })
  }
  return { picking, onLooseEnd, onConnect, pick: setPicking, close: () => setPicking(null) }
}

/** `value`, but never changed while a button of the mouse is down on the canvas: what is dragged there must not lose its ground. */
function useOnceReleased(surface: RefObject<HTMLElement | null>, value: boolean): boolean {
  const [shown, setShown] = useState(value)
  const pressed = useRef(false)
  const latest = useRef(value)
  latest.current = value
  useEffect(() => {
    const press = () => {
      pressed.current = true
    }
    const release = () => {
      pressed.current = false
      setShown(latest.current)
    }
    const element = surface.current
    element?.addEventListener('pointerdown', press, true)
    const ends = ['pointerup', 'pointercancel', 'dragend'] as const
    for (const end of ends) window.addEventListener(end, release, true)
    return () => {
      element?.removeEventListener('pointerdown', press, true)
      for (const end of ends) window.removeEventListener(end, release, true)
    }
  }, [surface])
  useEffect(() => {
    if (!pressed.current) setShown(value)
  }, [value])
  return shown
}

/** The editor of one flow: what it is made of, the canvas, the settings of what is chosen. */
export function Editor({ draft, heading, actions, past = null, onLoadTheirs }: EditorProps) {
  const commands = useCommands()
  const wide = useMediaQuery('(min-width: 1280px)', window.innerWidth >= 1280, { getInitialValueInEffect: false })
  const [paneFolded, foldPane] = useFold('palette', !wide)
  const chosen = useEditor((state) => state.selection.size > 0)
  const only = useEditor(onlyChosen)
  const [flowOpen, setFlowOpen] = useState(false)
  const surface = useRef<HTMLDivElement>(null)
  const inspecting = useOnceReleased(surface, flowOpen || chosen)
  const [dock, setDock] = useState<Dock>(past ? 'replay' : null)
  const may = useMay('admin')
  const readOnly = useEditor((state) => state.readOnly)
  const [tab, setTab] = useState<PaneTab>(readOnly ? 'outline' : 'add')
  const search = useRef<HTMLInputElement>(null)
  const { picking, onLooseEnd, onConnect, pick, close } = usePicker()
  const [finding, setFinding] = useState(false)
  const menu = useStepMenu()
  const onSearch = () => {
    if (readOnly) return
    setDock(null)
    foldPane(false)
    setTab('add')
    setTimeout(() => search.current?.focus(), 0)
  }
  const onDock = (next: Dock) => {
    setDock(next)
    // The panel takes half of the canvas: what is on it shall be seen all the same, once there is less room.
    if (next !== null && dock === null) setTimeout(commands.fit, 60)
  }
  const onKeyDown = useKeys({ commands, onSearch, onConnect, onFind: () => setFinding(true) })
  useClipboard(commands)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of everything inside.
    <div className={classes.editor} data-flow-editor="" onKeyDown={onKeyDown}>
      <div className={classes.head}>
        {heading}
        <Toolbar
          commands={commands}
          onPanel={() => {
            foldPane(dock === null && !paneFolded)
            setDock(null)
          }}
          onFind={() => setFinding(!finding)}
          onFlow={() => setFlowOpen(!flowOpen)}
          dock={dock}
          onDock={onDock}
        />
        {draft && <SaveMark draft={draft} />}
        <Group gap={6} wrap="nowrap" ml="auto">
          {actions}
          <MoreMenu />
        </Group>
      </div>
      {draft && <Conflict draft={draft} onLoadTheirs={onLoadTheirs} />}
      <div className={classes.body}>
        {!paneFolded && !dock && (
          <SidePane
            tab={tab}
            onTab={setTab}
            search={search}
            onAdd={commands.addHere.bind(commands)}
            onNote={commands.addNote}
            onPick={pick}
          />
        )}
        <div
          className={classes.surface}
          ref={surface}
          data-canvas=""
          // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys walk on it.
          tabIndex={0}
          role="application"
          aria-label={text.editor.canvas}
          onContextMenu={menu.onContextMenu}
          onPointerDown={(event) =>
            !(event.target as HTMLElement).closest('textarea') && surface.current?.focus({ preventScroll: true })
          }
        >
          <FlowCanvas
            onLooseEnd={onLooseEnd}
            onDropStep={(type, at, edge) => !readOnly && commands.add(type, { x: at.x - 110, y: at.y - 28 }, edge)}
          />
          <Begin onAdd={(type) => commands.addFirst(type)} />
          {finding && (
            <FindStep
              onClose={() => {
                setFinding(false)
                surface.current?.focus({ preventScroll: true })
              }}
            />
          )}
        </div>
        {inspecting && <Inspector />}
      </div>
      {dock === 'watch' && <Watch chosen={only} onClose={() => setDock(null)} />}
      {dock === 'replay' && past && <Replay past={past} onClose={() => setDock(null)} />}
      {dock === 'simulate' && may && <Simulator onClose={() => setDock(null)} />}
      <StepMenu asked={menu.asked} commands={commands} onClose={menu.close} />
      {picking && (
        <StepPicker
          from={picking.from}
          screen={picking.screen}
          onNode={(id) => commands.connect(picking.from, id)}
          onType={(type) => commands.addAfter(picking.from, type, picking.drop)}
          onClose={() => {
            close()
            surface.current?.focus()
          }}
        />
      )}
    </div>
  )
}
