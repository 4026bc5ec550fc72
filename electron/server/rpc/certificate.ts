// The certificate that consoles on the network are served with: seen, replaced by the office's own, made anew.
import { EngineError } from '../../engine/api.ts'
import type { CertificatePort, User, Uses } from '../../host/services.ts'
import type { Guarded } from './guard.ts'

export function certificateProcedures(os: Guarded, deps: Uses<'certificate', 'audit'>) {
  const { certificate } = os.settings
  const shown = () => served(deps).state()
  /** Notes which certificate is in force now. */
  const note = (user: User, action: string) => {
    const { names, fingerprint } = shown()
    const detail = `${[...names.dns, ...names.ip].join(', ')}; ${fingerprint}`
    deps.store.audit.add({ userId: user.id, action, target: 'certificate', detail })
    return shown()
  }
  return certificate.router({
    get: certificate.get.handler(() => deps.certificate?.state() ?? null),
    upload: certificate.upload.handler(async ({ input, context }) => {
      await changeable(deps).install(input)
      return note(context.user, 'certificate.upload')
    }),
    remove: certificate.remove.handler(async ({ context }) => {
      if (!(await changeable(deps).uninstall())) throw new EngineError('NOT_FOUND', 'No certificate was uploaded.')
      return note(context.user, 'certificate.remove')
    }),
    makeAnew: certificate.makeAnew.handler(async ({ context }) => {
      if (!(await changeable(deps).makeAnew())) throw new EngineError('CONFLICT', 'The office’s own certificate is in force.')
      return note(context.user, 'certificate.makeAnew')
    }),
  })
}

function served({ certificate }: Uses<'certificate'>): CertificatePort {
  if (certificate === null)
    throw new EngineError('CONFLICT', 'This host serves its console on this computer only, which needs no certificate.')
  return certificate
}

function changeable(deps: Uses<'certificate'>): CertificatePort {
  const certificate = served(deps)
  if (certificate.state().fromFiles)
    throw new EngineError('CONFLICT', 'This host was started with the files of a certificate (--cert): replace those.')
  return certificate
}
