// Whether a trunk is registered with its provider, and why not.
import { z } from 'zod'

/**
 * `forbidden`: 403 · `credentials`: 401 or 407 again and again · `notFound`: 404 · `unavailable`: 480 · `refused`: any other answer ·
 * `noAnswer` · `noName`: the provider's name does not resolve · `pending`: it is being tried for the first time.
 */
export const registrationProblem = z.enum([
  'forbidden',
  'credentials',
  'notFound',
  'unavailable',
  'refused',
  'noAnswer',
  'noName',
  'pending',
])
export type RegistrationProblem = z.infer<typeof registrationProblem>

export const trunkRegistration = z.object({
  trunkId: z.string(),
  /** Null: it is registered. */
  problem: registrationProblem.nullable(),
  /** The provider's answer, where it gave one. */
  status: z.int().nullable(),
  /** Until it is tried again, s; null where that is not known. */
  retrySeconds: z.int().nullable(),
})
export type TrunkRegistration = z.infer<typeof trunkRegistration>

const problems: ReadonlyMap<number, RegistrationProblem> = new Map([
  [401, 'credentials'],
  [403, 'forbidden'],
  [404, 'notFound'],
  [407, 'credentials'],
  [480, 'unavailable'],
])

/** What a provider's answer to REGISTER means. */
export const problemOf = (status: number): RegistrationProblem => problems.get(status) ?? 'refused'
