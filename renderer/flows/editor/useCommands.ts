// What a person can do in the editor, for the mouse, the keys and the palette alike.
import { useMemo } from 'react'
import type { FlowEdge } from '../../../shared/flow/document.ts'
import type { Control } from '../../../shared/nodes/field.ts'
import { nodeTypeOf } from '../../../shared/nodes/index.ts'
import type { Port } from '../../../shared/nodes/nodeType.ts'
import { announce, tell } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { useMe } from '../../lib/session.ts'
import { useCanvas } from '../canvas/index.ts'
import { arrange } from '../document/arrange.ts'
import { edgeKey, type Position } from '../document/change.ts'
import { copyOf, pasted, readPart } from '../document/clipboard.ts'
import { described, firstPort, nodeWidth } from '../document/described.ts'
import { freshIds, insertOn, newNode, removeAndJoin } from '../document/edits.ts'
import type { StepName } from '../document/history.ts'
import { freePlace } from '../document/room.ts'
import { type EditorStore, onlyChosen, useEditorStore } from '../document/store.ts'
import { type Direction, walk } from '../document/walk.ts'
import { type OfficeLists, useOffice } from '../inspector/office.ts'
import { summariesOf } from '../labels/nodeSummary.ts'
import { spokenStepOf } from '../labels/spoken.ts'
import { sentenceOf } from '../problems/findings.ts'

type OwnOffice = OfficeLists & { timeZone: string }

export type Commands = ReturnType<typeof commandsOf>

/** What a new step takes from the office instead of the type's own defaults: the first queue, mailbox and extension, and the time zone. */
function ownValues(type: string, { queues, mailboxes, extensions, timeZone }: OwnOffice): Record<string, unknown> {
  const to = extensions[0] && { kind: 'extension', number: extensions[0].number }
  const firsts: { [C in Control]?: unknown } = {
    queue: queues[0]?.id,
    mailbox: mailboxes[0]?.id,
    destination: to,
    destinations: to && [to],
    timeZone,
  }
  const form = nodeTypeOf(type)?.form ?? []
  return Object.fromEntries(
    form.flatMap(({ name, control }) => {
      const first = control && firsts[control]
      return first === undefined || first === null ? [] : [[name, first]]
    }),
  )
}

const snapped = ({ x, y }: Position): Position => ({ x: Math.round(x / 20) * 20, y: Math.round(y / 20) * 20 })

/** A place at the right of a way out that no other step covers. */
function placeAfter(store: EditorStore, from: FlowEdge['from'], type: string): Position {
  const { document } = store.getState()
  const source = document.nodes.find(({ id }) => id === from.node)
  if (!source) return { x: 0, y: 0 }
  const at = Math.max(
    0,
    described(source).ports.findIndex(({ name }) => name === from.port),
  )
  const place = snapped({ x: source.position.x + nodeWidth + 100, y: source.position.y + at * 100 })
  return freePlace(document, newNode(document, type, place))
}

function addingOf(store: EditorStore, office: OwnOffice, middle: () => Position) {
  const state = () => store.getState()
  const add = (type: string, at: Position, edge: FlowEdge | null = null) => {
    const { document, edit, goTo } = state()
    const node = newNode(document, type, snapped(at), ownValues(type, office))
    edit(edge ? 'insert' : 'add', edge ? insertOn(document, edge, node) : [{ kind: 'add', nodes: [node] }])
    goTo(node.id, null, edge?.from.node)
  }
  return {
    add,
    /** By double click or the palette's Enter: on the chosen edge, after the chosen step's first open way, or in the middle. */
    addHere(type: string) {
      const { document, selectedEdge } = state()
      const edge = document.edges.find((each) => edgeKey(each) === selectedEdge) ?? null
      const chosen = document.nodes.find(({ id }) => id === onlyChosen(state()))
      const open = chosen && openPort(document.edges, chosen.id, described(chosen).ports)
      if (edge) add(type, { x: middle().x - nodeWidth / 2, y: middle().y }, edge)
      else if (chosen && open && type !== 'start') this.addAfter({ node: chosen.id, port: open }, type)
      else add(type, { x: middle().x - nodeWidth / 2, y: middle().y - 30 })
    },
    addAfter(from: FlowEdge['from'], type: string, at: Position = placeAfter(store, from, type)) {
      const { document, edit, goTo } = state()
      const node = newNode(document, type, snapped(at), ownValues(type, office))
      edit('add', [
        { kind: 'add', nodes: [node] },
        { kind: 'connect', edge: { from, to: node.id } },
      ])
      goTo(node.id, null, from.node)
    },
    /** Behind the Start of a new flow. */
    addFirst(type: string) {
      const start = state().document.nodes.find((node) => node.type === 'start')
      if (start) this.addAfter({ node: start.id, port: firstPort(start) }, type)
    },
    connect: (from: FlowEdge['from'], to: string) => state().edit('connect', [{ kind: 'connect', edge: { from, to } }]),
    addNote() {
      const { document, edit, select } = state()
      const note = { id: freshIds(document)('note'), text: '', position: snapped(middle()) }
      edit('note', [{ kind: 'add', notes: [note] }])
      select([note.id])
    },
  }
}

