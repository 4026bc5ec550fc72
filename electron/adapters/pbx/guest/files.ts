// biome-ignore-all lint/suspicious/noTemplateCurlyInString: dialplan expressions look like templates
// What an Asterisk that others run needs for this office, piece by piece. Only options that Asterisk 16 to 23 all know.
import { type GuestPbxKind, guestFileNames, type PbxFile, type PbxPart } from '../../../../shared/domain/guest.ts'
import { displayName, section } from '../config/section.ts'
import { REALM } from '../config/types.ts'
import { PbxError } from '../errors.ts'

export type GuestConfig = {
  kind: GuestPbxKind
  /** Base URL of ARI, ending in `/ari`. */
  ariUrl: string
  ariUser: string
  ariPassword: string
  app: string
  /** Where that Asterisk's own phones dial: emergency numbers are dialled there, and all numbers while the host is down. */
  context: string
  /** `webHa1`: of user `<number>-web` in realm `cordboard`. */
  extensions: readonly { number: string; name: string; webHa1: string }[]
  /** Numbers that lead to a flow, as that Asterisk has them. */
  numbers: readonly string[]
  emergency: readonly string[]
  /** Extensions rung while the host is down. */
  reception: readonly string[]
  /** It can convert Opus to what other phones speak. */
  opus: boolean
  /** It lets the host carry out the transfers of telephones. */
  phoneTransfers: boolean
}

/** Names of what is written, so that it is found again. */
export const guestContexts = { numbers: 'cordboard-numbers', phones: 'cordboard-phones', down: 'cordboard-down' } as const

const ringSeconds = 30
/** Anything that a phone can dial; a single letter must not match: h, i, t and others are events of the dialplan. */
const any = ['_[+*#0-9a-zA-Z].', '_[+*#0-9]']

/** The pieces, in the order in which they are to be put in. Throws PBX_CONFIG for a value that would not mean there what it says. */
export function guestFiles(config: GuestConfig): PbxFile[] {
  check(config)
  const { kind } = config
  const ari: PbxFile[] =
    kind === 'freepbx'
      ? [
          block('ariGeneral', 'ari_general_custom.conf', channelVariables),
          block('ariUser', 'ari_additional_custom.conf', ariUser(config)),
        ]
      : [
          { part: 'ariGeneral', name: 'ari.conf', way: 'section', section: 'general', text: `enabled=yes\n${channelVariables}` },
          { part: 'ariUser', name: 'ari.conf', way: 'end', text: ariUser(config) },
        ]
  const http: PbxFile[] =
    kind === 'plain' ? [{ part: 'http', name: 'http.conf', way: 'section', section: 'general', text: httpLines(config) }] : []
  return [...http, ...ari, ...phones(config), ...dialplan(config)]
}

