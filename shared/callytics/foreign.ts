// The shapes in which Callytics gives flows: an API answer ({data}), a version's snapshot, the rows of its seeds and templates.
import { z } from 'zod'

const key = z.coerce.string().min(1).max(64)
const anything = z.record(z.string(), z.unknown())

/** Column names of its tables as the names of its API. */
const camel = (input: unknown): unknown => {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input
  const names: Record<string, string> = { config_json: 'config' }
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [
      names[name] ?? name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  )
}

const node = z.preprocess(
  camel,
  z.object({
    nodeKey: key,
    type: z.string(),
    label: z.string().nullish(),
    positionX: z.number().nullish(),
    positionY: z.number().nullish(),
    config: anything.nullish(),
    groupId: z.union([z.string(), z.number()]).nullish(),
    subflowId: z.union([z.string(), z.number()]).nullish(),
  }),
)
const edge = z.preprocess(
  camel,
  z.object({ sourceNodeKey: key, targetNodeKey: key, branchKey: z.string().nullish(), condition: z.unknown() }),
)

export type ForeignNode = z.infer<typeof node>
export type ForeignEdge = z.infer<typeof edge>

const nodes = z.array(node).max(5000)
const edges = z.array(edge).max(20_000).default([])

export type ForeignFlow = {
  flowId?: string | undefined
  name?: string | undefined
  description?: string | undefined
  nodes: ForeignNode[]
  edges: ForeignEdge[]
  subflows: ForeignFlow[]
}

const foreignFlow: z.ZodType<ForeignFlow> = z.lazy(() =>
  z.object({
    flowId: z.coerce
      .string()
      .nullish()
      .transform((value) => value ?? undefined),
    name: z
      .string()
      .nullish()
      .transform((value) => value ?? undefined),
    description: z
      .string()
      .nullish()
      .transform((value) => value ?? undefined),
    nodes,
    edges,
    subflows: z
      .array(foreignFlow)
      .max(500)
      .nullish()
      .transform((value) => value ?? []),
  }),
) as z.ZodType<ForeignFlow>

/** The flow within an answer or a file; null for what is none. */
export function readForeign(input: unknown): ForeignFlow | null {
  let inner = input
  for (let depth = 0; depth < 4; depth += 1) {
    const read = foreignFlow.safeParse(inner)
    if (read.success) return read.data
    const outer = inner as { data?: unknown; flow?: unknown; snapshot?: unknown } | null
    if (typeof outer !== 'object' || outer === null) return null
    inner = outer.data ?? outer.snapshot ?? outer.flow
  }
  return null
}
