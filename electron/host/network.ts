// An office on the network: what the programs share that serve one there.
import { type OwnFiles, openCertificate } from './certificate.ts'
import { certificatePort } from './certificatePort.ts'
import type { Host, HostCertificate } from './hostPort.ts'

/** Whether a listening address stands for all of the computer's. */
export const isEveryAddress = (address: string): boolean => address === '0.0.0.0' || address === '::'

type Given = {
  host: Host
  /** The data folder. */
  folder: string
  /** Where the host listens. */
  address: string
  /** More names it answers to. */
  names?: readonly string[]
  /** The files of an office's own certificate. */
  own?: OwnFiles
}

/** The certificate of an office on the network; see `openCertificate`. */
export function networkCertificate({ host, folder, address, names = [], own }: Given): Promise<HostCertificate> {
  const { clock, log, config } = host.deps
  const all = isEveryAddress(address)
  return openCertificate({
    ...{ folder, clock, log, report: host.report, more: all ? names : [address, ...names] },
    networks: () => config().settings.networks,
    ...(all ? {} : { listenOn: address }),
    ...(own ? { own } : {}),
  })
}

/** The host with the certificate that consoles see and change. */
export const withCertificate = (host: Host, certificate: HostCertificate): Host => ({
  ...host,
  deps: { ...host.deps, certificate: certificatePort(certificate, host.deps.pbx) },
})
