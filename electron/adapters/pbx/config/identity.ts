// biome-ignore-all lint/suspicious/noTemplateCurlyInString: dialplan expressions look like templates
// Who calls from a trunk, and which number of ours they dialled: read from the headers in the dialplan, before anything else sees the
// channel. Whatever a caller withholds is gone from the channel from here on: for the host, the telephones, and the dialplan alone.

import { withheld } from '../../../../shared/domain/caller.ts'

/** Variables that a trunk's endpoint sets on its channels. */
export const TRUNK_VARIABLES = { calledNumberIn: 'CB_CALLED_IN', trusted: 'CB_TRUSTED', contact: 'CB_CONTACT' } as const

const header = (name: string): string => `\${TOLOWER(\${PJSIP_HEADER(read,${name})})}`
/** `1` or `0`: whether a variable's value fits. No quotation mark may stand in the pattern. */
const fits = (pattern: string, variable: string): string => `\${REGEX("${pattern}" \${${variable}})}`

/** RFC 3323: what asks a network to keep the identity back. `none` and `session` do not. */
const privacy = '(^|[^a-z])(id|user|header)([^a-z]|$)'
/** RFC 3323, 4.1, and what exchanges write that do not know it. */
const anonymousFrom = 'sips?:(anonymous|restricted|private|withheld)@|@anonymous[.]invalid'

/** Steps that put `anonymous` in place of a withheld number, also where a network asserts it; `known` is where they go on. */
export const identitySteps: readonly string[] = [
  'GotoIf($["${CHANNEL(channeltype)}"!="PJSIP"]?known)',
  `Set(CB_FROM=${header('From')})`,
  // Some networks add a header of their own to the caller's.
  `Set(CB_PRIVACY=${header('Privacy')} ${header('Privacy,2')})`,
  `Set(CB_RPID=${header('Remote-Party-ID')})`,
  'Set(CB_PRES=${CALLERID(num-pres)})',
  // Who asks for no privacy is known by what a trusted network asserts (RFC 3323, 4.2: none).
  `Set(CB_OPEN=$[${fits('none', 'CB_PRIVACY')} & "\${CB_TRUSTED}"="1" & \${LEN(\${PJSIP_HEADER(read,P-Asserted-Identity)})}>0])`,
  `ExecIf($["\${CB_OPEN}"!="0"]?Set(CB_FROM=))`,
  `ExecIf($[${fits('privacy=.?name', 'CB_RPID')}]?Set(CALLERID(name)=))`,
  `GotoIf($[${fits(privacy, 'CB_PRIVACY')} | ${fits(anonymousFrom, 'CB_FROM')} | ${fits('privacy=.?(full|uri)', 'CB_RPID')} | ${fits('^prohib', 'CB_PRES')}]?:known)`,
  // What a trusted network asserts all the same is for emergency calls and malicious call tracing (RFC 3325, 7).
  `ExecIf($["\${CB_TRUSTED}"="1"]?Set(CB_ASSERTED=\${PJSIP_HEADER(read,P-Asserted-Identity)}))`,
  `ExecIf($["\${CB_TRUSTED}"="1" & \${LEN(\${CB_ASSERTED})}=0]?Set(CB_ASSERTED=\${PJSIP_HEADER(read,Remote-Party-ID)}))`,
  `Set(CALLERID(num)=${withheld})`,
  'Set(CALLERID(name)=)',
  'Set(CALLERID(pres)=prohib)',
]

const headerOf = { to: 'To', calledParty: 'P-Called-Party-ID', diversion: 'Diversion', historyInfo: 'History-Info' } as const

/** Steps that put the header in which the dialled number stands into `CB_CALLED`, where it is not the Request-URI. */
export const calledNumberSteps: readonly string[] = [
  '(known)Set(CB_CALLED=)',
  ...Object.entries(headerOf).map(
    ([kind, name]) => `ExecIf($["\${CB_CALLED_IN}"="${kind}"]?Set(CB_CALLED=\${PJSIP_HEADER(read,${name})}))`,
  ),
  // A provider that we are registered with calls the registered contact.
  'GotoIf($["${CB_CALLED_IN}"="auto" & "${CB_CONTACT}"!="" & "${EXTEN}"="${CB_CONTACT}"]?:named)',
  'Set(CB_CALLED=${PJSIP_HEADER(read,P-Called-Party-ID)})',
  'ExecIf($[${LEN(${CB_CALLED})}=0]?Set(CB_CALLED=${PJSIP_HEADER(read,To)}))',
]
