import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath } from '@xyflow/react'
import { memo } from 'react'
import { asyncPort } from '../../../shared/flow/document.ts'
import { portName } from '../words.ts'
import classes from './canvas.module.css'
import type { WayEdge } from './elements.ts'

/** A way from a port to a step; dashed where it runs beside the call. */
export const WayLine = memo(function WayLine(props: EdgeProps<WayEdge>) {
  const { id, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, data, markerEnd } = props
  const [path, labelX, labelY] = getBezierPath({ sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition })
  const dashed = data?.beside ? { strokeDasharray: '5 4' } : {}
  return (
    <>
      <BaseEdge id={id} path={path} markerEnd={markerEnd} style={dashed} interactionWidth={18} />
      {data?.beside && (
        <EdgeLabelRenderer>
          <span className={classes.edgeLabel} style={{ transform: `translate(-50%, -50%) translate(${labelX}px, ${labelY}px)` }}>
            {portName(asyncPort)}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  )
})
