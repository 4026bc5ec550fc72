// The mock host's certificate: the office's own by an issuer that no browser knows, and after its removal one of the host's making.
import { acmeSettings } from '../../../shared/domain/acme.ts'
import type { CertificateState } from '../../../shared/domain/certificate.ts'
import type { MockOffice, Os } from './mockOffice.ts'

const day = 86_400_000
const pairs = Array.from({ length: 32 }, (_, at) => ((at * 37 + 11) % 256).toString(16).padStart(2, '0'))

const own: CertificateState = {
  kind: 'own',
  fromFiles: false,
  soundPorts: { first: 10_000, last: 10_998 },
  names: { dns: ['cordboard.harbour-dental.example', 'phones.harbour-dental.example'], ip: [] },
  issuer: 'Harbour Dental Issuing CA 2',
  publicIssuer: false,
  validFrom: Date.now() - 40 * day,
  validUntil: Date.now() + 325 * day,
  fingerprint: pairs.join(':').toUpperCase(),
  words: ['artist', 'bamboo', 'garlic', 'museum', 'pepper', 'walnut'],
  strictTransport: true,
  joinAddress: `https://cordboard.harbour-dental.example:7080/#/?fp=${pairs.join('')}`,
  setAside: null,
  acme: { settings: acmeSettings.parse({}), working: false, failed: null, nextAt: null },
}
const made: CertificateState = {
  ...own,
  kind: 'made',
  names: { dns: ['reception', 'reception.local'], ip: ['192.168.10.20'] },
  issuer: 'reception',
  strictTransport: false,
  joinAddress: `https://192.168.10.20:7080/#/?fp=${pairs.join('')}`,
}

/** Null in the empty office: its host serves one computer only. */
export function mockCertificate(os: Os, office: MockOffice) {
  const { certificate } = os.settings
  let state = own
  return {
    get: certificate.get.handler(() => (office.options.empty ? null : state)),
    upload: certificate.upload.handler(({ errors }) => {
      throw errors.CERTIFICATE({ data: { problem: 'KEY_MISMATCH', facts: {} } })
    }),
    remove: certificate.remove.handler(() => {
      state = made
      return state
    }),
    acme: {
      save: certificate.acme.save.handler(({ input }) => {
        const failed = {
          problem: 'connection' as const,
          detail: 'Timeout during connect (likely firewall problem)',
          at: Date.now(),
        }
        state = {
          ...state,
          acme: { settings: input, working: false, failed: input.enabled ? failed : null, nextAt: Date.now() + day },
        }
        return state
      }),
      order: certificate.acme.order.handler(() => state),
      terms: certificate.acme.terms.handler(() => ({ url: 'https://issuer.example/terms', problem: null, detail: '' })),
    },
    makeAnew: certificate.makeAnew.handler(() => state),
  }
}
