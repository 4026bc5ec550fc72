// Trunks as pjsip.conf has them, and the endpoint by which SIP addresses are called.

import { TRUNK_VARIABLES } from './identity.ts'
import { section } from './section.ts'
import { transportOf } from './transports.ts'
import type { PbxConfig, PbxTrunk } from './types.ts'

/**
 * Whoever vanished without a BYE is gone within a minute: no sound for so long, s; longer while they hold the call, as some
 * send nothing then. Where both sides can, session timers find what is left.
 */
const GONE = { rtp_timeout: 60, rtp_timeout_hold: 300, timers: 'yes', timers_min_se: 90, timers_sess_expires: 600 }
/** The benchmarks' callers send no sound. */
export const gone = ({ bench }: PbxConfig) => (bench ? {} : GONE)

/** The endpoint by which SIP addresses are called: it has no credentials, and nobody is taken for it. */
const URI_ENDPOINT = 'sip-address'

/** What trunks and called SIP addresses have in common. Known by their address alone: anyone may write a name into From. */
const outsideEndpoint = (config: PbxConfig, codecs: readonly string[] = ['ulaw', 'alaw']) => ({
  type: 'endpoint',
  transport: 'transport-udp',
  identify_by: 'ip',
  disallow: 'all',
  allow: codecs.join(','),
  direct_media: false,
  dtmf_mode: 'rfc4733',
  rtp_symmetric: true,
  force_rport: true,
  rewrite_contact: true,
  allow_transfer: false,
  // A provider has no use for the name of whoever is talked to, which costs a re-INVITE a call.
  send_connected_line: false,
  ...gone(config),
})

/** The endpoint by which SIP addresses are called. */
export const addressEndpoint = (config: PbxConfig): string =>
  section(URI_ENDPOINT, { ...outsideEndpoint(config), context: 'nowhere' })

/** Asterisk dials no trunk that left an OPTIONS unanswered until it answers another: a hiccup costs no more than this, s. */
const usualQualifySeconds = 15

/** What the dialplan needs to know of a trunk, see `calledNumber` there. */
const trunkVariables = ({ username, trustIdentity = true, calledNumberIn = 'auto' }: PbxTrunk): string[] => [
  `${TRUNK_VARIABLES.calledNumberIn}=${calledNumberIn}`,
  `${TRUNK_VARIABLES.trusted}=${trustIdentity ? 1 : 0}`,
  ...(username ? [`${TRUNK_VARIABLES.contact}=${username}`] : []),
]

const hasPort = (host: string): boolean => /^(?:\[[^\]]+\]|[^:]+):\d+$/.test(host)
const withoutPort = (host: string): string => (hasPort(host) ? host.replace(/:\d+$/, '') : host)

/** The servers of a trunk, with their ports where these are not looked up. */
const serversOf = ({ host, port, srv, otherHosts = [] }: PbxTrunk): string[] =>
  [host, ...otherHosts].map((each) => (srv || hasPort(each) ? each : `${each}:${port}`))

// A semicolon begins a comment unless it is escaped.
const transportParameter = ({ transport = 'udp' }: PbxTrunk): string => (transport === 'udp' ? '' : `\\;transport=${transport}`)
const uriOf = (trunk: PbxTrunk, server: string): string => `sip:${server}${transportParameter(trunk)}`

/** Everything is sent there as it is, and nothing of it is rewritten on the way (loose routing, RFC 3261, 16.4). */
const proxyOf = (trunk: PbxTrunk): string | undefined =>
  trunk.outboundProxy && `sip:${trunk.outboundProxy}\\;lr${transportParameter(trunk)}`

/** Where the provider's calls come from, unless the office says so itself. */
const addressesOf = (trunk: PbxTrunk): string[] =>
  trunk.identifyAddresses.length > 0
    ? trunk.identifyAddresses
    : [...new Set([trunk.host, ...(trunk.otherHosts ?? []), ...(trunk.outboundProxy ? [trunk.outboundProxy] : [])])].map(
        withoutPort,
      )

