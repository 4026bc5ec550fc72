// Which edges are worth telling the canvas library of.
import type { FlowDocument } from '../../../shared/flow/document.ts'
import { described } from '../document/described.ts'
import { around, type Box, touches } from './align.ts'

/** The edges with any part in the neighbourhood, and those of what is chosen, which may be on its way through it. */
export function nearby({ nodes, edges }: FlowDocument, chosen: ReadonlySet<string>, neighbourhood: Box): FlowDocument['edges'] {
  const boxes = new Map(
    nodes.map((node): [string, Box] => {
      const { width, height } = described(node)
      return [node.id, { ...node.position, width, height }]
    }),
  )
  return edges.filter(({ from, to }) => {
    const ends = [boxes.get(from.node), boxes.get(to)].filter((box) => box !== undefined)
    return chosen.has(from.node) || chosen.has(to) || (ends.length > 0 && touches(around(ends), neighbourhood))
  })
}
