// What can be wrong with a certificate and its key, as a closed set.

export type CertificateErrorCode =
  | 'FILE_UNREADABLE'
  | 'NOT_PEM'
  | 'NO_CERTIFICATE'
  | 'NO_KEY'
  | 'KEY_ENCRYPTED'
  | 'KEY_MISMATCH'
  | 'CHAIN_BROKEN'
  | 'EXPIRED'
  | 'NOT_YET_VALID'
  | 'UNUSABLE'

/** A certificate that cannot be served; `message` is a sentence for a person. */
export class CertificateError extends Error {
  readonly code: CertificateErrorCode
  constructor(code: CertificateErrorCode, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'CertificateError'
    this.code = code
  }
}
