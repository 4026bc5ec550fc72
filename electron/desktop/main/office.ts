// The office that runs in this process: the host and its HTTP side, started anew in place after a fault or with a restored backup.
import { startHost } from '../../host/host.ts'
import type { Host, HostOptions } from '../../host/hostPort.ts'
import { type Restarts, restarts } from '../../host/restarts.ts'
import { type HttpHost, httpHost } from '../../server/http/server.ts'
import { ownersSession } from './owner.ts'

export type RunningOffice = {
  host: Host
  http: HttpHost
  /** The session of whoever sits here. */
  token: string
}

export type Office = Restarts & {
  /** Null while it is started anew. */
  current(): RunningOffice | null
  /** Told whenever it was started anew. */
  follow(opened: () => void): void
}

/** Where the softphone of a page from `app://` connects to: straight to the telephone system, there being no `/sip` of its origin. */
function direct(host: Host): Host {
  const { pbx } = host.deps
  return {
    ...host,
    deps: {
      ...host.deps,
      pbx: {
        kind: pbx.kind,
        sipAddress: pbx.sipAddress,
        soundPorts: pbx.soundPorts,
        checks: () => pbx.checks(),
        registrations: () => pbx.registrations(),
        reachabilities: () => pbx.reachabilities(),
        guest: pbx.guest,
        watchSip: () => pbx.watchSip(),
        resetDeskPhone: (extension) => pbx.resetDeskPhone(extension),
        phoneCredentials: async (extension, displayName) => {
          const credentials = await pbx.phoneCredentials(extension, displayName)
          return { ...credentials, webSocket: host.sipWebSocketUrl() ?? credentials.webSocket }
        },
      },
    },
  }
}

/** Starts it; rejects as `startHost` does. `failed`: it could not be started again. */
export async function openOffice(start: HostOptions, consoleFolder: string, failed: (error: unknown) => void): Promise<Office> {
  let current: RunningOffice | null = null
  const followers: (() => void)[] = []
  const running = await restarts(
    async (faults, again) => {
      const host = await startHost({ ...start, restart: again, restartedAfterFault: faults })
      try {
        const http = await httpHost(direct(host), { consoleFolder, host: '127.0.0.1', port: 0 })
        current = { host, http, token: await ownersSession(host) }
        for (const opened of followers) opened()
        return {
          stop: async (keepPbx = false) => {
            current = null
            await http.close()
            await host.stop(keepPbx)
          },
        }
      } catch (error) {
        await host.stop()
        throw error
      }
    },
    { starting: () => {}, failed },
  )
  return { ...running, current: () => current, follow: (opened) => void followers.push(opened) }
}
