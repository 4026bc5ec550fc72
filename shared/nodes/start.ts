// Start: the entry point of a flow; exactly one.
import { z } from 'zod'
import { next, nodeType } from './nodeType.ts'

export const start = nodeType({ schema: z.object({}), group: 'start', defaults: {}, ports: () => next, summary: () => '' })
