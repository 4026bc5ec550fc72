// By which address phones on the network reach this host with HTTPS.
import type { CertificatePort, ServedHttps } from '../../host/services.ts'

/** Null where it serves this computer only. */
export async function servedBy(certificate: CertificatePort | null): Promise<ServedHttps | null> {
  if (certificate === null) return null
  const { joinAddress, publicIssuer } = await certificate.state()
  const address = joinAddress.replace(/#.*$/, '')
  return address === '' ? null : { address, trusted: publicIssuer }
}
