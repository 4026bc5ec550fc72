import { asyncPort, type FlowEdge } from '../../../shared/flow/document.ts'
import { type NodeTypeName, runsBeside } from '../../../shared/nodes/index.ts'
import { text } from '../../lib/i18n/index.ts'
import type { Position } from '../document/change.ts'
import { mayConnect } from '../document/edits.ts'
import { type EditorStore, useEditorStore } from '../document/store.ts'
import { portName, stepName, typeName } from '../labels/labels.ts'
import { matches, typesFor } from './found.ts'
import classes from './Palette.module.css'
import { type SearchedStep, StepSearch } from './StepSearch.tsx'

export type PickAt = { from: FlowEdge['from']; screen: Position }
/** `node`: one that is there; else a new one of its type. */
type Choice = SearchedStep & { node?: string }
type StepPickerProps = PickAt & {
  onNode(id: string): void
  onType(type: NodeTypeName): void
  onClose(): void
}

/** Where a way may lead: new steps and those that are there, by a few letters of the name. */
function choicesFor(store: EditorStore, from: FlowEdge['from'], query: string): Choice[] {
  const { document } = store.getState()
  const beside = from.port === asyncPort
  const fresh = typesFor(query, true)
    .filter((type) => !beside || runsBeside(type))
    .map((type): Choice => ({ key: `+${type}`, type, name: typeName(type), beside: text.editor.newStep }))
  const there = document.nodes
    .filter((node) => mayConnect(document, from, node.id) && matches(query, stepName(node), typeName(node.type)))
    .slice(0, 60)
    .map((node): Choice => ({ key: node.id, type: node.type, name: stepName(node), beside: '', node: node.id }))
  return query ? [...there, ...fresh] : [...fresh, ...there]
}

/** A small search at the end of a way. */
export function StepPicker({ from, screen, onNode, onType, onClose }: StepPickerProps) {
  const store = useEditorStore()
  const take = (choice: Choice | undefined) => {
    if (!choice) return
    onClose()
    if (choice.node) onNode(choice.node)
    else onType(choice.type as NodeTypeName)
  }
  const place = { left: Math.min(screen.x, window.innerWidth - 270), top: Math.min(screen.y, window.innerHeight - 340) }
  const label = `${text.editor.connectTo} (${portName(from.port)})`
  return (
    <div className={classes.picker} style={place} role="dialog" aria-label={label}>
      <StepSearch
        title={label}
        label={label}
        none={text.editor.nothingFound}
        stepsFor={(query) => choicesFor(store, from, query)}
        onTake={take}
        onClose={onClose}
      />
    </div>
  )
}
