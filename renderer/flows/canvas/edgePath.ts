// How a way runs: a curve to the right; one that leads back goes around above the cards, so that it is not behind them.
import { getBezierPath, type Position } from '@xyflow/react'
import { aside, entryAt } from '../document/tidy.ts'

const round = 12

type Ends = {
  sourceX: number
  sourceY: number
  targetX: number
  targetY: number
  sourcePosition: Position
  targetPosition: Position
}

/** The path and where its figure stands; `out` is how far below the top of its card the way begins. */
export function edgePath(ends: Ends, out: number): [path: string, labelX: number, labelY: number] {
  const { sourceX, sourceY, targetX, targetY } = ends
  if (targetX >= sourceX) {
    const [path, x, y] = getBezierPath(ends)
    return [path, x, y]
  }
  const [right, left] = [sourceX + aside, targetX - aside]
  const over = Math.min(sourceY - out, targetY - entryAt) - aside
  const path = [
    `M${sourceX},${sourceY} H${right - round} Q${right},${sourceY} ${right},${sourceY - round}`,
    `V${over + round} Q${right},${over} ${right - round},${over}`,
    `H${left + round} Q${left},${over} ${left},${over + round}`,
    `V${targetY - round} Q${left},${targetY} ${left + round},${targetY} H${targetX}`,
  ].join(' ')
  return [path, (left + right) / 2, over]
}

/** The middle of a label stands there. */
export const labelAt = (x: number, y: number): string => `translate(-50%, -50%) translate(${x}px, ${y}px)`
