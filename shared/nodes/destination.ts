// What can be rung: an extension, a number (through a trunk’s dial format) or a SIP URI.
import { z } from 'zod'
import { field, template } from './field.ts'
import type { Need, SummaryNames } from './nodeType.ts'

export const destination = field(
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('extension'), number: template(z.string().min(1)) }),
    z.object({
      kind: z.literal('number'),
      number: template(z.string().min(1)),
      trunkId: field(z.string(), { refers: 'trunk' }).optional(),
    }),
    z.object({
      kind: z.literal('uri'),
      uri: template(z.string().regex(/^sips?:[^\s]+$/, 'a SIP URI like sip:name@host')),
    }),
  ]),
  { control: 'destination' },
)
export type Destination = z.infer<typeof destination>

export const destinationText = (d: Destination): string => (d.kind === 'uri' ? d.uri : d.number)

/** With the name of who has the extension. */
export function destinationSummary(to: Destination, { name }: SummaryNames): string {
  const known = to.kind === 'extension' ? name('extension', to.number) : destinationText(to)
  return known === destinationText(to) ? known : `${destinationText(to)} ${known}`
}

/** Outside the far side may say something before it answers, which callers are to hear. */
export const soundOfFarSide = (destinations: readonly Destination[]): Need[] =>
  destinations.some(({ kind }) => kind !== 'extension') ? [{ ability: 'earlySound', essential: false }] : []
