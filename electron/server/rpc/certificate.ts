// The certificate that consoles on the network are served with: seen, replaced by the office's own, ordered by ACME, made anew.
import { type AcmeSettings, acmeProblem } from '../../../shared/domain/acme.ts'
import { EngineError } from '../../engine/api.ts'
import type { CertificatePort, User, Uses } from '../../host/services.ts'
import type { Guarded } from './guard.ts'
import { invalid } from './officeKinds.ts'

export function certificateProcedures(os: Guarded, deps: Uses<'certificate', 'audit'>) {
  const { certificate } = os.settings
  const { acme } = certificate
  /** Notes which certificate is in force now, or `detail`. */
  const note = async (user: User, action: string, detail?: string) => {
    const shown = await served(deps).state()
    const which = `${[...shown.names.dns, ...shown.names.ip].join(', ')}; ${shown.fingerprint}`
    deps.store.audit.add({ userId: user.id, action, target: 'certificate', detail: detail ?? which })
    return shown
  }
  return certificate.router({
    get: certificate.get.handler(async () => (await deps.certificate?.state()) ?? null),
    upload: certificate.upload.handler(async ({ input, context }) => {
      const port = await changeable(deps)
      if (port.acme.enabled) throw new EngineError('CONFLICT', 'ACME orders the certificate: turn that off first.')
      await port.install(input)
      return note(context.user, 'certificate.upload')
    }),
    remove: certificate.remove.handler(async ({ context }) => {
      if (!(await (await changeable(deps)).uninstall()))
        throw new EngineError('NOT_FOUND', 'No uploaded certificate is in force.')
      return note(context.user, 'certificate.remove')
    }),
    makeAnew: certificate.makeAnew.handler(async ({ context }) => {
      if (!(await (await changeable(deps)).makeAnew()))
        throw new EngineError('CONFLICT', 'Another certificate than the host’s own is in force.')
      return note(context.user, 'certificate.makeAnew')
    }),
    acme: acme.router({
      save: acme.save.handler(async ({ input, context }) => {
        checkAcme(input)
        await (await changeable(deps)).acme.save(input)
        return note(context.user, 'acme.save', input.enabled ? `${input.names.join(', ')}; ${input.directory}` : 'off')
      }),
      order: acme.order.handler(async ({ context }) => {
        const port = await changeable(deps)
        if (!port.acme.enabled) throw new EngineError('CONFLICT', 'ACME is off.')
        port.acme.now()
        return note(context.user, 'acme.retry', '')
      }),
      terms: acme.terms.handler(async ({ input }) => {
        const none = { url: null, problem: null, detail: '' }
        try {
          return { ...none, url: await served(deps).acme.terms(input.directory) }
        } catch (error) {
          const problem = acmeProblem.safeParse((error as { code?: unknown }).code)
          if (!problem.success) throw error
          return { ...none, problem: problem.data, detail: (error as Error).message }
        }
      }),
    }),
  })
}

function checkAcme({ enabled, names, termsAgreed }: AcmeSettings): void {
  if (!enabled) return
  if (names.length === 0) throw invalid('names', 'A certificate needs a name.')
  if (!termsAgreed) throw invalid('termsAgreed', 'The issuer wants its terms of service agreed to.')
}

function served({ certificate }: Uses<'certificate'>): CertificatePort {
  if (certificate === null)
    throw new EngineError('CONFLICT', 'This host serves its console on this computer only, which needs no certificate.')
  return certificate
}

async function changeable(deps: Uses<'certificate'>): Promise<CertificatePort> {
  const certificate = served(deps)
  if ((await certificate.state()).fromFiles)
    throw new EngineError('CONFLICT', 'This host was started with the files of a certificate (--cert): replace those.')
  return certificate
}
