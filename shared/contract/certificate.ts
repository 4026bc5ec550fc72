// The certificate that the office is served with on the network.
import { certificateState, certificateUpload } from '../domain/certificate.ts'
import { admin } from './base.ts'

export const certificate = {
  /** The one in force; null where the host serves this computer only, which needs none. */
  get: admin.output(certificateState.nullable()),
  /** Puts an office's own in force, for new connections at once. CERTIFICATE where it cannot be used; the key comes back nowhere. */
  upload: admin.input(certificateUpload).output(certificateState),
  /** Takes the uploaded one away: the host's own is in force again. NOT_FOUND when there is none. */
  remove: admin.output(certificateState),
  /** A new key and certificate of the host's making. CONFLICT while an office's own is in force. */
  makeAnew: admin.output(certificateState),
}
