// What is not finished yet, apart from what is wrong.
import type { FlowDocument } from '../../../shared/flow/document.ts'
import type { Problem } from '../../../shared/flow/problem.ts'

/** An outlet that leads nowhere yet: it keeps the flow from being published, but nobody has made a mistake. */
export const isOpen = ({ code }: Problem): boolean => code === 'MISSING_EDGE'

/** Whether anything is drawn besides the Start that each new flow has. */
export const isBegun = ({ nodes, edges }: FlowDocument): boolean =>
  edges.length > 0 || nodes.length > 1 || nodes[0]?.type !== 'start'
