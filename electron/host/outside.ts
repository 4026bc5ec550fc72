// The host's way out: requests, the durable outbox with its webhooks, audio endpoints, sound files of the web, the office's scripts.
import { join } from 'node:path'
import type { Backend } from '../../shared/domain/backend.ts'
import type { OfficeConfig } from '../../shared/domain/office.ts'
import { convert } from '../adapters/media/sharedFolder.ts'
import { httpClient } from '../adapters/outbound/http.ts'
import { openOutbox } from '../adapters/outbound/outbox.ts'
import { streamSockets } from '../adapters/outbound/streamSockets.ts'
import { webAudio } from '../adapters/outbound/webAudio.ts'
import { officeScripts } from '../adapters/scripts/runner.ts'
import type { Store } from '../adapters/store/store.ts'
import type { Log } from '../engine/ports.ts'
import { type TrialCall, tryBackend } from '../engine/remote/trial.ts'
import { officePrograms } from './programs.ts'
import { secretReader } from './secretReader.ts'
import { dice, wallClock } from './system.ts'
import { officeWebhooks, secretOf } from './webhooks.ts'

/** Opens it; `close` ends what is on its way. All of it keeps to the office's networks. */
export function openOutside(
  store: Store,
  given: { data: string; log: Log; config: () => OfficeConfig; ownPorts: () => readonly number[] },
) {
  const { data, log, config, ownPorts } = given
  const networks = () => config().settings.networks
  const readSecret = secretReader(store)
  const outbox = openOutbox({
    rows: store.outbox,
    clock: wallClock,
    log,
    networks,
    ownPorts,
    secretOf: secretOf(store),
    readSecret,
  })
  const http = httpClient(wallClock, networks, ownPorts, readSecret)
  const programs = officePrograms({ data, log })
  const { as, scriptHosts } = programs
  const scripts = officeScripts({ data, clock: wallClock, log, http, hosts: scriptHosts, as })
  return {
    outbox,
    http,
    scripts,
    programs,
    /** Asks a backend once; that it is over is told while the answer is shown, and `close` ends that, too. */
    tryBackend: async (backend: Backend, call: TrialCall) =>
      (await tryBackend({ http, clock: wallClock, chance: dice, config: config() }, backend, call)).trial,
    streams: streamSockets(networks, ownPorts, readSecret),
    webAudio: webAudio({ http, clock: wallClock, log, folder: join(data, 'media', 'web'), convert }),
    webhooks: officeWebhooks(store, outbox, config),
    async close() {
      await scripts.close()
      await outbox.close()
      await http.close()
    },
  }
}
