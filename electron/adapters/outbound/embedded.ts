// IPv6 addresses that carry an IPv4 one: a router or the kernel itself may take a packet for them to that IPv4 address.
import { isIPv6 } from 'node:net'

/** The address without its zone (`%eth0`). */
export const withoutZone = (address: string): string => address.replace(/%.*$/, '')

/** The 16 bytes of a valid IPv6 address, its zone taken off. */
function bytesOf(address: string): number[] {
  // A URL's parser writes the dotted tail of `::ffff:1.2.3.4` as two groups.
  const plain = new URL(`http://[${address}]/`).hostname.slice(1, -1)
  const [head = '', tail] = plain.split('::')
  const groups = (text: string) => (text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16)))
  const [left, right] = [groups(head), tail === undefined ? [] : groups(tail)]
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => 0)
  return [...left, ...zeros, ...right].flatMap((group) => [group >> 8, group & 255])
}

/** Where the four bytes stand under a prefix of 48, 56, 64 and 96 bits: byte 8 is left out. */
const localNat64 = [
  [6, 7, 9, 10],
  [7, 9, 10, 11],
  [9, 10, 11, 12],
  [12, 13, 14, 15],
] as const

const dotted = (bytes: readonly number[]): string => bytes.join('.')

/**
 * The IPv4 addresses in an IPv6 one: mapped and compatible (RFC 4291), NAT64 (RFC 6052, RFC 8215: at each place the prefix
 * lengths allow), 6to4 (RFC 3056), Teredo (RFC 4380: server and, inverted, client). None for other addresses.
 */
export function embeddedIPv4(address: string): string[] {
  if (!isIPv6(address)) return []
  const bytes = bytesOf(address)
  const starts = (...prefix: number[]) => prefix.every((byte, i) => bytes[i] === byte)
  const at = (from: number) => dotted(bytes.slice(from, from + 4))
  const zeros = (count: number) => bytes.slice(0, count).every((byte) => byte === 0)
  if (zeros(10) && bytes[10] === 255 && bytes[11] === 255) return [at(12)]
  if (zeros(12)) return zeros(15) ? [] : [at(12)]
  // Translated (RFC 2765): ::ffff:0:a.b.c.d
  if (zeros(8) && bytes[8] === 255 && bytes[9] === 255 && bytes[10] === 0 && bytes[11] === 0) return [at(12)]
  if (starts(0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0)) return [at(12)]
  if (starts(0x00, 0x64, 0xff, 0x9b, 0x00, 0x01)) return localNat64.map((places) => dotted(places.map((i) => bytes[i] ?? 0)))
  if (starts(0x20, 0x02)) return [at(2)]
  if (starts(0x20, 0x01, 0, 0)) return [at(4), dotted(bytes.slice(12).map((byte) => byte ^ 255))]
  return []
}