/** The first way out that leads nowhere yet, those that have to lead somewhere first. */
export function openPort(edges: readonly FlowEdge[], node: string, ports: readonly Port[]): string | undefined {
  const used = new Set(edges.filter(({ from }) => from.node === node).map(({ from }) => from.port))
  const open = ports.filter(({ name }) => !used.has(name))
  return (open.find(({ optional }) => !optional) ?? open[0])?.name
}

function clipboardOf(store: EditorStore, middle: () => Position) {
  const state = () => store.getState()
  const put = (name: StepName, words: string, at: Position): boolean => {
    const part = readPart(words)
    if (!part || state().readOnly) return false
    const { changes, ids, refused } = pasted(state().document, part, at)
    state().edit(name, changes)
    if (ids.size > 0) state().select(ids)
    if (refused > 0) tell('warning', text.editor.refused({ count: refused }))
    return true
  }
  const copied = () => JSON.stringify(copyOf(state().document, state().selection), null, 2)
  return {
    copied,
    paste: (words: string) => put('paste', words, snapped({ x: middle().x - 200, y: middle().y - 100 })),
    duplicate() {
      const { document, selection } = state()
      const places = [...document.nodes, ...document.notes].filter(({ id }) => selection.has(id)).map(({ position }) => position)
      const corner = { x: Math.min(...places.map(({ x }) => x)), y: Math.min(...places.map(({ y }) => y)) }
      if (places.length > 0) put('duplicate', copied(), { x: corner.x + 40, y: corner.y + 60 })
    },
    remove(name: 'remove' | 'cut' = 'remove') {
      const { document, selection, selectedEdge, edit } = state()
      if (selection.size > 0) edit(name, removeAndJoin(document, selection))
      else if (selectedEdge) edit('disconnect', [{ kind: 'disconnect', edges: new Set([selectedEdge]) }])
    },
  }
}

function movesOf(store: EditorStore, office: OwnOffice) {
  const state = () => store.getState()
  let last = -1
  return {
    walk(direction: Direction) {
      const { document, goTo } = state()
      const next = walk(document, onlyChosen(state()), direction)
      const node = document.nodes.find(({ id }) => id === next)
      if (!node) return
      goTo(node.id)
      announce(
        [spokenStepOf(document, node), summariesOf({ nodes: [node], edges: [] }, office).get(node.id)].filter(Boolean).join(', '),
      )
    },
    nextProblem() {
      const { problems, goTo } = state()
      const placed = problems.filter(({ node }) => node)
      if (placed.length === 0) return
      last = (last + 1) % placed.length
      const problem = placed[last]
      if (!problem?.node) return
      goTo(problem.node, problem.field ?? '')
      announce(sentenceOf(problem, state().document))
    },
    edit() {
      const id = onlyChosen(state())
      if (id) state().goTo(id, '')
    },
    selectAll: () => state().select([...state().document.nodes, ...state().document.notes].map(({ id }) => id)),
  }
}

function commandsOf(store: EditorStore, office: OwnOffice, middle: () => Position, fit: () => void) {
  return {
    ...addingOf(store, office, middle),
    ...clipboardOf(store, middle),
    ...movesOf(store, office),
    fit,
    arrange: () => arrange(store),
  }
}

/** The commands on the flow around this component. */
export function useCommands(): Commands {
  const store = useEditorStore()
  const lists = useOffice()
  const { timeZone } = useMe().office
  const canvas = useCanvas()
  return useMemo(() => commandsOf(store, { ...lists, timeZone }, canvas.middle, canvas.fit), [store, lists, timeZone, canvas])
}
