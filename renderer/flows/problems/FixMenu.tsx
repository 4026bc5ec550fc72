// What can be done about a problem: a person chooses, nothing is decided for them.
import { Button, Menu } from '@mantine/core'
import { useRef, useState } from 'react'
import type { FlowEdge } from '../../../shared/flow/document.ts'
import type { Problem } from '../../../shared/flow/problem.ts'
import { text } from '../../lib/i18n/index.ts'
import { type FixChoice, fixesOf } from '../document/fixes.ts'
import { useEditor, useEditorStore } from '../document/store.ts'
import { inEditor } from '../editor/inEditor.ts'
import { portName, stepName, typeName } from '../labels/labels.ts'
import type { PickAt } from '../palette/StepPicker.tsx'

/** A choice in words. */
function wordsOf(choice: FixChoice): string {
  const words = text.canvas.fixes
  switch (choice.kind) {
    case 'connect':
      return words.connect({ name: stepName(choice.step) })
    case 'keepEdge':
      return words.keepEdge({ name: stepName(choice.step) })
    case 'connectFrom':
      return words.connectFrom({ from: stepName(choice.step), port: portName(choice.port) })
    case 'newStep':
      return words.newStep({ type: typeName(choice.type) })
    case 'clamp':
      return words.clamp({ value: choice.value })
    case 'declare':
      return words.declare({ name: choice.name })
    default:
      return words[choice.kind]
  }
}

/** Two steps may be called the same. */
const keyOf = (choice: FixChoice): string =>
  [choice.kind, 'step' in choice && choice.step.id, 'port' in choice && choice.port, 'type' in choice && choice.type].join(' ')

/** Where the search of steps opens for an outlet that leads nowhere. */
const outletOf = ({ code, node, field }: Problem): FlowEdge['from'] | null =>
  code === 'MISSING_EDGE' && node !== undefined && field !== undefined ? { node, port: field } : null

/** The button *Fix* with its choices; nothing where the problem has none. */
export function FixMenu({ problem, onPick }: { problem: Problem; onPick(at: PickAt): void }) {
  const store = useEditorStore()
  const readOnly = useEditor((state) => state.readOnly)
  const document = useEditor((state) => state.document)
  const [opened, setOpened] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const choices = readOnly ? [] : fixesOf(document, problem)
  if (choices.length === 0) return null
  const from = outletOf(problem)
  const search = () => {
    const { left = 0, bottom = 0 } = button.current?.getBoundingClientRect() ?? {}
    if (from) onPick({ from, screen: { x: left, y: bottom } })
  }
  return (
    <Menu opened={opened} onChange={setOpened} position="bottom-start" portalProps={inEditor} transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <Button ref={button} size="compact-xs" variant="light">
          {text.editor.fix}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map((choice) => (
          <Menu.Item key={keyOf(choice)} onClick={() => store.getState().edit('fix', choice.changes)}>
            {wordsOf(choice)}
          </Menu.Item>
        ))}
        {from && <Menu.Item onClick={() => setTimeout(search, 0)}>{text.canvas.fixes.other}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  )
}
