// Answer: takes the call. Nodes that need an answered call do it by themselves when it is missing.
import { z } from 'zod'
import { next, nodeType } from './nodeType.ts'

export const answer = nodeType({ schema: z.object({}), group: 'start', defaults: {}, ports: () => next, summary: () => '' })
