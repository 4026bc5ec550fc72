// The contract between consoles and the host. One router serves it over a MessagePort, a WebSocket and OpenAPI.
import { backups } from './backups.ts'
import { callHandlingProcedures } from './callHandling.ts'
import { desk, phone, supervise } from './desk.ts'
import { directory } from './directory.ts'
import { figures } from './figures.ts'
import { flows } from './flows.ts'
import { integration } from './integration.ts'
import { live } from './live.ts'
import { preferenceProcedures } from './preferences.ts'
import { recovered } from './recovered.ts'
import { settings, system } from './settings.ts'
import { simulate } from './simulate.ts'
import { trash } from './trash.ts'
import { wallboards } from './wallboards.ts'
import { callbacks, calls, voicemails } from './work.ts'

export const contract = {
  directory,
  live,
  desk,
  preferences: preferenceProcedures,
  phone,
  supervise,
  callbacks,
  voicemails,
  calls,
  flows,
  settings,
  simulate,
  system,
  backups,
  integration,
  trash,
  recovered,
  wallboards,
  figures,
  callHandling: callHandlingProcedures,
}
export type Contract = typeof contract
