// Desk phones: which there are, and how each gets its settings.
import { z } from 'zod'
import { deskPhone, phonesOverview } from '../domain/phones.ts'
import { admin, byId, done } from './base.ts'

const revised = { revision: z.string().optional() }
const listed = deskPhone.extend(revised)

export const phones = {
  list: admin.output(z.array(listed)),
  /** The phone gets its first code. TAKEN for a MAC that another has; INVALID for one that is missing. */
  create: admin.input(deskPhone.partial({ id: true })).output(listed),
  update: admin.input(listed).output(listed),
  remove: admin.input(byId).output(done.extend({ change: z.int() })),
  /** How each stands, with codes that wait to be used; and phones that were found on the network. */
  overview: admin.output(phonesOverview),
  /** Lets a phone fetch its settings once more; one that is registered is told to. */
  renew: admin.input(byId).output(done),
  /** Tells a phone that was found on the network, when it looks again within ten minutes, where its settings are. CONFLICT where none of the phone's is seen. */
  tell: admin.input(byId).output(done),
}
