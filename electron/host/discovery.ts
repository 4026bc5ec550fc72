// The office announces itself on the local network, and desks find it: what the programs take of it.
import { announceOffice, type FoundOffice, lookForOffices } from '../adapters/discovery/mdns.ts'
import type { Log } from '../engine/ports.ts'
import type { Host, HostCertificate } from './hostPort.ts'
import { portOf } from './portOf.ts'
import { wallClock } from './system.ts'

export type { FoundOffice } from '../adapters/discovery/mdns.ts'

type Given = {
  host: Host
  certificate: HostCertificate
  /** Where the host listens; `0.0.0.0` and `::` are all addresses. */
  address: string
}

/** From when the certificate is served until `close()`, unless the office's settings say that it is not to be found. */
export function announce({ host, certificate, address }: Given): { close(): Promise<void> } {
  const { clock, log, config } = host.deps
  const what = () => {
    const { findable, name } = config().settings
    const served = certificate.address()
    return findable && served !== '' ? { name, port: portOf(served), fingerprint: certificate.current().fingerprint } : null
  }
  return announceOffice({ clock, log }, { what, ...(/^(0\.0\.0\.0|::)$/.test(address) ? {} : { listenOn: address }) })
}

/** Looks for offices until `close()`; see the adapter. */
export const browseOffices = (log: Log, changed: (offices: FoundOffice[]) => void): { close(): Promise<void> } =>
  lookForOffices({ clock: wallClock, log }, changed)
