// What is known of a conversation of more than two: what of it the journal keeps, and how consoles see it.
import { z } from 'zod'
import type { LiveCall } from '../../../shared/domain/calls.ts'
import type { Call } from './call.ts'
import { forwarded } from './forwarded.ts'
import { type HoldState, holdState } from './holds.ts'
import type { Leg, LegStart } from './leg.ts'
import { failoverPlan } from './trunkWay.ts'

/** Journals of earlier versions name the endpoint, and a console's by its end. */
const ofEarlier = (leg: unknown): unknown =>
  typeof leg === 'object' && leg !== null && 'endpoint' in leg ? { console: String(leg.endpoint).endsWith('-web'), ...leg } : leg

const start = z.object({
  channelId: z.string(),
  console: z.boolean(),
  role: z.string(),
  extension: z.string().nullable(),
  destination: z.string(),
  operatorId: z.string().optional(),
  trunkId: z.string().optional(),
  keys: z.string().optional(),
  failover: failoverPlan.optional(),
  picksUp: z.boolean().optional(),
  forwarded: forwarded.optional(),
})
export const legStart = z.preprocess(ofEarlier, start)

/** Somebody in the place of the caller. `callerGone`: the caller left the others, and nobody is to be alone on their call. */
export const standIn = z.object({ number: z.string(), name: z.string(), callerGone: z.boolean() })
export type StandIn = z.infer<typeof standIn>

export const othersState = z.object({ guests: z.array(legStart), holds: holdState, standIn: standIn.nullable() })
export type OthersState = { guests: LegStart[]; holds: HoldState; standIn: StandIn | null }

export type Party = NonNullable<LiveCall['parties']>[number]
export type Departure = NonNullable<LiveCall['departed']>[number]

export const supervisorRole = 'supervisor'

/** Name and number of somebody in the conversation. */
export function whoIs(call: Call, person: Call | Leg, instead: StandIn | null): { number: string; name: string } {
  const inside = (extension: string) => call.office.config.extensions.get(extension)?.name ?? ''
  if (person !== call) {
    const { extension, destination } = person as Leg
    return { number: extension ?? destination, name: inside(extension ?? destination) }
  }
  if (call.extension !== null) return { number: call.extension, name: inside(call.extension) }
  return instead ? { number: instead.number, name: instead.name } : { number: call.from, name: call.fromName }
}
