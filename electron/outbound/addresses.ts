// Which addresses the host's own requests may reach: never link-local ones, behind which clouds keep their machines' credentials,
// and, where the office wants it, only the networks it lists.
import { type LookupAddress, lookup as resolve } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

const forbidden = new BlockList()
forbidden.addSubnet('169.254.0.0', 16, 'ipv4')
forbidden.addSubnet('fe80::', 10, 'ipv6')
forbidden.addSubnet('::ffff:169.254.0.0', 112, 'ipv6')
// The one metadata service that is not link-local (AWS over IPv6).
forbidden.addAddress('fd00:ec2::254', 'ipv6')

/** The networks of an allow-list as CIDR, read anew at each connection; empty allows all but the forbidden ones. */
export type Networks = () => readonly string[]

/** The host is, or resolves to, an address that requests may not reach. */
export class ForbiddenAddress extends Error {
  readonly code = 'FORBIDDEN_ADDRESS'
  constructor(host: string) {
    super(`${host} is an address that requests may not go to (link-local, or outside the allowed networks).`)
    this.name = 'ForbiddenAddress'
  }
}

const bare = (host: string): string => host.replace(/^\[|\]$/g, '').replace(/%.*$/, '')

function inside(list: BlockList, address: string): boolean {
  const family = isIP(address)
  return family !== 0 && list.check(address, family === 4 ? 'ipv4' : 'ipv6')
}

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', bits] = network.split('/')
    const family = isIP(address)
    if (family === 0) continue
    const type = family === 4 ? 'ipv4' : 'ipv6'
    list.addSubnet(address, bits === undefined ? (family === 4 ? 32 : 128) : Number(bits), type)
  }
  return list
}

export type NetworkGuard = {
  /** Whether a literal address (IPv6 with or without brackets) is off limits; names are judged when they are resolved. */
  forbids(host: string): boolean
  /** `dns.lookup` that fails with ForbiddenAddress, so that a name cannot smuggle such an address in after it was checked. */
  lookup: LookupFunction
}

/** Judges addresses by the fixed list and the office's own. */
export function networkGuard(networks: Networks = () => []): NetworkGuard {
  const forbids = (host: string) => {
    const address = bare(host)
    if (isIP(address) === 0) return false
    const allowed = networks()
    return inside(forbidden, address) || (allowed.length > 0 && !inside(listOf(allowed), address))
  }
  const lookup: LookupFunction = (host, options, done) => {
    resolve(host, { ...options, all: true }, (error, found: LookupAddress[]) => {
      const bad = error ? undefined : found.find((entry) => forbids(entry.address))
      if (error || bad) return done(error ?? new ForbiddenAddress(host), options.all ? [] : '')
      const first = found[0]
      if (options.all) done(null, found)
      else done(null, first?.address ?? '', first?.family)
    })
  }
  return { forbids, lookup }
}
