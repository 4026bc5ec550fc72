// What SIP over TLS needs of the host: ports that stay, a certificate of its own making, and the issuers that are trusted.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { rootCertificates } from 'node:tls'
import { madePair } from '../adapters/certificates/made.ts'
import { machineNames } from '../adapters/certificates/names.ts'
import type { SipTls } from '../adapters/pbx/config/types.ts'
import { freeTcp } from '../adapters/pbx/process/ports.ts'
import type { Store } from '../adapters/store/store.ts'

const portsName = 'pbx.sipTlsPorts'

/**
 * Of this office. Trusted are the public issuers that Node.js knows, and those in `sip/issuers.pem` of the data folder: a provider's, or
 * another office's, that signed its certificate itself.
 */
export async function sipTlsOf(
  { folder, secrets }: Pick<Store, 'folder' | 'secrets'>,
  bindAddress: string,
  now: number,
): Promise<SipTls> {
  const own = join(folder, 'sip')
  // Telephones and the provider know this computer by more than its names: those only say whose certificate it is.
  const { certificate, key } = await madePair(own, { dns: machineNames().dns, ip: [] }, now)
  const more = await readFile(join(own, 'issuers.pem'), 'utf8').catch(() => '') // most offices have none
  return { ports: await portsOf(secrets, bindAddress), certificate, key, issuers: [...rootCertificates, more].join('\n') }
}

async function portsOf(secrets: Store['secrets'], bindAddress: string): Promise<SipTls['ports']> {
  const known = secrets.get(portsName)
  if (known) return JSON.parse(known) as SipTls['ports']
  const ports = { checked: await freeTcp(bindAddress), unchecked: await freeTcp(bindAddress) }
  secrets.set(portsName, JSON.stringify(ports))
  return ports
}
