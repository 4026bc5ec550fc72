// The whole flow in small. One path a colour instead of the canvas library's component with a subscription for each of
// 2,000 nodes: docs/decisions/012 has the figures.
import { Panel, useReactFlow, useStore, useStoreApi } from '@xyflow/react'
import { memo, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react'
import { isBegun } from '../document/open.ts'
import { useEditor } from '../document/store.ts'
import { around, type Box } from './align.ts'
import classes from './canvas.module.css'
import { frameOf, pathsOf, rectangle, type Shape, shapesOf, size } from './overviewShapes.ts'
import { sightOf } from './useDragging.ts'

/** Does not render again while one looks around. */
const Shapes = memo(function Shapes({ shapes }: { shapes: readonly Shape[] }) {
  const paths = useMemo(() => pathsOf(shapes), [shapes])
  return paths.map(([colour, path]) => <path key={colour} d={path} style={{ fill: colour }} />)
})

/** The part of the flow that is on the screen, in the flow's own units. */
function useSeen(): Box {
  const transform = useStore((state) => state.transform)
  const width = useStore((state) => state.width)
  const height = useStore((state) => state.height)
  return sightOf({ transform, width, height })
}

/** A small picture of everything, with a window on what is seen: a press goes there, a drag moves along, the wheel zooms. */
export function Overview() {
  const document = useEditor((state) => state.document)
  const { nodes, notes } = document
  // biome-ignore lint/correctness/useExhaustiveDependencies: edges are not shown
  const shapes = useMemo(() => shapesOf(document), [nodes, notes])
  const begun = isBegun(document)
  const flow = useReactFlow()
  const store = useStoreApi()
  const seen = useSeen()
  const whole = useMemo(() => (shapes.length > 0 ? around(shapes.map(({ box }) => box)) : null), [shapes])
  const frame = frameOf(whole, seen)
  const picture = useRef<SVGSVGElement>(null)
  // While one drags, the picture stays where it was: what lies under the pointer must not move away from it.
  const [held, hold] = useState<Box | null>(null)
  const shown = held ?? frame

  const go = ({ clientX, clientY, currentTarget }: PointerEvent<SVGSVGElement>) => {
    const on = currentTarget.getBoundingClientRect()
    const x = shown.x + ((clientX - on.x) / on.width) * shown.width
    const y = shown.y + ((clientY - on.y) / on.height) * shown.height
    void flow.setCenter(x, y, { zoom: store.getState().transform[2] })
  }
  const begin = (event: PointerEvent<SVGSVGElement>) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    hold(frame)
    go(event)
  }
  const end = () => hold(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the picture is there once the flow is begun.
  useEffect(() => {
    const element = picture.current
    const zoom = (event: WheelEvent) => {
      event.preventDefault()
      void (event.deltaY < 0 ? flow.zoomIn() : flow.zoomOut())
    }
    element?.addEventListener('wheel', zoom, { passive: false })
    return () => element?.removeEventListener('wheel', zoom)
  }, [flow, begun])

  // Of a new flow there is nothing to look over, and what it may begin with stands there.
  if (!begun) return null
  return (
    <Panel position="bottom-left" className={classes.overview}>
      <svg
        ref={picture}
        {...size}
        viewBox={`${shown.x} ${shown.y} ${shown.width} ${shown.height}`}
        onPointerDown={begin}
        onPointerMove={(event) => held && go(event)}
        onPointerUp={end}
        onPointerCancel={end}
        aria-hidden
      >
        <Shapes shapes={shapes} />
        <path className={classes.unseen} fillRule="evenodd" d={`${rectangle(shown)}${rectangle(seen)}`} />
      </svg>
    </Panel>
  )
}
