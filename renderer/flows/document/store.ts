// The open flow: its document with history, what is chosen, its problems. Components subscribe to narrow parts of it.
import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { FlowDocument, FlowEdge } from '../../../shared/flow/document.ts'
import type { Problem } from '../../../shared/flow/problem.ts'
import { type Known, validateFlow } from '../../../shared/flow/validate.ts'
import { type Change, edgeKey } from './change.ts'
import { commit, type History, redo, type StepName, undo } from './history.ts'

export type PortOf = FlowEdge['from']
export type EditorState = History & {
  /** Nodes and notes; not part of the history. */
  selection: ReadonlySet<string>
  selectedEdge: string | null
  problems: readonly Problem[]
  problemsOf: ReadonlyMap<string, readonly Problem[]>
  known: Known
  readOnly: boolean
  /** The field a problem was clicked for; `turn` counts the clicks. `beside` is a step that stays in sight with it. */
  wanted: { node: string; field: string | null; turn: number; beside: string | null } | null
  edit(name: StepName, changes: readonly Change[], key?: string): void
  undo(): void
  redo(): void
  /** What somebody else made of it: nothing of before can be undone. What is still there stays chosen. */
  replace(document: FlowDocument): void
  select(ids: Iterable<string>, edge?: string | null): void
  /** Chooses the node, shows it, and puts the caret into the field. */
  goTo(node: string, field?: string | null, beside?: string | null): void
  /** What the office has, for the validator. */
  learn(known: Known): void
  check(): void
}
export type EditorStore = StoreApi<EditorState>

const nobody: ReadonlySet<string> = new Set()

const byNode = (problems: readonly Problem[]) => Map.groupBy(problems, ({ node }) => node ?? '')

/** A store for one open flow. */
export function editorStore(document: FlowDocument, readOnly = false): EditorStore {
  let scheduled: ReturnType<typeof setTimeout> | undefined
  return createStore<EditorState>()((set, get) => {
    const checked = (of: FlowDocument, known: Known) => {
      const problems = validateFlow(of, known)
      return { problems, problemsOf: byNode(problems) }
    }
    const change = (next: History) => {
      if (next.document === get().document) return
      set({ ...kept(next, get()) })
      clearTimeout(scheduled)
      // After the frame in which the edit is seen.
      scheduled = setTimeout(() => get().check(), 60)
    }
    return {
      document,
      past: [],
      future: [],
      selection: nobody,
      selectedEdge: null,
      known: {},
      ...checked(document, {}),
      readOnly,
      wanted: null,
      edit: (name, changes, key) => !get().readOnly && change(commit(get(), name, changes, key)),
      undo: () => change(undo(get())),
      redo: () => change(redo(get())),
      replace: (document) => change({ document, past: [], future: [] }),
      select: (ids, edge = null) => set({ selection: new Set(ids), selectedEdge: edge }),
      goTo: (node, field = null, beside = null) => {
        const turn = (get().wanted?.turn ?? 0) + 1
        set({ selection: new Set([node]), selectedEdge: null, wanted: { node, field, turn, beside } })
      },
      learn: (known) => set({ known, ...checked(get().document, known) }),
      check: () => set(checked(get().document, get().known)),
    }
  })
}

/** The new history, and of what was chosen that which is still there. */
function kept({ document, past, future }: History, { selection, selectedEdge }: EditorState): Partial<EditorState> {
  const next = { document, past, future }
  const ids = new Set([...document.nodes, ...document.notes].map(({ id }) => id))
  const chosen = [...selection].filter((id) => ids.has(id))
  const edge = document.edges.some((each) => edgeKey(each) === selectedEdge) ? selectedEdge : null
  return { ...next, selectedEdge: edge, ...(chosen.length < selection.size ? { selection: new Set(chosen) } : {}) }
}

export const EditorContext = createContext<EditorStore | null>(null)

/** The store of the flow around this component. */
export function useEditorStore(): EditorStore {
  const store = useContext(EditorContext)
  if (!store) throw new Error('No flow is open here.')
  return store
}

/** One value of it; the component renders when that value changes and at no other time. */
export function useEditor<T>(select: (state: EditorState) => T): T {
  return useStore(useEditorStore(), select)
}

/** The one chosen node's or note's id, or null. */
export const onlyChosen = ({ selection }: EditorState): string | null =>
  selection.size === 1 ? ([...selection][0] ?? null) : null