/** A trunk's servers by the names that Asterisk has for them: a place each, as only places are tried in their order. */
export const placesOf = (trunk: PbxTrunk): { name: string; server: string }[] =>
  serversOf(trunk).map((server, at) => ({ name: `trunk-${trunk.id}${at === 0 ? '' : `-server${at + 1}`}`, server }))

/** A trunk's endpoint, where it is reached, by which addresses it is known, and how it signs in. */
export function trunkSections(trunk: PbxTrunk, config: PbxConfig): string {
  const id = `trunk-${trunk.id}`
  const signsIn = trunk.username !== undefined && trunk.password !== undefined
  const proxy = proxyOf(trunk)
  const places = placesOf(trunk)
  return [
    section(id, {
      ...endpointOf(trunk, config),
      aors: places.map(({ name }) => name).join(','),
      outbound_auth: signsIn ? id : undefined,
      outbound_proxy: proxy,
      set_var: trunkVariables(trunk),
    }),
    ...places.map(({ name, server }) =>
      section(name, {
        type: 'aor',
        contact: uriOf(trunk, server),
        qualify_frequency: trunk.qualifySeconds ?? usualQualifySeconds,
        outbound_proxy: proxy,
      }),
    ),
    section(`${id}-identify`, { type: 'identify', endpoint: id, match: addressesOf(trunk) }),
    signsIn ? accountOf(trunk, id) : '',
    ...(trunk.register && signsIn ? registrationsOf(trunk).map((each) => registration(trunk, id, each)) : []),
  ].join('')
}

function endpointOf(trunk: PbxTrunk, config: PbxConfig) {
  const { identityHeader = 'pai', sessionTimers = 'yes', sessionSeconds = GONE.timers_sess_expires } = trunk
  return {
    ...outsideEndpoint(config, trunk.codecs),
    ...(config.bench ? {} : { timers: sessionTimers, timers_sess_expires: sessionSeconds }),
    transport: transportOf(trunk),
    context: 'from-trunk',
    dtmf_mode: trunk.dtmf ?? 'rfc4733',
    media_encryption: trunk.srtp ? 'sdes' : undefined,
    trust_id_inbound: trunk.trustIdentity ?? true,
    // Of a caller who withholds the number the provider gets the office's own, marked as private (RFC 3325).
    trust_id_outbound: true,
    send_pai: identityHeader === 'pai' ? true : undefined,
    send_rpid: identityHeader === 'rpid' ? true : undefined,
    from_user: trunk.fromUser,
    from_domain: trunk.fromDomain,
  }
}

const accountOf = ({ username, authUsername, password, realm }: PbxTrunk, id: string): string =>
  section(id, { type: 'auth', auth_type: 'digest', username: authUsername ?? username, password, realm })

/** A registration with one of the provider's servers: what it is called in Asterisk, and as whom the trunk registers there. */
export type TrunkSignIn = { name: string; clientUri: string; serverUri: string }

/** Where a trunk registers. */
export const registrationsOf = (trunk: PbxTrunk): TrunkSignIn[] =>
  serversOf(trunk).map((server, at) => ({
    name: `trunk-${trunk.id}-registration${at === 0 ? '' : at + 1}`,
    clientUri: `sip:${trunk.username}@${server}`,
    serverUri: uriOf(trunk, server),
  }))

function registration(trunk: PbxTrunk, id: string, { name, clientUri, serverUri }: TrunkSignIn): string {
  return section(name, {
    type: 'registration',
    transport: transportOf(trunk),
    outbound_auth: id,
    outbound_proxy: proxyOf(trunk),
    server_uri: serverUri,
    client_uri: clientUri,
    contact_user: trunk.username,
    expiration: trunk.registerSeconds ?? 3600,
    // Whatever the provider answers once (480, 404, 403, a 401 repeated) may be over soon: Asterisk gives up for good otherwise.
    retry_interval: 30,
    forbidden_retry_interval: 120,
    fatal_retry_interval: 120,
    auth_rejection_permanent: false,
    max_retries: 1_000_000,
    // An office has few trunks: they need not be spread over ten seconds.
    max_random_initial_delay: 1,
    line: true,
    endpoint: id,
  })
}
