// How a way runs: a curve to the right; one that leads back goes around above the cards, so that it is not behind them.
import { getBezierPath, type Position } from '@xyflow/react'
import type { Lane } from '../document/routes.ts'
import { aside, entryAt } from '../document/tidy.ts'
import { placeOn } from './edgeLabels.ts'

const round = 12

type Ends = {
  sourceX: number
  sourceY: number
  targetX: number
  targetY: number
  sourcePosition: Position
  targetPosition: Position
}

/** Level along the lane, and curves from its ends to those of the edge. */
function throughLane({ sourceX, sourceY, targetX, targetY }: Ends, { y, left, right }: Lane): string {
  const [out, into] = [(left - sourceX) / 2, (targetX - right) / 2]
  return [
    `M${sourceX},${sourceY} C${sourceX + out},${sourceY} ${left - out},${y} ${left},${y}`,
    `H${right} C${right + into},${y} ${targetX - into},${targetY} ${targetX},${targetY}`,
  ].join(' ')
}

/**
 * The path and where its figure or name stands; `out` is how far below the top of its card the way begins, `lane` what it takes around
 * cards, `part` at which part of it the name stands.
 */
export function edgePath(
  ends: Ends,
  out: number,
  lane: Lane | null = null,
  part = 0.5,
): [path: string, labelX: number, labelY: number] {
  const { sourceX, sourceY, targetX, targetY } = ends
  const over = Math.min(sourceY - out, targetY - entryAt) - aside
  const { x, y } = placeOn({ x: sourceX, y: sourceY }, { x: targetX, y: targetY }, over, lane, part)
  // While an end is dragged the lane may lie beyond it.
  if (lane && lane.left >= sourceX && lane.right <= targetX) return [throughLane(ends, lane), x, y]
  if (targetX >= sourceX) return [getBezierPath(ends)[0], x, y]
  const [right, left] = [sourceX + aside, targetX - aside]
  const path = [
    `M${sourceX},${sourceY} H${right - round} Q${right},${sourceY} ${right},${sourceY - round}`,
    `V${over + round} Q${right},${over} ${right - round},${over}`,
    `H${left + round} Q${left},${over} ${left},${over + round}`,
    `V${targetY - round} Q${left},${targetY} ${left + round},${targetY} H${targetX}`,
  ].join(' ')
  return [path, x, y]
}

/** The middle of a label stands there. */
export const labelAt = (x: number, y: number): string => `translate(-50%, -50%) translate(${x}px, ${y}px)`
