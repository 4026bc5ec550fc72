// A trunk: the way to the public telephone network that a provider gives.
import { z } from 'zod'
import { pbxContext } from './guest.ts'
import { id } from './id.ts'

export const calledNumberIn = z.enum(['auto', 'requestUri', 'to', 'calledParty', 'diversion', 'historyInfo'])
export type CalledNumberIn = z.infer<typeof calledNumberIn>

/** How SIP gets there. */
export const trunkTransport = z.enum(['udp', 'tcp', 'tls'])
export type TrunkTransport = z.infer<typeof trunkTransport>

/** Codecs that can be had, in the order in which they are offered where nothing else is said. */
export const trunkCodec = z.enum(['alaw', 'ulaw', 'g722', 'opus', 'gsm'])
export type TrunkCodec = z.infer<typeof trunkCodec>

/** `rfc4733`: as events in RTP · `inband`: as tones · `info`: SIP INFO · `auto`: events where the provider can, else tones. */
export const dtmfMode = z.enum(['rfc4733', 'auto', 'info', 'inband'])
export type DtmfMode = z.infer<typeof dtmfMode>

/** RFC 4028. `required`: a call without them is refused. */
export const sessionTimers = z.enum(['yes', 'no', 'required'])
export type SessionTimers = z.infer<typeof sessionTimers>

/** The header beside From in which the office's number is sent: P-Asserted-Identity, Remote-Party-ID, none. */
export const identityHeader = z.enum(['pai', 'rpid', 'none'])
export type IdentityHeader = z.infer<typeof identityHeader>

/** How a provider writes numbers: as they are dialled · `+4930…` · `4930…` · `004930…` · as they are dialled at home, `030…`. */
export const numberFormat = z.enum(['asIs', 'plus', 'digits', 'zeros', 'national'])
export type NumberFormat = z.infer<typeof numberFormat>

/**
 * `provider`: an account that Cordboard’s own Asterisk uses. On an Asterisk that others run, which has its trunks already: `dialplan`: numbers
 * go its own way out, as its phones dial them · `endpoint`: by that one of its PJSIP endpoints.
 */
export const trunkKind = z.enum(['provider', 'dialplan', 'endpoint'])
export type TrunkKind = z.infer<typeof trunkKind>

const host = z.string().regex(/^[A-Za-z0-9.:_[\]-]{1,255}$/, 'a name or address of a server')
/** A PJSIP endpoint’s name, as it may stand in a dial string. */
export const pjsipEndpoint = z.string().regex(/^[A-Za-z0-9_.+-]{1,79}$/, 'the name of an endpoint there')
/** May stand in a URI and in Asterisk's files as it is. */
const userPattern = /^[A-Za-z0-9+._~*-]{1,64}$/

export const trunk = z.object({
  id,
  name: z.string().min(1).max(80),
  kind: trunkKind.default('provider'),
  /** Of a `dialplan` one: where its phones dial. */
  context: pbxContext.optional(),
  /** Of an `endpoint` one: its name there. */
  endpoint: pjsipEndpoint.optional(),
  /** Of a `provider` one. */
  host: z.string().max(255).default(''),
  port: z.int().min(1).max(65535).default(5060),
  /** The name's SRV records say servers and ports; `port` counts for nothing then. */
  srv: z.boolean().default(false),
  /** Further servers of the provider, tried in their order while those before answer no OPTIONS. */
  otherHosts: z.array(host).max(5).default([]),
  transport: trunkTransport.default('udp'),
  /** Sound is encrypted, or there is no call (SDES). With TLS only: the keys stand in the SIP messages. */
  srtp: z.boolean().default(false),
  /** Whether the provider's TLS certificate must be one that this computer trusts. */
  verifyCertificate: z.boolean().default(true),
  /** What all SIP is sent through: a server, with `:port` where it is not the usual one. */
  outboundProxy: host.optional(),
  username: z.string().optional(),
  password: z.string().optional(),
  /** With which the password is used, where that is not the user name. */
  authUsername: z.string().max(128).optional(),
  /** Realm that the password answers to; absent: any that the provider's server names. */
  realm: z.string().max(128).optional(),
  register: z.boolean().default(false),
  /** For how long it registers at a time, s. */
  registerSeconds: z.int().min(60).max(86_400).default(3600),
  identifyAddresses: z.array(z.string()).default([]),
  /** How often the provider is asked by OPTIONS whether it is there, s; 0: never. */
  qualifySeconds: z.int().min(0).max(3600).default(15),
  codecs: z.array(trunkCodec).min(1).default(['ulaw', 'alaw']),
  dtmf: dtmfMode.default('rfc4733'),
  sessionTimers: sessionTimers.default('yes'),
  /** After so long each is renewed, s. */
  sessionSeconds: z.int().min(90).max(7200).default(600),
  /** Calls at once, in and out together; 0: any number. */
  maxCalls: z.int().min(0).max(1000).default(0),
  /** How numbers that are called, and the number shown, are sent. A rule that strips digits goes first. */
  numbersOut: numberFormat.default('asIs'),
  /** How callers' numbers come. */
  numbersIn: numberFormat.default('asIs'),
  /** `{number}` is replaced by the digits of the number. */
  dialFormat: z.string().default('{number}'),
  callerId: z.string().default(''),
  identityHeader: identityHeader.default('pai'),
  /** What stands before the `@` in From instead of the number shown. */
  fromUser: z.string().regex(userPattern, 'letters, digits and + . _ ~ * -').optional(),
  /** What stands behind it instead of this computer's address. */
  fromDomain: host.optional(),
  emergency: z.boolean().default(false),
  /** Whether the number that the provider's network asserts (P-Asserted-Identity, Remote-Party-ID) counts before the caller's own From. */
  trustIdentity: z.boolean().default(true),
  /** Where the number of ours that was dialled stands. `auto`: in the Request-URI, and in P-Called-Party-ID or To where that is our registered name. */
  calledNumberIn: calledNumberIn.default('auto'),
})
export type Trunk = z.infer<typeof trunk>

/** What a trunk of its kind cannot be without. */
export const trunkNeeds: Record<TrunkKind, 'host' | 'context' | 'endpoint'> = {
  provider: 'host',
  dialplan: 'context',
  endpoint: 'endpoint',
}

/** One that has what its kind needs. */
export const wholeTrunk = trunk.superRefine((given, { addIssue }) => {
  const needed = trunkNeeds[given.kind]
  if (!given[needed])
    addIssue({ code: 'too_small', minimum: 1, origin: 'string', inclusive: true, path: [needed], message: needed })
})

/** Where on an Asterisk that others run its calls leave; null for a provider’s of our own. */
export type TrunkThere = { context: string } | { endpoint: string }

export function thereOf({ kind, context, endpoint }: Pick<Trunk, 'kind' | 'context' | 'endpoint'>): TrunkThere | null {
  if (kind === 'dialplan' && context) return { context }
  return kind === 'endpoint' && endpoint ? { endpoint } : null
}

/** Whether the trunk can be used with the Asterisk that the office has. */
export const usableOn = ({ kind }: Pick<Trunk, 'kind'>, pbx: 'managed' | 'external' | 'demo'): boolean =>
  pbx === 'demo' || (kind === 'provider') === (pbx === 'managed')
