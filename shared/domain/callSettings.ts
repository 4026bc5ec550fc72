// Settings of the office that are about calls: where SIP listens and is seen from outside, what becomes of a transfer that nobody takes.
import { z } from 'zod'
import { transferBackStep } from './transfer.ts'

const addressOrName = z.union(
  [z.literal(''), z.ipv4(), z.ipv6(), z.hostname().max(253)],
  'an address such as 203.0.113.7, or a name such as office.example.com',
)

/** Networks that no router of the Internet forwards to: of private use (RFC 1918, 6598, 4193), of one link, and this computer itself. */
export const privateNetworks = [
  ...['127.0.0.0/8', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16', '100.64.0.0/10'],
  ...['::1/128', 'fc00::/7', 'fe80::/10'],
]

/** Where the managed Asterisk listens for desk phones and trunks, and how it is seen from outside. In force from the host's next start. */
export const sipSettings = {
  /** An IPv4 address of this computer, `0.0.0.0` for all of them; empty: as the host was started. */
  sipAddress: z.union([z.literal(''), z.ipv4()], 'an address such as 192.168.1.10').default(''),
  /** Where those outside the local networks send sound: the router's address, or its name; empty: to this computer's own. */
  externalMediaAddress: addressOrName.default(''),
  /** The same for SIP; empty: the one for sound. */
  externalSignalingAddress: addressOrName.default(''),
  /** The router's port that leads to ours for SIP over UDP and TCP; 0: the same number. */
  externalSignalingPort: z.int().min(0).max(65_535).default(0),
  /** Networks that reach this computer directly, as CIDR; none: `privateNetworks`. */
  localNetworks: z
    .array(z.union([z.cidrv4(), z.cidrv6()], 'a network such as 192.168.0.0/16'))
    .max(50)
    .default([]),
}

/** What may leave the house, whoever asks for it. */
export const outgoingSettings = {
  /** SIP addresses of other servers may be called. */
  sipAddresses: z.boolean().default(false),
  /** Outside calls of the whole office at most; 0 for any number. */
  outsidePerHour: z.int().min(0).max(100_000).default(500),
  outsidePerDay: z.int().min(0).max(1_000_000).default(4000),
  /** Into each foreign country, a day. */
  abroadPerDay: z.int().min(0).max(100_000).default(100),
  /** So many outside calls between 22:00 and 6:00 raise an alert; 0 for none. */
  nightCalls: z.int().min(0).max(100_000).default(20),
}

/** A transfer that nobody takes comes back. */
export const transferSettings = {
  /** How long the target is rung. */
  transferRingSeconds: z.int().min(5).max(120).default(20),
  /** How long a caller waits for a colleague who is on another call before they come back. */
  campOnSeconds: z.int().min(10).max(1800).default(120),
  /** How long each step of the way back is rung. */
  transferBackSeconds: z.int().min(5).max(120).default(20),
  /** The way back, in this order; at its end it begins anew, with music in between. */
  transferBack: z.array(transferBackStep).min(1).max(4).default(['transferor', 'queue', 'mailbox', 'reception']),
}
