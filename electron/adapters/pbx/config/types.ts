// The one typed input from which a complete Asterisk configuration is written.

import { createHash } from 'node:crypto'
import type { Trunk } from '../../../../shared/domain/office.ts'
import { PbxError } from '../errors.ts'

export interface PbxExtension {
  /** 2 to 6 digits; PJSIP endpoints are `<number>` (desk phone) and `<number>-web` (softphone). */
  number: string
  name: string
  /** HA1 of user `<number>`, see {@link ha1}. Absent: no desk phone may register. */
  deskHa1?: string
  /** HA1 of user `<number>-web`. Absent: no softphone may register. */
  webHa1?: string
  mailbox?: string
  /** An operator's: its login key has a lamp. */
  operator?: boolean
  /** A desk phone of it speaks SIP over TLS, so that its sound may be encrypted. */
  deskSrtp?: boolean
}

/** A trunk as the configuration needs it: whatever is left out is as `trunk` (shared/domain/trunk.ts) says where nothing is said. */
export interface PbxTrunk
  extends Partial<
    Pick<
      Trunk,
      | 'srv'
      | 'otherHosts'
      | 'transport'
      | 'srtp'
      | 'verifyCertificate'
      | 'outboundProxy'
      | 'username'
      | 'password'
      | 'authUsername'
      | 'realm'
      | 'register'
      | 'registerSeconds'
      | 'qualifySeconds'
      | 'dtmf'
      | 'sessionTimers'
      | 'sessionSeconds'
      | 'identityHeader'
      | 'fromUser'
      | 'fromDomain'
      | 'trustIdentity'
      | 'calledNumberIn'
    >
  > {
  id: string
  host: string
  port: number
  /** Addresses whose calls belong to this trunk; empty: the host's. */
  identifyAddresses: string[]
  codecs?: string[]
  /** Of the office, as this trunk wants it: what an emergency call shows, so that it can be called back. Absent: the extension. */
  officeNumber?: string
}

/** What SIP over TLS needs, for trunks. */
export interface SipTls {
  /** Where a provider's certificate is checked, and where it is not. */
  ports: { checked: number; unchecked: number }
  /** PEM. */
  certificate: string
  key: string
  /** PEM of the issuers that are trusted. */
  issuers: string
}

/** How those beyond the office's router see it; what is left out is not rewritten. */
export interface PbxOutside {
  /** Address or name for sound. */
  mediaAddress?: string
  /** Address or name for SIP. */
  signalingAddress?: string
  /** UDP and TCP port for SIP; absent: the one that it listens on. */
  signalingPort?: number
  /** Networks (CIDR) that reach this computer directly, this computer among them. */
  localNetworks: string[]
  /** Names of these that do not resolve now: not used, as Asterisk would write `(null)` in their place. */
  lacking?: string[]
}

export interface PbxPorts {
  /** ARI and the softphones' WebSocket. */
  http: number
  /** SIP over UDP. */
  sip: number
  rtpStart: number
  rtpEnd: number
}

/** Where ARI and the softphones' WebSocket listen: never anywhere else, as whoever reaches ARI has the whole telephone system. */
export const CONTROL_ADDRESS = '127.0.0.1'

export type PbxMailbox = { number: string; extension?: string; maxSeconds?: number }

/** What telephones are told of a mailbox's new messages (RFC 3842); not that of Asterisk's own voicemail, which counts its own. */
export const MWI_CONTEXT = 'cordboard'

export interface PbxConfig {
  /** Where SIP listens for desk phones and trunks. */
  bindAddress: string
  ports: PbxPorts
  /** Stasis application. */
  app: string
  ariUser: string
  ariPassword: string
  extensions: PbxExtension[]
  trunks: PbxTrunk[]
  /** How desk phones speak SIP beside UDP. */
  phoneTransports?: ('udp' | 'tcp' | 'tls')[]
  emergency: { numbers: string[]; trunk?: string }
  /** Extensions rung while the host is down. */
  reception: string[]
  /** `maxSeconds`: the longest message; absent: 300. */
  mailboxes: PbxMailbox[]
  tls?: { cert: string; key: string; port: number }
  /** Absent where no trunk uses TLS. */
  sipTls?: SipTls
  /** Absent where the office is not behind a router, or only telephones and providers reach it that it reaches, too. */
  outside?: PbxOutside
  /** Contexts and a queue used as peers by the benchmarks. */
  bench?: boolean
}

