// Script: the office's own call handler, written on the action library; leaves by the port it returns.
import { z } from 'zod'
import { field } from './field.ts'
import { nodeType } from './nodeType.ts'

const portName = z.string().regex(/^[\w#*-]{1,40}$/)

export const script = nodeType({
  schema: z.object({
    script: field(z.string().regex(/^[\w-]{1,60}$/, 'the name of a script has letters, digits, dashes and underscores'), {
      refers: 'script',
      about: 'Name of the file in the data folder’s `scripts`, without its ending.',
    }),
    ports: field(z.array(portName).min(1).max(20), {
      distinct: 'A way out stands twice.',
      about: 'The ports it may return; `error` is always there.',
    }),
  }),
  about: 'A script of the office handles the call and returns the port to leave by.',
  group: 'data',
  icon: 'code',
  defaults: { script: 'reception', ports: ['next'] },
  ports: (c) => [...new Set(c.ports.filter((port) => port !== 'error')), 'error'].map((name) => ({ name })),
  waits: true,
  sets: () => ['script.error'],
  setsMore: true,
  summary: (c) => c.script,
  ownFields: ['script', 'ports'],
})
