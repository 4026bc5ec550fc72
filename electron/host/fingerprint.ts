// A certificate's fingerprint, for programs around the host.
export { fingerprintOf, fingerprintWords } from '../adapters/certificates/fingerprint.ts'
