// One's own preferences.
import { preferences } from '../domain/preferences.ts'
import { agent } from './base.ts'

export const preferenceProcedures = {
  get: agent.output(preferences),
  /** All of them. FORBIDDEN for a token, which is nobody's. */
  save: agent.input(preferences).output(preferences),
}
