// What the validator asks of the office's other flows: whether they are published, and their shapes.

import type { OfficeConfig } from '../../shared/domain/office.ts'
import type { PbxAbility } from '../../shared/domain/pbxAbility.ts'
import type { FlowDocument } from '../../shared/flow/document.ts'
import type { Problem } from '../../shared/flow/problem.ts'
import { type FlowShape, shapeOf } from '../../shared/flow/subflows.ts'
import { type Known, knownOf, validateFlow } from '../../shared/flow/validate.ts'
import type { Store } from '../adapters/store/store.ts'
import type { FlowSource, Scripts } from '../engine/ports.ts'

const shapes = new WeakMap<FlowDocument, FlowShape>()

/** Published documents never change, so that each is looked at once. */
function knownFlows(flows: Pick<FlowSource, 'published'>): Pick<Known, 'flow' | 'shape'> {
  const shape = (id: string): FlowShape | null => {
    const document = flows.published(id)?.document
    if (!document) return null
    const known = shapes.get(document) ?? shapeOf(document)
    shapes.set(document, known)
    return known
  }
  return { flow: (id) => shape(id) !== null, shape }
}

/** What is wrong with a flow in this office. */
export function problemsOf(
  document: unknown,
  config: OfficeConfig,
  { flows, flowSecrets }: Pick<Store, 'flows' | 'flowSecrets'>,
  { scripts, lacks }: { scripts: Pick<Scripts, 'has'>; lacks(): readonly PbxAbility[] },
): Problem[] {
  const own = { secret: flowSecrets.has, script: scripts.has, lacks: (ability: PbxAbility) => lacks().includes(ability) }
  return validateFlow(document, { ...knownOf(config), ...knownFlows(flows), ...own })
}
