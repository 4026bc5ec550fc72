// What of the office a flow names: queues, mailboxes, trunks, prompts.
import { nodeTypeOf } from '../nodes/index.ts'
import type { Reference } from '../nodes/nodeType.ts'
import type { FlowDocument } from './document.ts'

/** Whether a step of the flow names it; steps whose configuration does not fit name nothing. */
export const names = ({ nodes }: Pick<FlowDocument, 'nodes'>, kind: Reference['kind'], id: string): boolean =>
  nodes.some((node) => {
    const type = nodeTypeOf(node.type)
    const config = type?.schema.safeParse(node.config)
    return !!config?.success && !!type?.references(config.data).some((each) => each.kind === kind && each.id === id)
  })
