// What can be done with a step, where the mouse or the menu key asks for it.
import { Menu } from '@mantine/core'
import { IconAlertTriangle, IconCopy, IconPhoneOff, IconSitemap, IconTrash } from '@tabler/icons-react'
import { type MouseEvent, useState } from 'react'
import { text } from '../../lib/i18n/index.ts'
import { useCanvas } from '../canvas/index.ts'
import type { Position } from '../document/change.ts'
import { described } from '../document/described.ts'
import { onlyChosen, useEditorStore } from '../document/store.ts'
import { ExtractDialog } from '../extract/ExtractDialog.tsx'
import { inEditor } from './inEditor.ts'
import type { Commands } from './useCommands.ts'

type Asked = { node: string; at: Position }

/** Whose menu is asked for: the card under the mouse, or the chosen step for the key. */
export function useStepMenu() {
  const store = useEditorStore()
  const canvas = useCanvas()
  const [asked, setAsked] = useState<Asked | null>(null)
  const onContextMenu = (event: MouseEvent<HTMLElement>) => {
    const { document, readOnly, selection, select } = store.getState()
    const target = event.target as HTMLElement
    const under = target.closest('.react-flow__node')?.getAttribute('data-id')
    const byKey = event.button !== 2 && !under
    const id = byKey ? onlyChosen(store.getState()) : under
    const node = document.nodes.find((each) => each.id === id)
    if (readOnly || !node) return
    event.preventDefault()
    if (!selection.has(node.id)) select([node.id])
    const corner = () => canvas.screenOf({ x: node.position.x + 40, y: node.position.y + described(node).height })
    setAsked({ node: node.id, at: byKey ? corner() : { x: event.clientX, y: event.clientY } })
  }
  return { asked, onContextMenu, close: () => setAsked(null) }
}

function PathItems({ node }: { node: string }) {
  const store = useEditorStore()
  const { document } = store.getState()
  const step = document.nodes.find(({ id }) => id === node)
  if (!step || step.type === 'start') return null
  const put = (field: 'errorPath' | 'afterCallPath') => () =>
    store.getState().edit('flow', [{ kind: 'flow', part: { [field]: document[field] === node ? undefined : node } }])
  const words = text.watch
  return (
    <>
      <Menu.Divider role="separator" />
      <Menu.Item leftSection={<IconAlertTriangle size={15} />} onClick={put('errorPath')}>
        {document.errorPath === node ? words.notOnError : words.useOnError}
      </Menu.Item>
      {(described(step).type?.withoutCall || document.afterCallPath === node) && (
        <Menu.Item leftSection={<IconPhoneOff size={15} />} onClick={put('afterCallPath')}>
          {document.afterCallPath === node ? words.notAfterCall : words.useAfterCall}
        </Menu.Item>
      )}
    </>
  )
}

/** The menu of one step, or of all that are chosen. */
export function StepMenu({ asked, commands, onClose }: { asked: Asked | null; commands: Commands; onClose(): void }) {
  const [extracting, setExtracting] = useState(false)
  const at = asked?.at
  return (
    <>
      {at && (
        <Menu
          opened
          onClose={onClose}
          position="bottom-start"
          offset={0}
          transitionProps={{ duration: 0 }}
          portalProps={inEditor}
          withInitialFocusPlaceholder={false}
        >
          <Menu.Target>
            <button
              type="button"
              tabIndex={-1}
              aria-label={text.watch.stepMenu}
              style={{ position: 'fixed', left: at.x, top: at.y, width: 1, height: 1, padding: 0, border: 0, opacity: 0 }}
            />
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconCopy size={15} />} onClick={() => commands.duplicate()}>
              {text.editor.duplicate}
            </Menu.Item>
            <Menu.Item leftSection={<IconSitemap size={15} />} onClick={() => setExtracting(true)}>
              {text.watch.extract}
            </Menu.Item>
            {asked && <PathItems node={asked.node} />}
            <Menu.Divider role="separator" />
            <Menu.Item leftSection={<IconTrash size={15} />} onClick={() => commands.remove()}>
              {text.editor.delete}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      <ExtractDialog opened={extracting} onClose={() => setExtracting(false)} />
    </>
  )
}
