// Undo and redo: each step has a name and keeps only the parts of the document that it changed.
import { sameJson } from '../../../shared/flow/diff.ts'
import type { FlowDocument } from '../../../shared/flow/document.ts'
import { applyAll, type Change } from './change.ts'

export type StepName =
  | 'add'
  | 'insert'
  | 'move'
  | 'remove'
  | 'connect'
  | 'disconnect'
  | 'edit'
  | 'rename'
  | 'note'
  | 'frame'
  | 'paste'
  | 'cut'
  | 'duplicate'
  | 'layout'
  | 'fix'
  | 'import'
  | 'flow'
  | 'run'
  | 'extract'

type Parts = Partial<FlowDocument>
export type Step = {
  name: StepName
  /** Steps of the same key that follow one another are one: the letters of a word, the moments of a drag. */
  key?: string
  before: Parts
  after: Parts
}
export type History = { document: FlowDocument; past: readonly Step[]; future: readonly Step[] }

const longest = 500
const fields = ['schema', 'id', 'name', 'nodes', 'edges', 'notes', 'variables', 'errorPath', 'afterCallPath', 'runs'] as const

/** The transaction: all changes or none become one step. A step that changes nothing is none. */
export function commit(history: History, name: StepName, changes: readonly Change[], key?: string): History {
  const { document } = history
  const next = applyAll(document, changes)
  const differing = fields.filter((field) => document[field] !== next[field] && !sameJson(document[field], next[field]))
  if (differing.length === 0) return history
  const parts = (of: FlowDocument): Parts => Object.fromEntries(differing.map((field) => [field, of[field]]))
  const step: Step = { name, key, before: parts(document), after: parts(next) }
  const last = history.past.at(-1)
  const merges = key !== undefined && last?.key === key && history.future.length === 0
  const past = merges
    ? [
        ...history.past.slice(0, -1),
        { ...last, before: { ...step.before, ...last.before }, after: { ...last.after, ...step.after } },
      ]
    : [...history.past.slice(-longest + 1), step]
  return { document: { ...document, ...step.after }, past, future: [] }
}

/** Takes the last step back; the same history when there is none. */
export function undo({ document, past, future }: History): History {
  const step = past.at(-1)
  if (!step) return { document, past, future }
  return { document: { ...document, ...step.before }, past: past.slice(0, -1), future: [...future, step] }
}

/** Makes the step that was taken back last again. */
export function redo({ document, past, future }: History): History {
  const step = future.at(-1)
  if (!step) return { document, past, future }
  return { document: { ...document, ...step.after }, past: [...past, { ...step, key: undefined }], future: future.slice(0, -1) }
}
