// The certificate that the office is served with on the network.
import { z } from 'zod'
import { acmeProblem, acmeSettings } from '../domain/acme.ts'
import { certificateState, certificateUpload } from '../domain/certificate.ts'
import { admin } from './base.ts'

export const certificate = {
  /** The one in force; null where the host serves this computer only, which needs none. */
  get: admin.output(certificateState.nullable()),
  /** Puts an office's own in force, for new connections at once. CERTIFICATE where it cannot be used; the key comes back nowhere. CONFLICT while ACME is on. */
  upload: admin.input(certificateUpload).output(certificateState),
  acme: {
    /** Orders what these settings want at once; how it goes is in the state. INVALID for what lacks a name, or the agreement to the terms. */
    save: admin.input(acmeSettings).output(certificateState),
    /** Orders again without waiting. CONFLICT where nothing is to be ordered. */
    order: admin.output(certificateState),
    /** Where the terms of service of the issuer with that directory are; null where it has none, or could not be asked (`problem`). */
    terms: admin
      .input(acmeSettings.pick({ directory: true }))
      .output(z.object({ url: z.string().nullable(), problem: acmeProblem.nullable(), detail: z.string() })),
  },
  /** Takes the uploaded one away: the host's own is in force again. NOT_FOUND when there is none. */
  remove: admin.output(certificateState),
  /** A new key and certificate of the host's making. CONFLICT while an office's own is in force. */
  makeAnew: admin.output(certificateState),
}
