// The whole flow in small, as figures.
import type { FlowDocument } from '../../../shared/flow/document.ts'
import { described } from '../document/described.ts'
import { noteBox } from '../document/frames.ts'
import { colourOf } from '../labels/nodeAppearance.ts'
import { around, type Box } from './align.ts'

/** On the screen, px. */
export const size = { width: 140, height: 90 }
/** Around what is shown, as a share of it. */
const margin = 0.05
const frameColour = 'var(--cord-hover)'
const noteColour = '#ead98a'

export type Shape = { colour: string; box: Box }

/** Notes lie behind the steps, as on the canvas. */
export function shapesOf({ nodes, notes }: FlowDocument): Shape[] {
  return [
    ...notes.map((note) => ({ colour: note.kind === 'frame' ? frameColour : noteColour, box: noteBox(note) })),
    ...nodes.map((node) => {
      const { width, height } = described(node)
      return { colour: colourOf(node.type), box: { ...node.position, width, height } }
    }),
  ]
}

/** A path round the box. */
export const rectangle = ({ x, y, width, height }: Box): string => `M${x} ${y}h${width}v${height}h${-width}z`

/** The outline of all boxes of a colour; colours in the order of their first box. */
export function pathsOf(shapes: readonly Shape[]): [colour: string, path: string][] {
  const byColour = Map.groupBy(shapes, ({ colour }) => colour)
  return [...byColour].map(([colour, all]) => [colour, all.map(({ box }) => rectangle(box)).join('')])
}

/** `seen` and `whole` (null where there is nothing), with a margin, in the proportions of the picture. */
export function frameOf(whole: Box | null, seen: Box): Box {
  const all = around(whole ? [whole, seen] : [seen])
  const scale = Math.max(all.width / size.width, all.height / size.height) * (1 + 2 * margin)
  const [width, height] = [size.width * scale, size.height * scale]
  return { x: all.x - (width - all.width) / 2, y: all.y - (height - all.height) / 2, width, height }
}
