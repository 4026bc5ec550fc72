// The directory: contacts outside the house, and whose number that is.
import { z } from 'zod'
import { contact, listedContact } from '../domain/contacts.ts'
import { agent, byId, done, supervisor } from './base.ts'

/** Most rows one part of an import takes. */
export const importRows = 2000

const importResult = z.object({ added: z.int(), changed: z.int(), same: z.int() })

export const directory = {
  /** The office's contacts and one's own, by name; `text` is part of a name, a company or a number. */
  list: agent
    .input(
      z.object({
        text: z.string().max(80).default(''),
        favourites: z.boolean().default(false),
        limit: z.int().min(1).max(5000).default(500),
        offset: z.int().min(0).default(0),
      }),
    )
    .output(z.object({ contacts: z.array(listedContact), total: z.int() })),
  /** An empty id makes a new one. INVALID names the field. */
  save: agent.input(contact.extend({ id: z.string().max(64) })).output(listedContact),
  remove: agent.input(byId).output(done),
  /** Stars a contact, and puts it on a key; a key belongs to one contact. */
  mark: agent.input(byId.extend({ favourite: z.boolean(), speedDial: z.int().min(1).max(9).nullable() })).output(listedContact),
  /** Whose numbers these are; those nobody has are left out. */
  lookup: agent
    .input(z.object({ numbers: z.array(z.string().max(80)).max(200) }))
    .output(z.array(z.object({ number: z.string(), contactId: z.string(), name: z.string(), company: z.string() }))),
  /**
   * Adds what is new and changes what has the same name and a number in common; `dryRun` only tells what would be. A larger file
   * comes in parts of one batch: all of it is put in force with the last part, and none of it when that never comes.
   */
  import: supervisor
    .input(
      z.object({
        contacts: z.array(contact.omit({ id: true })).max(importRows),
        dryRun: z.boolean(),
        part: z.object({ batch: z.string().min(1).max(64), more: z.boolean() }).optional(),
      }),
    )
    .output(importResult),
}
