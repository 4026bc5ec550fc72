// pjsip.conf: transports, phones, softphones and trunks.

import { TRUNK_VARIABLES } from './identity.ts'
import { displayName, section } from './section.ts'
import { type PbxConfig, type PbxExtension, type PbxTrunk, REALM } from './types.ts'

// IP comes before the user name: a trunk's address must never be one that phones use too.
const GLOBAL = { type: 'global', user_agent: 'Cordboard', default_realm: REALM, endpoint_identifier_order: 'ip,username' }

const PHONE = {
  type: 'endpoint',
  context: 'from-phone',
  subscribe_context: 'hints',
  allow_subscribe: true,
  direct_media: false,
  dtmf_mode: 'rfc4733',
  rtp_symmetric: true,
  force_rport: true,
  rewrite_contact: true,
  notify_early_inuse_ringing: true,
}

/** The endpoint by which SIP addresses are called: it has no credentials, and nobody is taken for it. */
export const URI_ENDPOINT = 'sip-address'

/**
 * Whoever vanished without a BYE is gone within a minute: no sound for so long, s; longer while they hold the call, as some
 * send nothing then. Where both sides can, session timers find what is left.
 */
const GONE = { rtp_timeout: 60, rtp_timeout_hold: 300, timers: 'yes', timers_min_se: 90, timers_sess_expires: 600 }
/** The benchmarks' callers send no sound. */
const gone = ({ bench }: PbxConfig) => (bench ? {} : GONE)

/** The whole of pjsip.conf. */
export function pjsipConf(config: PbxConfig): string {
  const { bindAddress, ports } = config
  return [
    section('global', GLOBAL),
    section('transport-udp', { type: 'transport', protocol: 'udp', bind: `${bindAddress}:${ports.sip}` }),
    section('transport-ws', { type: 'transport', protocol: 'ws', bind: `${bindAddress}:${ports.http}` }),
    config.tls ? section('transport-wss', { type: 'transport', protocol: 'wss', bind: `${bindAddress}:${config.tls.port}` }) : '',
    section(
      'desk-phone',
      { ...PHONE, ...gone(config), transport: 'transport-udp', disallow: 'all', allow: 'g722,ulaw,alaw' },
      '!',
    ),
    section(
      'web-phone',
      { ...PHONE, webrtc: true, timers: false, rtp_timeout: 60, disallow: 'all', allow: 'opus,ulaw,alaw' },
      '!',
    ),
    ...config.extensions.map(phones),
    ...config.trunks.map((each) => trunk(each, config)),
    section(URI_ENDPOINT, { ...outsideEndpoint(config), context: 'nowhere' }),
  ].join('')
}

/**
 * Phones crash and come back from another port without saying goodbye: what they left behind gives way to who registers, first what
 * answers no more, then what ends soonest. So many that a phone in a restart loop is found gone (after `qualify_frequency` and 3 s)
 * before it drives out a living one; and none stays longer than ten minutes after its phone.
 */
const severalPhones = { max_contacts: 20, remove_existing: true, remove_unavailable: true, maximum_expiration: 600 }
const onePhone = { max_contacts: 1, remove_existing: true, remove_unavailable: true }

function phones(extension: PbxExtension): string {
  const { number } = extension
  const desk = extension.deskHa1 ? phone(extension, number, 'desk-phone', extension.deskHa1, severalPhones) : ''
  const web = extension.webHa1 ? phone(extension, `${number}-web`, 'web-phone', extension.webHa1, onePhone) : ''
  return desk + web
}

function phone(
  extension: PbxExtension,
  id: string,
  template: string,
  digest: string,
  aor: Record<string, number | boolean>,
): string {
  const callerid = `"${displayName(extension.name)}" <${extension.number}>`
  return [
    section(id, { auth: id, aors: id, callerid }, template),
    section(id, { type: 'auth', auth_type: 'digest', username: id, realm: REALM, password_digest: `MD5:${digest}` }),
    section(id, { type: 'aor', qualify_frequency: 15, ...aor }),
  ].join('')
}

/** Asterisk dials no trunk that left an OPTIONS unanswered until it answers another: a hiccup costs no more than this, s. */
const trunkQualifySeconds = 15

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

/** What the dialplan needs to know of a trunk, see `calledNumber` there. */
const trunkVariables = ({ username, trustIdentity = true, calledNumberIn = 'auto' }: PbxTrunk): string[] => [
  `${TRUNK_VARIABLES.calledNumberIn}=${calledNumberIn}`,
  `${TRUNK_VARIABLES.trusted}=${trustIdentity ? 1 : 0}`,
  ...(username ? [`${TRUNK_VARIABLES.contact}=${username}`] : []),
]

function trunk(trunk: PbxTrunk, config: PbxConfig): string {
  const id = `trunk-${trunk.id}`
  const uri = `sip:${trunk.host}:${trunk.port}`
  const signsIn = trunk.username !== undefined && trunk.password !== undefined
  return [
    section(id, {
      ...outsideEndpoint(config, trunk.codecs),
      context: 'from-trunk',
      aors: id,
      outbound_auth: signsIn ? id : undefined,
      trust_id_inbound: trunk.trustIdentity ?? true,
      // Of a caller who withholds the number the provider gets the office's own, marked as private (RFC 3325).
      trust_id_outbound: true,
      send_pai: true,
      set_var: trunkVariables(trunk),
    }),
    section(id, { type: 'aor', contact: uri, qualify_frequency: trunkQualifySeconds }),
    section(`${id}-identify`, {
      type: 'identify',
      endpoint: id,
      match: trunk.identifyAddresses.length ? trunk.identifyAddresses : [trunk.host],
    }),
    signsIn
      ? section(id, { type: 'auth', auth_type: 'digest', username: trunk.username, password: trunk.password, realm: trunk.realm })
      : '',
    trunk.register && signsIn ? registration(trunk, id, uri) : '',
  ].join('')
}

/** What a trunk's registration is called in Asterisk. */
export const registrationName = ({ id }: Pick<PbxTrunk, 'id'>): string => `trunk-${id}-registration`

/** As whom a trunk registers. */
export const clientUri = ({ username, host, port }: PbxTrunk): string => `sip:${username}@${host}:${port}`

function registration(trunk: PbxTrunk, id: string, uri: string): string {
  return section(registrationName(trunk), {
    type: 'registration',
    transport: 'transport-udp',
    outbound_auth: id,
    server_uri: uri,
    client_uri: clientUri(trunk),
    contact_user: trunk.username,
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
