// How a console finds a host on the network and knows that it is the right one.
import type { CertificateInForce } from './hostPort.ts'

/**
 * The address that a QR code for joining carries: the console's page, with the certificate's SHA-256 in the fragment, which no browser
 * sends anywhere: `https://192.0.2.7:7080/#/?fp=` and 64 lower-case hexadecimal digits. `page` ends in `/`.
 */
export const joinAddress = (page: string, { fingerprint }: Pick<CertificateInForce, 'fingerprint'>): string =>
  `${page}#/?fp=${fingerprint.replaceAll(':', '').toLowerCase()}`
