// People: each a user, an operator, an extension and a mailbox, edited as one.
import { z } from 'zod'
import { role } from '../domain/office.ts'
import { person } from '../domain/person.ts'
import { admin, agent, byId, done } from './base.ts'

const password = z.string().min(10).max(200)
const revision = z.string()

export const listedPerson = person.extend({
  /** Of the operator; of the user where there is no phone. */
  id: z.string(),
  userId: z.string().nullable(),
  operatorId: z.string().nullable(),
  revision,
})

/** In this answer and nowhere else; null: none was made. */
const secrets = z.object({ password: z.string().nullable(), pin: z.string().nullable() })

/** A row of a list; absent is what the list says nothing of. `role`, null: a word that is none. */
const importedRow = z.object({
  row: z.int(),
  name: z.string().max(200),
  number: z.string().max(40).optional(),
  login: z.string().max(200).optional(),
  role: role.nullable().optional(),
  queues: z.array(z.string().max(200)).max(100).optional(),
  email: z.string().max(300).optional(),
  voicemail: z.boolean().optional(),
})

/** Why a row is left out. */
export const rowRefusals = [
  'name',
  'number',
  'numberTaken',
  'numberStays',
  'noNumber',
  'login',
  'loginTaken',
  'role',
  'queue',
  'email',
  'twice',
  'neither',
  'lastAdmin',
] as const

/** What a row does; `by`: whose it is already, or the queue there is not. */
const importedResult = z.object({
  row: z.int(),
  name: z.string(),
  number: z.string().nullable(),
  login: z.string().nullable(),
  does: z.enum(['new', 'changed', 'same', 'refused']),
  reason: z.enum(rowRefusals).nullable(),
  by: z.string().nullable(),
})

export const people = {
  /** How others sign in is shown to admins only. */
  list: agent.output(z.array(listedPerson)),
  /** The next free number; null when there is none of the usual length. */
  freeNumber: admin.output(z.object({ number: z.string().nullable() })),
  /**
   * Adds somebody as a whole, or not at all. TAKEN and INVALID name the field. Without a password one is made. `adopt`: the extension of
   * that number is there, nobody has it, and it becomes theirs with its desk phones.
   */
  create: admin
    .input(person.extend({ password: password.optional(), adopt: z.boolean().default(false) }))
    .output(listedPerson.extend({ secrets })),
  /** The number stays, and a phone is taken away by `leave` only. Who signs in now and did not gets a password, who has a phone now a PIN. */
  update: admin
    .input(
      person.extend({
        id: z.string(),
        revision: revision.optional(),
        password: password.optional(),
        adopt: z.boolean().default(false),
      }),
    )
    .output(listedPerson.extend({ secrets })),
  /** What depends on them, before they leave. */
  leaving: admin.input(byId).output(
    z.object({
      inCall: z.boolean(),
      queues: z.array(z.string()),
      /** Messages in a mailbox of their own, and its id. */
      mailboxId: z.string().nullable(),
      messages: z.int(),
      deskPhones: z.int(),
    }),
  ),
  /**
   * Takes sign-in, queues and PIN away. `keepNumber`: the extension stays with its desk phones, otherwise they go. `messagesTo`: another mailbox
   * gets the messages and the own one goes; null: it stays among the mailboxes. CONFLICT: in a call, oneself, the last admin.
   */
  leave: admin
    .input(byId.extend({ revision: revision.optional(), keepNumber: z.boolean(), messagesTo: z.string().nullable() }))
    .output(done.extend({ change: z.int() })),
  /**
   * Adds and changes people by the rows of a list: found by number, else login, else name. Without `basis` it only tells what each row would
   * do, and the basis to do that by; with it, all rows that are not refused are written, or none. CONFLICT when the office was changed since.
   */
  import: admin
    .input(
      z.object({
        rows: z.array(importedRow).min(1).max(1000),
        /** Who is new without a number gets the next free one; who is new without a login gets one. */
        choices: z.object({ giveNumbers: z.boolean(), signIn: z.boolean(), ownMailbox: z.boolean() }),
        basis: z.string().optional(),
      }),
    )
    .output(
      z.object({
        rows: z.array(importedResult),
        basis: z.string(),
        /** The entry of the audit trail by which it is taken back; null where nothing was written. */
        change: z.int().nullable(),
        /** Of who is new, in this answer and nowhere else. */
        secrets: z.array(
          z.object({
            name: z.string(),
            login: z.string().nullable(),
            number: z.string().nullable(),
            password: z.string().nullable(),
            pin: z.string().nullable(),
          }),
        ),
      }),
    ),
}
