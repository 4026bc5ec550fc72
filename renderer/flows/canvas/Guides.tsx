// The lines that show with which cards a dragged one is in line. They are drawn above the canvas and nothing else renders for them.
import { ViewportPortal } from '@xyflow/react'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Guide } from './align.ts'
import classes from './canvas.module.css'

export type GuideStore = StoreApi<readonly Guide[]>

const noGuides: readonly Guide[] = []

/** A store of the lines of one canvas. */
export const guideStore = (): GuideStore => createStore<readonly Guide[]>()(() => noGuides)

/** Shows these lines, or none. */
export function showGuides(store: GuideStore, guides: readonly Guide[] = noGuides): void {
  if (guides.length > 0 || store.getState().length > 0) store.setState(guides, true)
}

/** The lines themselves, in the units of the document. */
export function Guides({ store }: { store: GuideStore }) {
  const guides = useStore(store)
  if (guides.length === 0) return null
  return (
    <ViewportPortal>
      <svg className={classes.guides} width={1} height={1} aria-hidden>
        {guides.map(({ axis, at, from, to }) =>
          axis === 'x' ? (
            <line key={`x${at}`} x1={at} x2={at} y1={from - 12} y2={to + 12} vectorEffect="non-scaling-stroke" />
          ) : (
            <line key={`y${at}`} x1={from - 12} x2={to + 12} y1={at} y2={at} vectorEffect="non-scaling-stroke" />
          ),
        )}
      </svg>
    </ViewportPortal>
  )
}
