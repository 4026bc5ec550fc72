// What can be wrong with a certificate and its key, as a closed set.
import type { CertificateFacts, CertificateProblem } from '../../../shared/domain/certificate.ts'

/** A certificate that cannot be served; `message` is a sentence for a person, `facts` what it is about. */
export class CertificateError extends Error {
  readonly code: CertificateProblem
  readonly facts: CertificateFacts
  constructor(code: CertificateProblem, message: string, { cause, ...facts }: CertificateFacts & { cause?: unknown } = {}) {
    super(message, { cause })
    this.name = 'CertificateError'
    this.code = code
    this.facts = facts
  }
}
