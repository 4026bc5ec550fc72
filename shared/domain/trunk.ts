// A trunk: the way to the public telephone network that a provider gives.
import { z } from 'zod'
import { id } from './id.ts'

export const calledNumberIn = z.enum(['auto', 'requestUri', 'to', 'calledParty', 'diversion', 'historyInfo'])
export type CalledNumberIn = z.infer<typeof calledNumberIn>

export const trunk = z.object({
  id,
  name: z.string().min(1).max(80),
  host: z.string().min(1),
  port: z.int().min(1).max(65535).default(5060),
  username: z.string().optional(),
  password: z.string().optional(),
  /** Realm that the password answers to; absent: any that the provider's server names. */
  realm: z.string().max(128).optional(),
  register: z.boolean().default(false),
  identifyAddresses: z.array(z.string()).default([]),
  /** `{number}` is replaced by the digits of the number. */
  dialFormat: z.string().default('{number}'),
  callerId: z.string().default(''),
  emergency: z.boolean().default(false),
  /** Whether the number that the provider's network asserts (P-Asserted-Identity, Remote-Party-ID) counts before the caller's own From. */
  trustIdentity: z.boolean().default(true),
  /** Where the number of ours that was dialled stands. `auto`: in the Request-URI, and in P-Called-Party-ID or To where that is our registered name. */
  calledNumberIn: calledNumberIn.default('auto'),
})
export type Trunk = z.infer<typeof trunk>
