// Start: the entry point of a flow.
import { z } from 'zod'
import { next, nodeType } from './nodeType.ts'

export const start = nodeType({
  schema: z.object({}),
  about: 'Where a call enters the flow. A flow has exactly one.',
  group: 'start',
  icon: 'flag',
  defaults: {},
  ports: () => next,
  summary: () => '',
})
