// Recordings that a fault left without an owner: heard, and given to a call or a mailbox, or removed.
import { z } from 'zod'
import { recoveredSound } from '../domain/recovered.ts'
import { byId, done, supervisor } from './base.ts'

export const recovered = {
  /** Newest first. */
  list: supervisor.output(z.array(recoveredSound)),
  /** The call's recording from then on. CONFLICT when it has one. */
  toCall: supervisor.input(byId.extend({ callId: z.string() })).output(done),
  /** A new message of that mailbox from then on. */
  toMailbox: supervisor.input(byId.extend({ mailboxId: z.string() })).output(done),
  /** Into the trash. */
  remove: supervisor.input(byId).output(done),
}
