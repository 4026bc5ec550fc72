// Fields that node types edit by themselves; all others have the common control of their schema (`inspector/NodeFields.tsx`).
import type { ComponentType } from 'react'
import { type NodeTypeName, nodeTypeOf, type OwnFieldOf } from '../../../shared/nodes/index.ts'
import { script } from './script.tsx'
import { subflow } from './subflow.tsx'

/** Exactly the types that have such fields, each with all of them. */
type OwnFields = {
  [T in NodeTypeName as [OwnFieldOf<T>] extends [never] ? never : T]: { [Field in OwnFieldOf<T>]: ComponentType }
}

const ownFields: OwnFields = { script, subflow }

/** The type's own component for a field, or null. */
export function ownFieldOf(type: string, field: string): ComponentType | null {
  if (!nodeTypeOf(type)?.ownFields?.includes(field)) return null
  return (ownFields as Record<string, Record<string, ComponentType>>)[type]?.[field] ?? null
}
