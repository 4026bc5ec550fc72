// Answer: takes the call.
import { z } from 'zod'
import { next, nodeType } from './nodeType.ts'

export const answer = nodeType({
  schema: z.object({}),
  about: 'Takes the call. Nodes that need an answered call take it by themselves.',
  group: 'start',
  icon: 'phoneIncoming',
  defaults: {},
  ports: () => next,
  summary: () => '',
})
