// The canvas from outside: where its middle is, what it shows.
import { useReactFlow, useStoreApi } from '@xyflow/react'
import { useMemo } from 'react'
import type { Position } from '../document/change.ts'
import { around, type Box } from './align.ts'
import { readableZoom } from './semanticZoom.ts'

export type CanvasView = {
  fit(): void
  /** The middle of what is seen, in the document's own units. */
  middle(): Position
  /** A place on the screen in the document's units. */
  placeAt(screen: Position): Position
  /** A place of the document on the screen. */
  screenOf(place: Position): Position
  /** Brings the rectangle into sight when it is not. */
  show(box: Box): void
  /** Brings both into sight, at a smaller scale where need be; only the second where they are too far apart to be read. */
  showBoth(first: Box, second: Box): void
  /** Moves the canvas no further than the rectangle is to be seen, at the same scale. */
  reveal(box: Box): void
}

/** Around what is revealed, on the screen, px. */
const margin = 24
/** Two steps are not shown together below this scale. */
const leastZoom = 0.4

/** How far a stretch must move to lie within 0 and `room`; one that is too long shows its beginning. */
const within = (from: number, length: number, room: number): number =>
  from < margin || length > room - 2 * margin ? Math.max(0, margin - from) : Math.min(0, room - margin - length - from)

/** Needs the `CanvasProvider` around it. */
export function useCanvas(): CanvasView {
  const flow = useReactFlow()
  const store = useStoreApi()
  return useMemo(
    () => ({
      fit: () => void flow.fitView({ padding: 0.08, minZoom: readableZoom, maxZoom: 1, duration: 150 }),
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
      showBoth: (first, second) => {
        const { width: wide, height: high, transform } = store.getState()
        const both = around([first, second])
        const fitting = Math.min((wide - 2 * margin) / both.width, (high - 2 * margin) / both.height)
        const zoom = fitting < leastZoom ? transform[2] : Math.min(transform[2], fitting)
        const { x, y, width, height } = fitting < leastZoom ? second : both
        const [scale, left, top] = [zoom / transform[2], transform[0], transform[1]]
        // The middle of the view stays where it is while the scale changes.
        const [atX, atY] = [wide / 2 - (wide / 2 - left) * scale, high / 2 - (high / 2 - top) * scale]
        const dx = within(x * zoom + atX, width * zoom, wide)
        const dy = within(y * zoom + atY, height * zoom, high)
        if (dx || dy || scale !== 1) void flow.setViewport({ x: atX + dx, y: atY + dy, zoom }, { duration: 150 })
      },
      reveal: ({ x, y, width, height }) => {
        const { width: wide, height: high, transform } = store.getState()
        const [left, top, zoom] = transform
        const dx = within(x * zoom + left, width * zoom, wide)
        const dy = within(y * zoom + top, height * zoom, high)
        if (dx || dy) void flow.setViewport({ x: left + dx, y: top + dy, zoom }, { duration: 150 })
      },
    }),
    [flow, store],
  )
}
