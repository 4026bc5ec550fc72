// Hunt Group: several destinations, all at once, in order, or random.
import { z } from 'zod'
import { placeholdersOf } from '../domain/template.ts'
import { nodeType } from './nodeType.ts'
import { destination, destinationText } from './transfer.ts'

export const huntGroup = nodeType({
  schema: z.object({
    destinations: z.array(destination).min(1).max(30),
    strategy: z.enum(['allAtOnce', 'inOrder', 'random']).default('allAtOnce'),
    /** Each. */
    ringSeconds: z.int().min(1).max(300).default(20),
    totalSeconds: z.int().min(1).max(900).default(60),
    callerId: z.string().default(''),
    record: z.boolean().default(false),
  }),
  group: 'connect',
  defaults: { destinations: [{ kind: 'extension', number: '201' }] },
  ports: () => [{ name: 'ended', optional: true }, { name: 'noAnswer' }],
  waits: true,
  references: (c) =>
    c.destinations.flatMap((d) =>
      d.kind === 'number' && d.trunkId ? [{ kind: 'trunk' as const, id: d.trunkId, field: 'destinations' }] : [],
    ),
  reads: (c) => c.destinations.flatMap((d) => placeholdersOf(destinationText(d))),
  summary: (c) => `${c.strategy}: ${c.destinations.map(destinationText).join(', ')}`,
})
