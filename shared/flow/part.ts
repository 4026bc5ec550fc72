// A part of a flow as it lies on the clipboard.
import { z } from 'zod'
import { flowEdge, flowNode, flowNote } from './document.ts'

export const flowPart = z.object({
  cordboard: z.literal('flow-part'),
  nodes: z.array(flowNode).max(5000),
  edges: z.array(flowEdge).max(20_000),
  notes: z.array(flowNote),
})
export type FlowPart = z.infer<typeof flowPart>
