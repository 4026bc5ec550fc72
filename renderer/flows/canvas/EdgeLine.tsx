import { BaseEdge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react'
import { memo } from 'react'
import { outletKey, useOverlay } from '../overlay/overlay.ts'
import classes from './canvas.module.css'
import { edgePath, labelAt } from './edgePath.ts'
import type { CanvasEdge } from './elements.ts'

/** An edge from a port to a step with the name of the port; dashed where it runs beside the call. */
export const EdgeLine = memo(function EdgeLine(props: EdgeProps<CanvasEdge>) {
  const { id, data, markerEnd, selected } = props
  const [path, labelX, labelY] = edgePath(props, data?.out ?? 0, data?.lane, data?.labelPart)
  const mark = useOverlay(({ ways }) => (data ? ways.get(outletKey(data.edge.from)) : undefined))
  const faded = useOverlay(({ shows }) => shows === 'simulation' || shows === 'replay') && !mark?.lit
  const dashed = data?.beside ? { strokeDasharray: '5 4' } : {}
  const lit = mark?.lit ? { stroke: 'var(--mantine-primary-color-filled)', strokeWidth: 2.5 } : {}
  const wide = mark?.share === undefined ? {} : { strokeWidth: 1 + mark.share * 9, strokeOpacity: 0.75 }
  const style = { ...dashed, ...lit, ...wide, ...(faded ? { opacity: 0.35 } : {}) }
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        markerEnd={mark?.share === undefined ? markerEnd : undefined}
        style={style}
        interactionWidth={18}
      />
      {mark?.passed !== undefined && (
        <circle key={mark.passed} r={5} className={classes.passing} data-passed={mark.passed} aria-hidden>
          <animateMotion dur="0.7s" fill="freeze" path={path} />
        </circle>
      )}
      {mark?.calls !== undefined && (
        <EdgeLabelRenderer>
          <span className={classes.figure} style={{ transform: labelAt(labelX, labelY) }}>
            {mark.calls}
          </span>
        </EdgeLabelRenderer>
      )}
      {data?.label && mark?.calls === undefined && (
        <text className={classes.edgeLabel} x={labelX} y={labelY} data-selected={selected || undefined} aria-hidden>
          {data.label}
        </text>
      )}
    </>
  )
})
