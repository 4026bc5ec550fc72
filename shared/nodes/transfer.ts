// Transfer: to an extension, a number (through a trunk's dial format) or a SIP URI.
import { z } from 'zod'
import { placeholdersOf } from '../domain/template.ts'
import { nodeType, type Port } from './nodeType.ts'

/** What can be rung. */
export const destination = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('extension'), number: z.string().min(1) }),
  z.object({ kind: z.literal('number'), number: z.string().min(1), trunkId: z.string().optional() }),
  z.object({ kind: z.literal('uri'), uri: z.string().regex(/^sips?:[^\s]+$/, 'a SIP URI like sip:name@host') }),
])
export type Destination = z.infer<typeof destination>

export const destinationText = (d: Destination): string => (d.kind === 'uri' ? d.uri : d.number)

const ports: Port[] = [{ name: 'ended', optional: true }, { name: 'busy' }, { name: 'noAnswer' }, { name: 'failed' }]

export const transfer = nodeType({
  schema: z.object({
    to: destination,
    /** Empty: the trunk's or rule's for outside numbers, the caller's for extensions. */
    callerId: z.string().default(''),
    ringSeconds: z.int().min(1).max(300).default(30),
    record: z.boolean().default(false),
  }),
  group: 'connect',
  defaults: { to: { kind: 'extension', number: '201' } },
  ports: () => ports,
  waits: true,
  references: (c) => (c.to.kind === 'number' && c.to.trunkId ? [{ kind: 'trunk', id: c.to.trunkId, field: 'to' }] : []),
  reads: (c) => placeholdersOf(`${destinationText(c.to)} ${c.callerId}`),
  summary: (c) => `→ ${destinationText(c.to)}`,
})
