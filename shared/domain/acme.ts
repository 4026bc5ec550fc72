// A certificate for a public name, ordered and renewed by itself (ACME, RFC 8555).
import { z } from 'zod'
import { mailAddress } from './mail.ts'

/** Let's Encrypt's. */
export const defaultDirectory = 'https://acme-v02.api.letsencrypt.org/directory'

/** How the issuer finds out that a name is this host's: by HTTP (RFC 8555, 8.3) or within TLS (RFC 8737). */
export const acmeChallenge = z.enum(['http-01', 'tls-alpn-01'])
export type AcmeChallenge = z.infer<typeof acmeChallenge>

const publicName = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/, 'a name such as office.example.com')

export const acmeSettings = z.object({
  enabled: z.boolean().default(false),
  /** The first is the console's address. */
  names: z.array(publicName).max(20).default([]),
  /** Where the issuer may write to; empty: nowhere. */
  email: z.union([z.literal(''), mailAddress]).default(''),
  directory: z
    .url({ protocol: /^https$/, error: 'a web address that begins with https' })
    .max(500)
    .default(defaultDirectory),
  /** To what the issuer calls its terms of service. */
  termsAgreed: z.boolean().default(false),
  challenge: acmeChallenge.default('http-01'),
  /** The port of this computer to which port 80 (http-01) or 443 (tls-alpn-01) of the names leads. */
  port: z.int().min(1).max(65_535).default(80),
})
export type AcmeSettings = z.infer<typeof acmeSettings>

/** Why a certificate was not issued: a console has a sentence for each. */
export const acmeProblem = z.enum([
  /** The directory does not answer, or is none. */
  'unreachable',
  'notAcme',
  'terms',
  'contact',
  'externalAccount',
  'rateLimited',
  /** The name, as the issuer sees it. */
  'rejectedName',
  'dns',
  'caa',
  /** The issuer did not get through to this host; something else answered there. */
  'connection',
  'wrongAnswer',
  'tls',
  /** The port of this computer. */
  'portTaken',
  'portForbidden',
  /** What was issued cannot be used. */
  'unusable',
  'server',
  'unknown',
])
export type AcmeProblem = z.infer<typeof acmeProblem>

export const acmeState = z.object({
  settings: acmeSettings,
  /** An order is under way. */
  working: z.boolean(),
  /** The last try, where it failed; `detail`: what the issuer said, in its words. */
  failed: z.object({ problem: acmeProblem, detail: z.string(), at: z.number() }).nullable(),
  /** When it is tried next, or renewed, epoch ms; null where nothing is ordered. */
  nextAt: z.number().nullable(),
})
export type AcmeState = z.infer<typeof acmeState>
