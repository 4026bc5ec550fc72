// What the validator asks of the office's other flows: whether they are published, and their shapes.
import type { FlowDocument } from '../../shared/flow/document.ts'
import { type FlowShape, shapeOf } from '../../shared/flow/subflows.ts'
import type { Known } from '../../shared/flow/validate.ts'
import type { FlowSource } from '../engine/ports.ts'

const shapes = new WeakMap<FlowDocument, FlowShape>()

/** Published documents never change, so that each is looked at once. */
export function knownFlows(flows: Pick<FlowSource, 'published'>): Pick<Known, 'flow' | 'shape'> {
  const shape = (id: string): FlowShape | null => {
    const document = flows.published(id)?.document
    if (!document) return null
    const known = shapes.get(document) ?? shapeOf(document)
    shapes.set(document, known)
    return known
  }
  return { flow: (id) => shape(id) !== null, shape }
}
