// Script: the office's own call handler, written on the action library; leaves by the port it returns.
import { z } from 'zod'
import { nodeType } from './nodeType.ts'

const portName = z.string().regex(/^[\w#*-]{1,40}$/)

export const script = nodeType({
  schema: z.object({
    /** Name of the file in the data folder's `scripts`, without its ending. */
    script: z.string().regex(/^[\w-]{1,60}$/, 'the name of a script has letters, digits, dashes and underscores'),
    ports: z.array(portName).min(1).max(20),
  }),
  group: 'data',
  defaults: { script: 'reception', ports: ['next'] },
  ports: (c) => [...new Set(c.ports.filter((port) => port !== 'error')), 'error'].map((name) => ({ name })),
  waits: true,
  sets: () => ['script.error'],
  setsMore: true,
  references: (c) => [{ kind: 'script', id: c.script, field: 'script' }],
  lint: (c) =>
    new Set(c.ports).size < c.ports.length
      ? [{ code: 'DUPLICATE_KEY', severity: 'error', field: 'ports', message: 'A way out stands twice.' }]
      : [],
  summary: (c) => c.script,
})
