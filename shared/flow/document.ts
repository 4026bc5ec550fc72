// The flow document: what the manager draws, what is published, what the interpreter walks.
import { z } from 'zod'
import { flowTest } from './run.ts'

export const flowSchemaVersion = 1

export const flowNode = z.object({
  id: z.string().min(1).max(64),
  type: z.string().min(1),
  label: z.string().max(80).default(''),
  position: z.object({ x: z.number(), y: z.number() }).default({ x: 0, y: 0 }),
  /** Checked by the node type's own schema. */
  config: z.record(z.string(), z.unknown()).default({}),
})
export type FlowNode = z.infer<typeof flowNode>

export const flowEdge = z.object({
  from: z.object({ node: z.string(), port: z.string() }),
  to: z.string(),
})
export type FlowEdge = z.infer<typeof flowEdge>

/** What frames may be coloured with; absent: the first. */
export const frameColours = ['grey', 'blue', 'green', 'yellow', 'red', 'violet'] as const

/** Words and frames on the canvas: never walked, never checked. */
export const flowNote = z.object({
  id: z.string(),
  /** Absent: a note. A frame lies behind the cards and moves what lies in it; its text is its title. */
  kind: z.enum(['note', 'frame']).optional(),
  colour: z.enum(frameColours).optional(),
  text: z.string().max(2000),
  position: z.object({ x: z.number(), y: z.number() }),
  size: z.object({ width: z.number(), height: z.number() }).optional(),
})

export const flowDocument = z.object({
  schema: z.int(),
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(80),
  nodes: z.array(flowNode).max(5000),
  edges: z.array(flowEdge).max(20_000),
  notes: z.array(flowNote).default([]),
  variables: z.array(z.object({ name: z.string(), initial: z.string().default('') })).default([]),
  /** Node taken on a fault or a configuration error. */
  errorPath: z.string().optional(),
  /** First node of the path walked when the call is over; only nodes that need no call. */
  afterCallPath: z.string().optional(),
  /** Simulated calls that are made before each publication. */
  runs: z.array(flowTest).max(50).optional(),
})
export type FlowDocument = z.infer<typeof flowDocument>

/** The port every node has beside its own: webhooks reached by it run beside the normal way. */
export const asyncPort = 'async'
