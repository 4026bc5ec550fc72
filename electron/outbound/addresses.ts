// Which addresses a webhook may not reach: link-local ones, behind which clouds keep their machines' credentials.
import { type LookupAddress, lookup as resolve } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

const forbidden = new BlockList()
forbidden.addSubnet('169.254.0.0', 16, 'ipv4')
forbidden.addSubnet('fe80::', 10, 'ipv6')
forbidden.addSubnet('::ffff:169.254.0.0', 112, 'ipv6')
// The one metadata service that is not link-local (AWS over IPv6).
forbidden.addAddress('fd00:ec2::254', 'ipv6')

/** The host is, or resolves to, an address that webhooks may not reach. */
export class ForbiddenAddress extends Error {
  readonly code = 'FORBIDDEN_ADDRESS'
  constructor(host: string) {
    super(`${host} is a link-local address; webhooks may not go there.`)
    this.name = 'ForbiddenAddress'
  }
}

/** Whether a literal address (IPv6 with or without brackets) is off limits; names are judged when they are resolved. */
export function isForbidden(host: string): boolean {
  const address = host.replace(/^\[|\]$/g, '').replace(/%.*$/, '')
  const family = isIP(address)
  return family !== 0 && forbidden.check(address, family === 4 ? 'ipv4' : 'ipv6')
}

/** `dns.lookup` that fails with ForbiddenAddress, so that a name cannot smuggle such an address in after it was checked. */
export const guardedLookup: LookupFunction = (host, options, done) => {
  resolve(host, { ...options, all: true }, (error, found: LookupAddress[]) => {
    const bad = error ? undefined : found.find((entry) => isForbidden(entry.address))
    if (error || bad) return done(error ?? new ForbiddenAddress(host), options.all ? [] : '')
    const first = found[0]
    if (options.all) done(null, found)
    else done(null, first?.address ?? '', first?.family)
  })
}
