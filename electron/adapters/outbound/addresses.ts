// Which addresses the host's own requests may reach: never those behind which clouds keep their machines' credentials, never a
// port of the host itself, and, where the office wants it, only the networks it lists.
import { type LookupAddress, lookup as resolve } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { networkInterfaces } from 'node:os'
import { embeddedIPv4, withoutZone } from './embedded.ts'

const forbidden = new BlockList()
forbidden.addSubnet('169.254.0.0', 16, 'ipv4')
forbidden.addSubnet('fe80::', 10, 'ipv6')
// Metadata services that are not link-local: Alibaba, Oracle, Azure; AWS and Google over IPv6.
for (const address of ['100.100.100.200', '192.0.0.192', '168.63.129.16']) forbidden.addAddress(address, 'ipv4')
for (const address of ['fd00:ec2::254', 'fd20:ce::254']) forbidden.addAddress(address, 'ipv6')

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('0.0.0.0', 'ipv4')
loopback.addAddress('::1', 'ipv6')
loopback.addAddress('::', 'ipv6')

/** The networks of an allow-list as CIDR, read anew at each connection; empty allows all but the forbidden ones. */
export type Networks = () => readonly string[]
/** TCP ports that the host and its Asterisk listen on. */
export type OwnPorts = () => readonly number[]

/** The host is, or resolves to, an address that requests may not reach. */
export class ForbiddenAddress extends Error {
  readonly code = 'FORBIDDEN_ADDRESS'
  constructor(host: string) {
    super(`${host} is an address that requests may not go to (link-local, this host itself, or outside the allowed networks).`)
    this.name = 'ForbiddenAddress'
  }
}

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

/** Whether the address leads back to this computer. */
function isOwn(address: string): boolean {
  if (inside(loopback, address)) return true
  return Object.values(networkInterfaces()).some((found) => found?.some((own) => withoutZone(own.address) === address))
}

export type NetworkGuard = {
  /** Whether a literal address (IPv6 with or without brackets) is off limits on that port; names are judged when they are resolved. */
  forbids(host: string, port?: number): boolean
  /** `dns.lookup` for connections to that port; fails with ForbiddenAddress, so that a name cannot smuggle such an address in after it was checked. */
  lookupFor(port: number): LookupFunction
}

/** Judges addresses by the fixed lists, the host's own ports and the office's networks; an IPv6 address that carries an IPv4 one by both. */
export function networkGuard(networks: Networks = () => [], ownPorts: OwnPorts = () => []): NetworkGuard {
  const judge = (address: string, port: number | undefined) => {
    const allowed = networks()
    if (inside(forbidden, address)) return true
    if (port !== undefined && ownPorts().includes(port) && isOwn(address)) return true
    return allowed.length > 0 && !inside(listOf(allowed), address)
  }
  const forbids = (host: string, port?: number) => {
    const address = withoutZone(host.replace(/^\[|\]$/g, ''))
    if (isIP(address) === 0) return false
    return [address, ...embeddedIPv4(address)].some((each) => judge(each, port))
  }
  return { forbids, lookupFor: (port) => lookupBy((address) => forbids(address, port)) }
}

/** `dns.lookup` that fails for a name any of whose addresses is forbidden. */
function lookupBy(forbids: (address: string) => boolean): LookupFunction {
  return (host, options, done) =>
    resolve(host, { ...options, all: true }, (error, found: LookupAddress[]) => {
      const bad = error ? undefined : found.find((entry) => forbids(entry.address))
      if (error || bad) return done(error ?? new ForbiddenAddress(host), options.all ? [] : '')
      const first = found[0]
      if (options.all) done(null, found)
      else done(null, first?.address ?? '', first?.family)
    })
}

/** The port a web address means. */
export const portOf = (url: Pick<URL, 'port' | 'protocol'>): number =>
  url.port ? Number(url.port) : /^(https|wss):$/.test(url.protocol) ? 443 : 80
