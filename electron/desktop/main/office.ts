// The office that runs in this process: the host and its HTTP side, started anew in place after a fault, with a restored backup, or when
// its settings say that it is on the network now, or no more.
import type { HeadlessOptions } from '../../cli/arguments.ts'
import { startHost } from '../../host/host.ts'
import type { Host, HostCertificate } from '../../host/hostPort.ts'
import { isOnNetwork } from '../../host/listening.ts'
import { portIsFree } from '../../host/portIsFree.ts'
import { type Restarts, restarts } from '../../host/restarts.ts'
import { type HttpHost, httpHost } from '../../server/http/server.ts'
import type { Seal } from './seal.ts'
import { type Seat, takeSeat } from './seat.ts'
import type { SeatFile } from './seatFile.ts'

export type RunningOffice = {
  host: Host
  http: HttpHost
  /** Whoever sits here. */
  seat: Seat
}

export type Office = Restarts & {
  /** Null while it is started anew. */
  current(): RunningOffice | null
  /** Told whenever it was started anew. */
  follow(opened: () => void): void
}

/** Whether it is to be on the network is looked at so often, ms. */
const lookEveryMs = 2000

type Served = { http: HttpHost; close(): Promise<void> }

/** The console, the API and the links of webhooks: on this computer over HTTP, on the network over TLS. */
async function serve(host: Host, { start, port: wanted, names }: HeadlessOptions, consoleFolder: string): Promise<Served> {
  const onNetwork = wantsNetwork(host)
  const address = onNetwork ? '0.0.0.0' : '127.0.0.1'
  // Another office of this computer may have it; what is bookmarked or joined has the usual one.
  const port = await portIsFree({ host: address, port: wanted }).then(
    () => wanted,
    () => 0,
  )
  let certificate: HostCertificate | undefined
  let http: HttpHost | undefined
  let announced: { close(): Promise<void> } | undefined
  const close = async () => {
    await announced?.close()
    await certificate?.close()
    await http?.close()
  }
  try {
    // Loaded for the network only.
    const network = onNetwork ? await import('../../host/network.ts') : null
    certificate = await network?.networkCertificate({ host, folder: start.data, address, names })
    const served = network && certificate ? network.withCertificate(host, certificate) : host
    http = await httpHost(served, { consoleFolder, host: address, port, names, ...(certificate ? { certificate } : {}) })
    await http.listen()
    announced = certificate && (await import('../../host/discovery.ts')).announce({ host, certificate, address })
    return { http, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** A demo office has nobody to let in. */
const wantsNetwork = ({ deps, users, pbxKind }: Host): boolean =>
  pbxKind !== 'demo' && isOnNetwork(deps.config().settings, users.count())

/** Starts it anew when it is to be on the network and is not, or the other way round: Asterisk moves with it, so not while a call runs. */
function followNetwork(host: Host, anew: () => void): () => void {
  const is = wantsNetwork(host)
  const timer = setInterval(() => {
    if (wantsNetwork(host) === is || host.deps.engine.runningCalls > 0) return
    clearInterval(timer)
    host.deps.log.info('the office is started anew', { onNetwork: !is })
    anew()
  }, lookEveryMs)
  return () => clearInterval(timer)
}

type Around = {
  consoleFolder: string
  seats: SeatFile
  seal: Seal
  /** It could not be started again. */
  failed(error: unknown): void
}

/** Starts it; rejects as `startHost` does. */
export async function openOffice(options: HeadlessOptions, { consoleFolder, seats, seal, failed }: Around): Promise<Office> {
  let current: RunningOffice | null = null
  let seat: Seat | undefined
  const followers: (() => void)[] = []
  const running = await restarts(
    async (faults, again) => {
      const { bindAddress: _, ...start } = options.start // which is the loopback where no --host is named
      const host = await startHost({ ...start, listensByOffice: true, restart: again, restartedAfterFault: faults })
      let served: Awaited<ReturnType<typeof serve>> | undefined
      try {
        const open = await serve(host, options, consoleFolder)
        served = open
        seat ??= await takeSeat(() => current?.host ?? null, host, seats, seal)
        const stopFollowing = followNetwork(host, again)
        current = { host, http: open.http, seat }
        for (const follow of followers) follow()
        return {
          stop: async (keepPbx = false) => {
            current = null
            stopFollowing()
            await open.close()
            await host.stop(keepPbx)
          },
        }
      } catch (error) {
        await served?.close()
        await host.stop()
        throw error
      }
    },
    { starting: () => {}, failed },
  )
  return { ...running, current: () => current, follow: (opened) => void followers.push(opened) }
}
