// People and firms outside the house.
import { z } from 'zod'
import { id } from './office.ts'

export const contact = z.object({
  id,
  name: z.string().trim().min(1).max(80),
  company: z.string().trim().max(80).default(''),
  /** As `listedNumber` of dial.ts makes them. */
  numbers: z.array(z.string().min(2).max(40)).min(1).max(20),
  email: z.string().trim().max(120).default(''),
  note: z.string().max(1000).default(''),
  /** Only its owner sees it; otherwise the whole office. */
  mine: z.boolean().default(false),
})
export type Contact = z.infer<typeof contact>

/** As one user sees it: starred, and on which key (1–9) it is dialled. */
export const listedContact = contact.extend({ favourite: z.boolean(), speedDial: z.int().min(1).max(9).nullable() })
export type ListedContact = z.infer<typeof listedContact>

/** One of many that are imported. `changes`: the contact it takes the place of; null for a new one. `numbers`: null where they stay. */
export type StagedContact = Pick<Contact, 'name' | 'company' | 'email' | 'note'> & {
  changes: string | null
  numbers: readonly string[] | null
}
