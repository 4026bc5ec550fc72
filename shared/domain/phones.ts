// Desk phones that the office sets up: what each is, what it was given, and those that were found on the network.
import { z } from 'zod'
import { phoneMaker } from '../provisioning/template.ts'
import { extensionNumber } from './extensionNumber.ts'
import { id } from './id.ts'

/** 12 lower-case hexadecimal digits. */
export const mac = z.string().regex(/^[0-9a-f]{12}$/, 'a MAC has 12 hexadecimal digits')

export const deskPhone = z.object({
  id,
  maker: phoneMaker,
  /** Empty for a softphone, which has none. */
  mac: z.union([mac, z.literal('')]),
  /** As its maker calls it; empty where that does not matter. */
  model: z
    .string()
    .trim()
    .max(40)
    .regex(/^[\w .+-]*$/, 'letters, digits, spaces and dashes')
    .default(''),
  extension: extensionNumber,
  /** How it speaks SIP; with TLS its sound is encrypted, too (SRTP). */
  transport: z.enum(['udp', 'tcp', 'tls']).default('udp'),
  /** Extensions that its lamps show, in the order of its keys. */
  lamps: z.array(extensionNumber).max(60).default([]),
  /** A key by which the operator of the extension logs in and out. */
  loginKey: z.boolean().default(true),
})
export type DeskPhone = z.infer<typeof deskPhone>

/** A MAC as it is printed on a phone (`00:15:65:AA:BB:CC`, `00-15-65…`, `0015.65aa.bbcc`) as we keep it; as it is where it is none. */
export function readMac(text: string): string {
  const plain = text
    .trim()
    .replace(/[\s:.-]/g, '')
    .toLowerCase()
  return /^[0-9a-f]{12}$/.test(plain) ? plain : text.trim()
}

/** As people read it: `00:15:65:AA:BB:CC`. */
export const shownMac = (value: string): string => value.toUpperCase().replace(/(..)(?=.)/g, '$1:')

/** Why a phone did not get its settings. */
export const phoneProblem = z.enum(['notHttps', 'noCode', 'wrongCode', 'codeUsed', 'codeOver', 'otherMaker', 'otherPhone'])
export type PhoneProblem = z.infer<typeof phoneProblem>

/** What is known of a phone. Times are epoch ms. */
export const phoneState = z.object({
  id: z.string(),
  /** What it shows once to get its settings; null where none waits to be used. */
  code: z.string().nullable(),
  codeUntil: z.number().nullable(),
  /** What is entered in the phone, with the code; empty where none waits. */
  address: z.string(),
  fetchedAt: z.number().nullable(),
  /** Where from. */
  fetchedFrom: z.string(),
  /** As it calls itself. */
  seenModel: z.string(),
  firmware: z.string(),
  /** Whether what it fetched is what it would be given now. */
  current: z.boolean(),
  /** The last time that it asked and got nothing; null after it got its settings. */
  problem: phoneProblem.nullable(),
  problemAt: z.number().nullable(),
  problemFrom: z.string(),
})
export type PhoneState = z.infer<typeof phoneState>

/** A phone that looked for its settings on the network, and is none of the office's yet. */
export const foundPhone = z.object({
  mac,
  maker: phoneMaker,
  model: z.string(),
  firmware: z.string(),
  address: z.string(),
  at: z.number(),
})
export type FoundPhone = z.infer<typeof foundPhone>

/** Why no phone can be set up: `guest` has its phones in its own Asterisk; the demo has none; phones fetch by HTTPS; SIP is on this computer only. */
export const phonesLack = z.enum(['guest', 'demo', 'https', 'sip'])

export const phonesOverview = z.object({
  lacks: phonesLack.nullable(),
  /** The folder that all phones look in, where they are asked for the code: `https://192.0.2.7:7080/provision/`; empty without HTTPS. */
  folder: z.string(),
  /** Whether phones know the issuer of the certificate by themselves. */
  trusted: z.boolean(),
  /** Whether phones that look for their settings on the network are heard. */
  listening: z.boolean(),
  phones: z.array(phoneState),
  found: z.array(foundPhone),
})
export type PhonesOverview = z.infer<typeof phonesOverview>
