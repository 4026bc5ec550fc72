// The contract, implemented: one router for every transport.

import type { Services } from '../../host/services.ts'
import { backupProcedures } from './backups.ts'
import { handlingProcedures } from './callHandling.ts'
import { consoles } from './consoles.ts'
import { deskProcedures } from './desk.ts'
import { directoryProcedures } from './directory.ts'
import { figureProcedures } from './figures.ts'
import { flowProcedures } from './flows.ts'
import { guarded } from './guard.ts'
import { integrationProcedures } from './integration.ts'
import { liveProcedures } from './live.ts'
import { phoneProcedures } from './phone.ts'
import { preferenceHandlers } from './preferences.ts'
import { recoveredProcedures } from './recovered.ts'
import { settingsProcedures } from './settings.ts'
import { simulateProcedures } from './simulate.ts'
import { superviseProcedures } from './supervise.ts'
import { systemProcedures } from './system.ts'
import { trashProcedures } from './trash.ts'
import { wallboardProcedures } from './wallboards.ts'
import { callbackProcedures, callProcedures, voicemailProcedures } from './work.ts'

export type Rpc = {
  router: ReturnType<typeof contractRouter>
  /** That connection (`RpcContext.consoleId`) is no more. */
  closed(connection: string): void
  close(): void
}

/** The router over these dependencies. `close()` leaves no timer. */
export function openRpc(deps: Services): Rpc {
  const held = consoles(deps.clock, {
    gone: (operatorId) => deps.engine.desk.consoleGone(operatorId),
    inCall: (extension) => deps.engine.phone.presence(extension) === 'busy',
  })
  return { router: contractRouter(deps, held), closed: held.closed, close: () => held.close() }
}

function contractRouter(deps: Services, held: ReturnType<typeof consoles>) {
  const os = guarded(deps.log)
  return os.router({
    directory: directoryProcedures(os, deps),
    live: liveProcedures(os, deps),
    desk: deskProcedures(os, deps),
    preferences: preferenceHandlers(os, deps),
    phone: phoneProcedures(os, deps, held),
    supervise: superviseProcedures(os, deps),
    callbacks: callbackProcedures(os, deps),
    voicemails: voicemailProcedures(os, deps),
    calls: callProcedures(os, deps),
    flows: flowProcedures(os, deps),
    settings: settingsProcedures(os, deps),
    simulate: simulateProcedures(os, deps),
    system: systemProcedures(os, deps),
    backups: backupProcedures(os, deps),
    integration: integrationProcedures(os, deps),
    trash: trashProcedures(os, deps),
    recovered: recoveredProcedures(os, deps),
    wallboards: wallboardProcedures(os, deps),
    figures: figureProcedures(os, deps),
    callHandling: handlingProcedures(os, deps),
  })
}
