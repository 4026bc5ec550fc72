// The names and addresses of this computer, as a certificate carries them.
import type { X509Certificate } from 'node:crypto'
import { isIP, isIPv6 } from 'node:net'
import { hostname, networkInterfaces } from 'node:os'

/** `dns`: lower-case host names; `ip`: IPv4 and IPv6 addresses without a zone. */
export type Names = { dns: string[]; ip: string[] }

const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'
const dnsName = new RegExp(`^(?:${label}\\.)*${label}$`)
/** Not reachable without the interface's name, which no address in a browser can carry. */
const linkLocal = /^fe[89ab]/i

/** This computer's host name, that name in `.local`, the addresses of its network interfaces, and `more` (names or addresses). */
export function machineNames(more: readonly string[] = []): Names {
  const own = hostname()
  const interfaces = Object.values(networkInterfaces()).flatMap((entries) => entries ?? [])
  const addresses = interfaces.filter(({ internal, address }) => !internal && !linkLocal.test(address))
  const given = [own, ...(own.includes('.') ? [] : [`${own}.local`]), ...more].map((name) => name.toLowerCase())
  return {
    dns: unique(given.filter((name) => isIP(name) === 0 && dnsName.test(name))),
    ip: unique([...addresses.map(({ address }) => address), ...given.filter((name) => isIP(name) > 0)]),
  }
}

/** The names and addresses that a certificate is for, wildcards as they stand in it. */
export function namesIn(certificate: X509Certificate): Names {
  const entries = (certificate.subjectAltName ?? '').split(', ')
  const after = (prefix: string) => entries.flatMap((each) => (each.startsWith(prefix) ? [each.slice(prefix.length)] : []))
  return { dns: after('DNS:').map((name) => name.toLowerCase()), ip: after('IP Address:').map(shortAddress) }
}

/**
 * What of `names` the certificate is not for. IPv6 addresses are left out: a computer takes another one each day where privacy
 * addresses are on (RFC 8981), and every certificate has another fingerprint.
 */
export function uncovered(certificate: X509Certificate, { dns, ip }: Names): string[] {
  const addresses = ip.filter((address) => !isIPv6(address) && certificate.checkIP(address) === undefined)
  return [...dns.filter((name) => certificate.checkHost(name) === undefined), ...addresses]
}

/** OpenSSL writes an IPv6 address in full and in capitals. */
const shortAddress = (address: string) =>
  isIPv6(address) ? new URL(`http://[${address}]`).hostname.replace(/^\[|\]$/g, '') : address

const unique = (all: string[]) => [...new Set(all)]
