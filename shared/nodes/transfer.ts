// Transfer: rings one destination and connects the caller.
import { z } from 'zod'
import { destination, destinationSummary, soundOfFarSide } from './destination.ts'
import { field, template } from './field.ts'
import { joined, nodeType, type Port } from './nodeType.ts'

const ports: Port[] = [{ name: 'ended', optional: true }, { name: 'busy' }, { name: 'noAnswer' }, { name: 'failed' }]

export const transfer = nodeType({
  schema: z.object({
    to: destination,
    ringSeconds: field(z.int().min(1).max(300).default(30), { unit: 'seconds' }),
    callerId: template(z.string().default(''), {
      about: 'Empty: the trunk’s or rule’s for outside numbers, the caller’s for extensions.',
    }),
    record: z.boolean().default(false),
  }),
  about: 'Rings an extension, a number or a SIP address and connects the caller.',
  group: 'connect',
  icon: 'arrowRight',
  defaults: { to: { kind: 'extension', number: '201' } },
  ports: () => ports,
  waits: true,
  needs: ({ to }) => soundOfFarSide([to]),
  summary: (c, names) => joined(`→ ${destinationSummary(c.to, names)}`, `${c.ringSeconds} s`),
})
