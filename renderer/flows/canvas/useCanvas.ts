// The canvas from outside: where its middle is, what it shows.
import { useReactFlow, useStoreApi } from '@xyflow/react'
import { useMemo } from 'react'
import type { Position } from '../document/change.ts'

export type CanvasView = {
  fit(): void
  /** The middle of what is seen, in the document's own units. */
  middle(): Position
  /** A place on the screen in the document's units. */
  placeAt(screen: Position): Position
  /** A place of the document on the screen. */
  screenOf(place: Position): Position
  /** Brings the rectangle into sight when it is not. */
  show(box: Position & { width: number; height: number }): void
}

/** Needs the `CanvasProvider` around it. */
export function useCanvas(): CanvasView {
  const flow = useReactFlow()
  const store = useStoreApi()
  return useMemo(
    () => ({
      fit: () => void flow.fitView({ padding: 0.08, maxZoom: 1, duration: 150 }),
      middle: () => {
        const { width, height, transform } = store.getState()
        const [x, y, zoom] = transform
        return { x: (width / 2 - x) / zoom, y: (height / 2 - y) / zoom }
      },
      placeAt: (screen) => flow.screenToFlowPosition(screen),
      screenOf: (place) => flow.flowToScreenPosition(place),
      show: ({ x, y, width, height }) => {
        const { width: wide, height: high, transform } = store.getState()
        const [left, top, zoom] = transform
        const [sx, sy] = [x * zoom + left, y * zoom + top]
        const inside = sx >= 0 && sy >= 0 && sx + width * zoom <= wide && sy + height * zoom <= high
        if (!inside) void flow.setCenter(x + width / 2, y + height / 2, { zoom: Math.max(zoom, 0.8), duration: 150 })
      },
    }),
    [flow, store],
  )
}
