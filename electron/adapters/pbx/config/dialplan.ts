// biome-ignore-all lint/suspicious/noTemplateCurlyInString: dialplan expressions look like templates
// extensions.conf: callers and phones go to the host; while it is down the dialplan serves them itself.

import { loginKeyOf } from '../../../../shared/domain/loginKey.ts'
import { calledNumberSteps, identitySteps } from './identity.ts'
import { MWI_CONTEXT, type PbxConfig } from './types.ts'

// A single letter must not match: h, i, t, T, o and a are events of the dialplan.
/** Anything a phone or trunk can dial: two or more characters, and single keys. */
const ANY = ['_[+*#0-9a-zA-Z].', '_[+*#0-9]']
/** A caller's call may not live longer than this; an operator's off-hook line may. */
const CALLER_LIMIT_SECONDS = 14_400
const RECEPTION_RING_SECONDS = 30

/** Sounds written for the benchmarks, relative to the sounds folder's language: a long 440 Hz and a short 1000 Hz tone. */
export const BENCH_SOUNDS = { prompt: 'cordboard/bench-prompt', second: 'cordboard/bench-second' }

/** The whole of extensions.conf. */
export function extensionsConf(config: PbxConfig): string {
  return [
    '[general]\nstatic=yes\nwriteprotect=yes\nclearglobalvars=yes\n',
    context('from-trunk', [
      ...(config.bench ? ['menu', 'load', 'queue'].map((name) => exten(`bench-${name}`, [`Goto(bench,${name},1)`])) : []),
      ...['s', ...ANY].map((e) => fromTrunk(config, e)),
    ]),
    context('from-phone', [
      ...config.emergency.numbers.map((number) => emergency(config, number)),
      // Whoever ends an emergency number with the hash key, as other numbers are ended on some telephones, is not told of a code.
      ...config.emergency.numbers.map((number) => exten(`${number}#`, [`Goto(${number},1)`])),
      ...ANY.map((e) => fromPhone(config, e)),
    ]),
    context(
      'host-down',
      ['s', ...ANY].map((e) => hostDown(config, e)),
    ),
    context(
      'phone-host-down',
      ANY.map((e) => phoneHostDown(config, e)),
    ),
    context('emergency-report', [
      exten('_X.', [`Stasis(${config.app},emergency,\${CUT(EXTEN,-,1)},\${CUT(EXTEN,-,2)})`, 'Hangup()']),
    ]),
    context('emergency-wait', [exten('s', ['Answer()', 'Wait(10)', 'Hangup()'])]),
    context('message-lamp', [
      exten('tell', [`MinivmMWI(\${CB_MAILBOX}@${MWI_CONTEXT},0,\${CB_MESSAGES},0)`, 'Hangup()']),
      exten('wait', ['Answer()', 'Wait(5)', 'Hangup()']),
    ]),
    context('test-caller', ['s', ...ANY].map(testCaller)),
    context('hints', hints(config)),
    ...(config.bench ? bench() : []),
  ].join('\n')
}

function fromTrunk(config: PbxConfig, pattern: string): string {
  return exten(pattern, [
    `Set(TIMEOUT(absolute)=${CALLER_LIMIT_SECONDS})`,
    ...identitySteps,
    ...calledNumberSteps,
    `(named)Stasis(${config.app},in,\${EXTEN},\${URIENCODE(\${CB_CALLED})},\${URIENCODE(\${CB_ASSERTED})})`,
    'GotoIf($["${STASISSTATUS}"="FAILED" | "${CB_GIVEN_BACK}"="1"]?host-down,${EXTEN},1)',
    'Hangup()',
  ])
}

function fromPhone(config: PbxConfig, pattern: string): string {
  return exten(pattern, [
    'Set(PJSIP_TRANSFER_HANDLING()=ari-only)',
    `Stasis(${config.app},phone,\${EXTEN})`,
    'GotoIf($["${STASISSTATUS}"="FAILED" | "${CB_GIVEN_BACK}"="1"]?phone-host-down,${EXTEN},1)',
    'Hangup()',
  ])
}

// The host learns of an emergency call by a call of its own, which may fail without touching the real one. Whoever answers sees a number that
// can be called back, also of a telephone that withholds its own (3GPP TS 24.229, 5.1.6: no privacy for emergency calls).
function emergency(config: PbxConfig, number: string): string {
  const first = config.trunks.filter((trunk) => trunk.id === config.emergency.trunk)
  const others = config.trunks.filter((trunk) => trunk.id !== config.emergency.trunk)
  const report = `emergency-report,${number}-\${FILTER(0-9,\${CALLERID(num)})},1`
  return exten(number, [
    `Originate(Local/s@emergency-wait/n,exten,${report},10,a)`,
    'Set(CB_PHONE=${CALLERID(num)})',
    'Set(CALLERID(pres)=allowed)',
    ...[...first, ...others].flatMap(({ id, officeNumber }) => [
      `Set(CALLERID(num)=${officeNumber ?? '${CB_PHONE}'})`,
      `Dial(PJSIP/${number}@trunk-${id},120)`,
    ]),
    'Congestion(10)',
  ])
}

