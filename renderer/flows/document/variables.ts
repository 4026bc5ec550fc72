// A variable with another name, as changes: only the nodes that name it.
import type { FlowDocument } from '../../../shared/flow/document.ts'
import { renamedVariable } from '../../../shared/flow/variables.ts'
import type { Change } from './change.ts'

/** The changes of one step; `renameRefusal` says beforehand whether they may be made. */
export function renamingVariable(document: FlowDocument, from: string, to: string): Change[] {
  const after = renamedVariable(document, from, to)
  const nodes = after.nodes.flatMap((node, at): Change[] =>
    node === document.nodes[at] ? [] : [{ kind: 'node', id: node.id, part: { config: node.config } }],
  )
  return [...nodes, { kind: 'flow', part: { variables: after.variables } }]
}
