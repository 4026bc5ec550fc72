// What the contract's procedures may do with the certificate in force.
import { EngineError } from '../engine/api.ts'
import type { HostCertificate } from './hostPort.ts'
import { joinAddress } from './joinAddress.ts'
import type { CertificatePort, PbxPort } from './services.ts'

/** The certificate without its key; errors of it as the contract has them. */
export function certificatePort(held: HostCertificate, pbx: Pick<PbxPort, 'soundPorts'> = { soundPorts: null }): CertificatePort {
  return {
    async state() {
      const { certificate: _certificate, key: _key, isPubliclyIssued, ...shown } = held.current()
      return {
        ...shown,
        publicIssuer: shown.kind !== 'made' && isPubliclyIssued(),
        fromFiles: held.fromFiles,
        soundPorts: pbx.soundPorts,
        joinAddress: joinAddress(held.address(), shown),
        setAside: held.setAside(),
        acme: await held.acme.state(),
      }
    },
    install: (upload) => held.install(upload).catch(refused),
    uninstall: () => held.uninstall(),
    makeAnew: () => held.makeAnew(),
    acme: held.acme,
  }
}

function refused(error: unknown): never {
  if (!(error instanceof Error) || error.name !== 'CertificateError') throw error
  const { code: problem, facts } = error as Error & { code: string; facts: object }
  throw new EngineError('CERTIFICATE', error.message, { problem, facts })
}
