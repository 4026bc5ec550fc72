// Settings of the office that are about calls: where SIP listens, what becomes of a transfer that nobody takes.
import { z } from 'zod'
import { transferBackStep } from './transfer.ts'

/** Where the managed Asterisk listens for desk phones and trunks. */
export const sipSettings = {
  /** An IPv4 address of this computer, `0.0.0.0` for all of them; empty: as the host was started. In force from the host's next start. */
  sipAddress: z.union([z.literal(''), z.ipv4()], 'an address such as 192.168.1.10').default(''),
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
  /** How long each step of the way back is rung. */
  transferBackSeconds: z.int().min(5).max(120).default(20),
  /** The way back, in this order; at its end it begins anew, with music in between. */
  transferBack: z.array(transferBackStep).min(1).max(4).default(['transferor', 'queue', 'mailbox', 'reception']),
}
