// Hunt Group: several destinations, all at once, in order, or random.
import { z } from 'zod'
import { destination, destinationSummary, soundOfFarSide } from './destination.ts'
import { field, template } from './field.ts'
import { nodeType } from './nodeType.ts'

export const huntGroup = nodeType({
  schema: z.object({
    destinations: z.array(destination).min(1).max(30),
    strategy: z.enum(['allAtOnce', 'inOrder', 'random']).default('allAtOnce'),
    ringSeconds: field(z.int().min(1).max(300).default(20), { unit: 'seconds', about: 'Each of them.' }),
    totalSeconds: field(z.int().min(1).max(900).default(60), { unit: 'seconds' }),
    callerId: template(z.string().default('')),
    record: z.boolean().default(false),
  }),
  about: 'Rings several destinations; who answers first has the call.',
  group: 'connect',
  icon: 'phoneCall',
  defaults: { destinations: [{ kind: 'extension', number: '201' }] },
  ports: () => [{ name: 'ended', optional: true }, { name: 'noAnswer' }],
  waits: true,
  needs: ({ destinations }) => soundOfFarSide(destinations),
  summary: (c, names) => `${names.option(c.strategy)}: ${c.destinations.map((to) => destinationSummary(to, names)).join(', ')}`,
})