function hostDown(config: PbxConfig, pattern: string): string {
  const phones = ringable(config, config.reception)
  const mailbox = receptionMailbox(config)
  return exten(pattern, [
    ...(phones ? [`Dial(${phones},${RECEPTION_RING_SECONDS})`] : []),
    'GotoIf($["${DIALSTATUS}"="ANSWER"]?done)',
    ...(mailbox ? [`VoiceMail(${mailbox}@default,u)`] : ['Answer()', 'Playback(vm-nobodyavail)']),
    '(done)Hangup()',
  ])
}

function phoneHostDown(config: PbxConfig, pattern: string): string {
  const numbers = new Set(config.extensions.map((extension) => extension.number))
  const inside = numbers.size ? `$["\${REGEX("^(${[...numbers].join('|')})$" \${EXTEN})}"="1"]` : '0'
  return exten(pattern, [
    'Set(PJSIP_TRANSFER_HANDLING()=core)',
    `GotoIf(${inside}?:outside)`,
    'Dial(PJSIP/${EXTEN}-web&${PJSIP_DIAL_CONTACTS(${EXTEN})},30)',
    'Hangup()',
    '(outside)Congestion(5)',
  ])
}

// The far side of a test call: answers, presses keys, then talks until it is hung up.
function testCaller(pattern: string): string {
  return exten(pattern, [
    'Answer()',
    'Wait(1)',
    'ExecIf($["${CB_KEYS}"!=""]?SendDTMF(${CB_KEYS},250,120))',
    'Set(CB_SAY=${IF($["${CB_SAY}"=""]?demo-congrats:${CB_SAY})})',
    '(say)Playback(${CB_SAY})',
    'Wait(1)',
    'Goto(say)',
  ])
}

function hints(config: PbxConfig): string[] {
  const lamps = config.mailboxes.map(({ number }) => `exten => vm${number},hint,Stasis:vm${number}`)
  const phones = config.extensions.map(({ number }) => `exten => ${number},hint,PJSIP/${number}&PJSIP/${number}-web`)
  const logins = config.extensions.filter(({ operator }) => operator).map(({ number }) => loginHint(number))
  return [...lamps, ...phones, ...logins]
}

const loginHint = (number: string): string => `exten => ${loginKeyOf(number)},hint,Stasis:login${number}`

/** Dial string of the phones of these extensions which exist, all of a desk phone's contacts; empty when there is none. */
function ringable(config: PbxConfig, numbers: string[]): string {
  const found = config.extensions.filter((extension) => numbers.includes(extension.number))
  return found
    .flatMap((e) => [e.webHa1 && `PJSIP/${e.number}-web`, e.deskHa1 && `\${PJSIP_DIAL_CONTACTS(${e.number})}`])
    .filter(Boolean)
    .join('&')
}

function receptionMailbox(config: PbxConfig): string | undefined {
  const owner = config.mailboxes.find((mailbox) => mailbox.extension && config.reception.includes(mailbox.extension))
  return (owner ?? config.mailboxes[0])?.number
}

function bench(): string[] {
  const { prompt, second } = BENCH_SOUNDS
  return [
    context('bench', [
      exten('menu', ['Answer()', 'Goto(bench-menu,s,1)']),
      exten('load', ['Answer()', 'Goto(bench-load,s,1)']),
      exten('queue', ['Answer()', 'Queue(bench,,,,300)', 'Hangup()']),
      exten('_add-.', ['AddQueueMember(bench,PJSIP/${EXTEN:4})', 'Hangup()']),
      exten('_remove-.', ['RemoveQueueMember(bench,PJSIP/${EXTEN:7})', 'Hangup()']),
    ]),
    context('bench-menu', [
      exten('s', [`Background(${prompt})`, 'WaitExten(60)', 'Hangup()']),
      exten('_X', [`Playback(${second})`, 'Goto(s,1)']),
    ]),
    context('bench-load', [
      exten('s', [`Background(${prompt})`, 'WaitExten(10)', 'Hangup()']),
      exten('_X', [`Playback(${second})`, 'Hangup()']),
    ]),
  ]
}

const context = (name: string, extens: string[]): string => `[${name}]\n${extens.join('\n')}\n`

/** One extension; a step may begin with `(label)`. */
function exten(pattern: string, steps: string[]): string {
  return steps
    .map((step, index) => {
      const [, label, application] = /^(\([a-z]+\))?(.*)$/.exec(step) ?? []
      return index === 0 ? `exten => ${pattern},1,${application}` : ` same => n${label ?? ''},${application}`
    })
    .join('\n')
}
