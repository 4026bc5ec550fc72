// What is shown above the drawn flow and is no part of it: the way of a simulated or past call, callers who are there now, figures.
import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { FlowEdge } from '../../../shared/flow/document.ts'

export type StepMark = {
  /** On the way that is shown. */
  lit?: boolean
  /** Callers who stand here now, by what they are called. */
  here?: readonly string[]
  /** Calls of the period that came here, and how many of them gave up. */
  calls?: number
  gaveUp?: number
}
export type EdgeMark = {
  lit?: boolean
  /** Counts up each time a caller goes this way. */
  passed?: number
  /** Calls of the period, and their share of the busiest way. */
  calls?: number
  share?: number
}
export type Overlay = {
  shows: 'nothing' | 'simulation' | 'live' | 'heat' | 'replay'
  steps: ReadonlyMap<string, StepMark>
  /** By way out: `node port`. */
  ways: ReadonlyMap<string, EdgeMark>
}
export type OverlayStore = StoreApi<Overlay>

export const noOverlay: Overlay = { shows: 'nothing', steps: new Map(), ways: new Map() }

export const outletKey = ({ node, port }: FlowEdge['from']): string => `${node} ${port}`

export const overlayStore = (): OverlayStore => createStore<Overlay>()(() => noOverlay)

export const OverlayContext = createContext<OverlayStore>(overlayStore())

/** One mark of it; the component renders when that mark changes. */
export const useOverlay = <T>(select: (overlay: Overlay) => T): T => useStore(useContext(OverlayContext), select)

export const useOverlayStore = (): OverlayStore => useContext(OverlayContext)

/** Told which step's callers or figures were clicked. */
export const MarkContext = createContext<(node: string) => void>(() => {})

/** Marks that say the same keep their identity, so that what did not change does not render. */
export function reuseMarks<T extends object>(before: ReadonlyMap<string, T>, marks: ReadonlyMap<string, T>): Map<string, T> {
  const same = (one: T, other: T) => JSON.stringify(one) === JSON.stringify(other)
  return new Map(
    [...marks].map(([id, mark]): [string, T] => {
      const was = before.get(id)
      return [id, was && same(was, mark) ? was : mark]
    }),
  )
}

/** Shows these marks. */
export function show(store: OverlayStore, next: Overlay): void {
  const before = store.getState()
  store.setState({ shows: next.shows, steps: reuseMarks(before.steps, next.steps), ways: reuseMarks(before.ways, next.ways) })
}