/** The numbers among an office's routes that can stand in a dialplan as they are. */
export const dialplanNumbers = (routes: Iterable<string>): string[] =>
  [...routes].filter((number) => /^[+*#0-9A-Za-z]{2,40}$|^[+*#0-9]$/.test(number) && number !== '*')

const begins = '; --- Cordboard begins. Replace everything down to "Cordboard ends" when it is made anew. ---'
const ends = '; --- Cordboard ends. ---'

function block(part: PbxPart, name: string, text: string): PbxFile {
  return { part, name, way: 'block', text: `${begins}\n${text.trimEnd()}\n${ends}\n` }
}

/** The block of an earlier time in a file's text, if there is one, or the file's end, gives way to the new one. */
export function withBlock(text: string, made: string): string {
  const [from, to] = [text.indexOf(begins), text.indexOf(ends)]
  if (from < 0 || to < from) return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${made}`
  return text.slice(0, from) + made.trimEnd() + text.slice(to + ends.length)
}

const channelVariables = 'channelvars=CB_CALL,CB_ROLE\n'

const ariUser = ({ ariUser, ariPassword }: GuestConfig): string =>
  section(ariUser, { type: 'user', read_only: false, password: ariPassword.replaceAll(';', '\\;') })
    .trimEnd()
    .concat('\n')

/** Whether the host reaches it without a network. */
const isLocal = (host: string) => /^(127\.|localhost$|\[?::1\]?$)/.test(host)

/** The lines of http.conf. */
export function httpLines({ ariUrl }: Pick<GuestConfig, 'ariUrl'>): string {
  const { hostname, port, protocol } = new URL(ariUrl)
  const address = isLocal(hostname) ? '127.0.0.1' : '0.0.0.0'
  if (protocol === 'http:') return `enabled=yes\nbindaddr=${address}\nbindport=${port || 80}\n`
  return [
    'enabled=yes',
    'bindaddr=127.0.0.1',
    'tlsenable=yes',
    `tlsbindaddr=${address}:${port || 443}`,
    `; A certificate for ${hostname}, of an issuer that the host’s computer trusts:`,
    `tlscertfile=/etc/asterisk/keys/${hostname}.crt`,
    `tlsprivatekey=/etc/asterisk/keys/${hostname}.key`,
    '',
  ].join('\n')
}

function phones(config: GuestConfig): PbxFile[] {
  const { kind, ariUrl, extensions, opus } = config
  const text = [
    section('cordboard-ws', { type: 'transport', protocol: ariUrl.startsWith('https:') ? 'wss' : 'ws', bind: '0.0.0.0' }),
    section(
      'cordboard-softphone',
      {
        type: 'endpoint',
        context: guestContexts.phones,
        webrtc: true,
        direct_media: false,
        dtmf_mode: 'rfc4733',
        rtp_symmetric: true,
        force_rport: true,
        rewrite_contact: true,
        timers: false,
        rtp_timeout: 60,
        disallow: 'all',
        allow: `${opus ? 'opus,' : ''}ulaw,alaw`,
      },
      '!',
    ),
    ...extensions.map(softphone),
  ].join('')
  const name = guestFileNames[kind].phones
  if (kind !== 'plain') return [block('phones', name, text)]
  return [
    { part: 'phones', name, way: 'file', text },
    { part: 'phonesInclude', name: 'pjsip.conf', way: 'end', text: `#include ${name}\n` },
  ]
}

function softphone({ number, name, webHa1 }: GuestConfig['extensions'][number]): string {
  const id = `${number}-web`
  return [
    section(id, { auth: id, aors: id, callerid: `"${displayName(name)}" <${number}>` }, 'cordboard-softphone'),
    // The older way of saying it, which all versions know.
    section(id, { type: 'auth', auth_type: 'md5', username: id, realm: REALM, md5_cred: webHa1 }),
    section(id, { type: 'aor', max_contacts: 1, remove_existing: true, qualify_frequency: 30 }),
  ].join('')
}

function dialplan(config: GuestConfig): PbxFile[] {
  const { kind, context } = config
  const text = [numbers(config), down(config), ownPhones(config)].join('\n')
  const name = guestFileNames[kind].dialplan
  if (kind !== 'plain') return [block('dialplan', name, text)]
  return [
    { part: 'dialplan', name, way: 'file', text },
    { part: 'dialplanInclude', name: 'extensions.conf', way: 'end', text: `#include ${name}\n` },
    {
      part: 'numbers',
      name: 'extensions.conf',
      way: 'section',
      section: context,
      text: `include => ${guestContexts.numbers}\n`,
    },
  ]
}

const notTaken = '$["${STASISSTATUS}"="FAILED" | "${CB_GIVEN_BACK}"="1"]'

function numbers({ app, numbers }: GuestConfig): string {
  const each = numbers.map((number) =>
    exten(number, [`Stasis(${app},dialled,\${EXTEN})`, `GotoIf(${notTaken}?${guestContexts.down},s,1)`, 'Hangup()']),
  )
  return `; Calls for the office, from outside and from phones.\n[${guestContexts.numbers}]\n${each.join('\n')}\n`
}

/** The host is not there: reception rings, as that Asterisk rings it; then a mailbox of that Asterisk's, if there is one. */
function down({ reception, context }: GuestConfig): string {
  const rung = reception.flatMap((number) => [`PJSIP/${number}-web`, `Local/${number}@${context}/n`])
  const [first] = reception
  const steps = [
    ...(rung.length > 0 ? [`Dial(${rung.join('&')},${ringSeconds})`, 'GotoIf($["${DIALSTATUS}"="ANSWER"]?done)'] : []),
    ...(first ? [`GotoIf($["\${VM_INFO(${first}@default,exists)}"="1"]?mail)`] : []),
    'Answer()',
    'Wait(1)',
    'Playback(vm-nobodyavail)',
    'Hangup()',
    ...(first ? [`(mail)VoiceMail(${first}@default,u)`] : []),
    '(done)Hangup()',
  ]
  return `; While Cordboard is not there.\n[${guestContexts.down}]\n${exten('s', steps)}\n`
}

function ownPhones({ app, context, emergency, phoneTransfers }: GuestConfig): string {
  const each = [
    ...emergency.map((number) => exten(number, [`Goto(${context},\${EXTEN},1)`])),
    ...any.map((pattern) =>
      exten(pattern, [
        ...(phoneTransfers ? ['Set(PJSIP_TRANSFER_HANDLING()=ari-only)'] : []),
        `Stasis(${app},phone,\${EXTEN})`,
        `GotoIf(${notTaken}?${context},\${EXTEN},1)`,
        'Hangup()',
      ]),
    ),
  ]
  return `; What Cordboard’s softphones dial.\n[${guestContexts.phones}]\n${each.join('\n')}\n`
}

/** One extension; a step may begin with `(label)`. */
function exten(pattern: string, steps: readonly string[]): string {
  return steps
    .map((step, index) => {
      const [, label = '', application = ''] = /^(\([a-z]+\))?(.*)$/.exec(step) ?? []
      return index === 0 ? `exten => ${pattern},1,${application}` : ` same => n${label},${application}`
    })
    .join('\n')
}

const checks: [what: string, pattern: RegExp, values: (config: GuestConfig) => readonly string[]][] = [
  ['ARI user', /^[A-Za-z0-9_.-]{1,64}$/, (c) => [c.ariUser]],
  ['ARI password', /^[\x21-\x7e]{1,128}$/, (c) => [c.ariPassword]],
  ['application', /^[A-Za-z0-9_.-]{1,64}$/, (c) => [c.app]],
  ['context', /^[A-Za-z0-9_.-]{1,79}$/, (c) => [c.context]],
  ['extension', /^\d{2,6}$/, (c) => [...c.extensions.map(({ number }) => number), ...c.reception]],
  ['HA1', /^[0-9a-f]{32}$/, (c) => c.extensions.map(({ webHa1 }) => webHa1)],
  ['number', /^[+*#0-9A-Za-z]{1,40}$/, (c) => c.numbers],
  ['emergency number', /^\d{2,6}$/, (c) => c.emergency],
]

function check(config: GuestConfig): void {
  for (const [what, pattern, values] of checks) {
    // A password is not repeated.
    const bad = values(config).find((value) => !pattern.test(value))
    if (bad !== undefined)
      throw new PbxError(
        'PBX_CONFIG',
        what.includes('password') ? `Not a valid ${what}` : `Not a valid ${what}: ${JSON.stringify(bad)}`,
      )
  }
}