/** SIP realm of all digests. */
export const REALM = 'cordboard'

/** HA1 of RFC 2617: MD5 of `user:realm:password`, in hex. As secret as the password itself. */
export function ha1(user: string, password: string, realm: string = REALM): string {
  return createHash('md5').update(`${user}:${realm}:${password}`).digest('hex')
}

const NAME = /^[A-Za-z0-9_.:-]{1,64}$/
const CHECKS: [what: string, pattern: RegExp, values: (config: PbxConfig) => (string | undefined)[]][] = [
  ['application, user', NAME, (c) => [c.app, c.ariUser]],
  ['ARI password', /^[\x21-\x3a\x3c-\x7e]{8,128}$/, (c) => [c.ariPassword]],
  ['extension', /^\d{2,6}$/, (c) => [...c.extensions.map((e) => e.number), ...c.reception]],
  ['HA1', /^[0-9a-f]{32}$/, (c) => c.extensions.flatMap((e) => [e.deskHa1, e.webHa1])],
  ['trunk id', NAME, (c) => [...c.trunks.map((t) => t.id), c.emergency.trunk]],
  [
    'host or address',
    /^[A-Za-z0-9.:_/[\]-]{1,255}$/,
    (c) => [
      ...[c.bindAddress, c.outside?.mediaAddress, c.outside?.signalingAddress, ...(c.outside?.localNetworks ?? [])],
      ...c.trunks.flatMap((t) => [
        ...[t.host, ...t.identifyAddresses, ...(t.otherHosts ?? [])],
        ...[t.outboundProxy, t.fromDomain],
      ]),
    ],
  ],
  ['realm', /^[^\s;"]{1,128}$/, (c) => c.trunks.map((t) => t.realm)],
  ['trunk credential', /^[^\s;]{1,128}$/, (c) => c.trunks.flatMap((t) => [t.username, t.password, t.authUsername])],
  ['user of From', /^[A-Za-z0-9+._~*-]{1,64}$/, (c) => c.trunks.map((t) => t.fromUser)],
  ['codec', /^[a-z0-9]{2,16}$/, (c) => c.trunks.flatMap((t) => t.codecs ?? [])],
  ['number of the office', /^\+?\d{1,32}$/, (c) => c.trunks.map((t) => t.officeNumber)],
  ['emergency number', /^\d{2,6}$/, (c) => c.emergency.numbers],
  ['mailbox', NAME, (c) => c.mailboxes.map((m) => m.number)],
]

/** Throws PBX_CONFIG for a value which would not mean in Asterisk's files what it says; nothing may smuggle in a line. */
export function validatePbxConfig(config: PbxConfig): void {
  for (const [what, pattern, values] of CHECKS) {
    for (const value of values(config)) {
      if (value !== undefined && !pattern.test(value))
        throw new PbxError('PBX_CONFIG', `Not a valid ${what}: ${JSON.stringify(value)}`)
    }
  }
  const bare = config.sipTls ? undefined : config.trunks.find(({ transport }) => transport === 'tls')
  if (!config.sipTls && config.phoneTransports?.includes('tls'))
    throw new PbxError('PBX_CONFIG', 'Desk phones need a certificate for TLS')
  if (bare) throw new PbxError('PBX_CONFIG', `Trunk ${bare.id} needs a certificate for TLS`)
  const trunks = new Set(config.trunks.map((trunk) => trunk.id))
  if (config.emergency.trunk && !trunks.has(config.emergency.trunk)) {
    throw new PbxError('PBX_CONFIG', `Emergency calls go through trunk ${config.emergency.trunk}, which does not exist`)
  }
}
