// Personal call handling: one's own, and for administrators everybody's.
import { z } from 'zod'
import { callHandling } from '../domain/callHandling.ts'
import { extensionNumber } from '../domain/office.ts'
import { agent } from './base.ts'

const listed = callHandling.extend({ revision: z.string() })

export const callHandlingProcedures = {
  /** One's own, or an extension's. FORBIDDEN for another's unless one is an administrator; NO_PHONE without an extension; NOT_FOUND. */
  get: agent.input(z.object({ extension: extensionNumber.optional() })).output(listed),
  /** As `get`; CONFLICT for another revision, HANDLING for what cannot work. In force for the next call. */
  save: agent.input(callHandling.extend({ revision: z.string().optional() })).output(listed),
}
