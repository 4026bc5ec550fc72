// The form of a trunk: what every office needs first, then what some providers want, in parts that are folded.
import { formatDialNumber } from '../../../shared/domain/dial.ts'
import { calledNumberIn } from '../../../shared/domain/office.ts'
import {
  dtmfMode,
  identityHeader,
  numberFormat,
  sessionTimers,
  trunkCodec,
  trunkKind,
  trunkTransport,
} from '../../../shared/domain/trunk.ts'
import { presetValues, trunkPresets } from '../../../shared/trunks/presets.ts'
import { text } from '../../lib/i18n/index.ts'
import type { Draft, Field, Option } from '../form/fields.ts'

const sampleNumber = '030 901820'

function exampleOf(format: unknown): string {
  const words = text.admin.trunks
  const pattern = String(format ?? '')
  if (!pattern.includes('{number}')) return words.formatLacks
  return words.formatExample({ number: sampleNumber, dialled: formatDialNumber(sampleNumber, pattern) })
}

const choices = <T extends string>(values: readonly T[], words: Readonly<Record<T, string>>): Option[] =>
  values.map((value) => ({ value, label: words[value] }))

const overTls = ({ transport }: Draft): boolean => transport === 'tls'
const registers = ({ register }: Draft): boolean => register === true
const usualPorts: Readonly<Record<string, number>> = { udp: 5060, tcp: 5060, tls: 5061 }

/** What a port becomes with another transport: the usual one, where it was the usual one. */
const portFor = (transport: unknown, { port }: Draft): Draft =>
  port === 5060 || port === 5061 ? { port: usualPorts[String(transport)] ?? 5060 } : {}

/** What the form is for: the Asterisk that the office has, and what is known of one that others run. */
export type TrunkForm = { pbx: 'managed' | 'external' | 'demo'; endpoints: readonly string[] }

/** What a trunk of every kind has; the rest is about a provider’s account. */
const ofEach = new Set([
  'name',
  'id',
  'kind',
  'context',
  'endpoint',
  'callerId',
  'emergency',
  'maxCalls',
  'numbersOut',
  'dialFormat',
  'numbersIn',
])

const isOwn = ({ kind }: Draft): boolean => kind === undefined || kind === 'provider'
const ownOnly = (field: Field): Field =>
  ofEach.has(field.key) ? field : { ...field, when: (draft) => isOwn(draft) && (field.when?.(draft) ?? true) }

/** The fields; new ones of our own Asterisk’s begin with the choice of a provider. */
export const trunkFields = (form: TrunkForm): Field[] => allFields(form).map(ownOnly)

/** Where its calls leave; on our own Asterisk there is one way, and nothing to choose unless it is another’s. */
function kindFields({ pbx, endpoints }: TrunkForm): Field[] {
  const words = text.trunks
  const kinds = pbx === 'external' ? (['dialplan', 'endpoint'] as const) : trunkKind.options
  return [
    {
      ...{ key: 'kind', label: words.kind, help: words.kindHelp, kind: 'select' },
      options: choices(kinds, words.kinds),
      when: (draft) => pbx === 'external' || !isOwn(draft),
    },
    {
      ...{ key: 'context', label: text.guest.context, help: words.contextHelp, kind: 'text', maxLength: 79 },
      when: ({ kind }) => kind === 'dialplan',
    },
    {
      ...{ key: 'endpoint', label: words.endpoint, help: words.endpointHelp },
      // Where it does not answer, its trunks cannot be listed.
      ...(endpoints.length > 0
        ? { kind: 'select', options: endpoints.map((name) => ({ value: name, label: name })), optional: true }
        : { kind: 'text', maxLength: 79 }),
      when: ({ kind }) => kind === 'endpoint',
    },
  ]
}

function allFields(form: TrunkForm): Field[] {
  const words = text.trunks
  const own = text.admin.trunks
  const { name, id, idHelp, login, password } = text.settings.fields
  const { connection, sound, numbers } = words.groups
  return [
    {
      key: 'preset',
      label: words.preset,
      help: words.presetHelp,
      kind: 'select',
      optional: true,
      options: trunkPresets.map((each) => ({ value: each.id, label: each.name })),
      // Who has a trunk already knows what its provider wants.
      when: ({ id: known }) => known === undefined,
      sets: (value) => presetValues(value === '' ? null : String(value)),
    },
    { key: 'name', label: name, kind: 'text', maxLength: 80, required: true },
    { key: 'id', label: id, help: idHelp, kind: 'text', fixed: true, required: true },
    ...kindFields(form),
    { key: 'host', label: own.host, help: own.hostHelp, kind: 'text', required: true },
    { key: 'port', label: own.port, kind: 'number', min: 1, max: 65_535, when: ({ srv }) => srv !== true },
    {
      key: 'transport',
      label: words.transport,
      kind: 'select',
      options: choices(trunkTransport.options, words.transports),
      sets: portFor,
    },
    { key: 'srtp', label: words.srtp, help: words.srtpHelp, kind: 'switch', when: overTls },
    { key: 'username', label: login, kind: 'text' },
    { key: 'password', label: password, help: own.passwordHelp, kind: 'password' },
    { key: 'register', label: own.register, help: words.registerHelp, kind: 'switch' },
    { key: 'callerId', label: own.callerId, kind: 'text', maxLength: 40 },
    { key: 'emergency', label: own.emergency, kind: 'switch' },

    { group: connection, key: 'srv', label: words.srv, help: words.srvHelp, kind: 'switch' },
    { group: connection, key: 'otherHosts', label: words.otherHosts, help: words.otherHostsHelp, kind: 'words' },
    { group: connection, key: 'outboundProxy', label: words.proxy, help: words.proxyHelp, kind: 'text', maxLength: 255 },
    {
      ...{ group: connection, key: 'verifyCertificate', label: words.verify, help: words.verifyHelp },
      kind: 'switch',
      when: overTls,
    },
    { group: connection, key: 'authUsername', label: words.authUser, help: words.authUserHelp, kind: 'text', maxLength: 128 },
    {
      ...{ group: connection, key: 'realm', label: text.callSettings.realm, help: text.callSettings.realmHelp },
      kind: 'text',
      maxLength: 128,
    },
    {
      ...{ group: connection, key: 'registerSeconds', label: words.registerSeconds },
      kind: 'number',
      min: 60,
      max: 86_400,
      when: registers,
    },
    { group: connection, key: 'identifyAddresses', label: own.addresses, help: own.addressesHelp, kind: 'words' },
    {
      group: connection,
      key: 'qualifySeconds',
      label: words.qualify,
      help: words.qualifyHelp,
      kind: 'number',
      min: 0,
      max: 3600,
    },
    { group: connection, key: 'maxCalls', label: words.maxCalls, help: words.maxCallsHelp, kind: 'number', min: 0, max: 1000 },

    {
      ...{ group: sound, key: 'codecs', label: words.codecs, help: words.codecsHelp },
      kind: 'several',
      options: choices(trunkCodec.options, words.codecNames),
    },
    { group: sound, key: 'dtmf', label: words.dtmf, kind: 'select', options: choices(dtmfMode.options, words.dtmfModes) },
    {
      ...{ group: sound, key: 'sessionTimers', label: words.timers, help: words.timersHelp },
      kind: 'select',
      options: choices(sessionTimers.options, words.timerModes),
    },
    {
      ...{ group: sound, key: 'sessionSeconds', label: words.sessionSeconds },
      kind: 'number',
      min: 90,
      max: 7200,
      when: ({ sessionTimers: chosen }) => chosen !== 'no',
    },

    {
      ...{ group: numbers, key: 'numbersOut', label: words.numbersOut, help: words.numbersOutHelp },
      kind: 'select',
      options: choices(numberFormat.options, words.formatsOut),
    },
    {
      ...{ group: numbers, key: 'dialFormat', label: own.dialFormat },
      kind: 'text',
      maxLength: 80,
      required: true,
      example: exampleOf,
    },
    {
      ...{ group: numbers, key: 'numbersIn', label: words.numbersIn, help: words.numbersInHelp },
      kind: 'select',
      options: choices(numberFormat.options, words.formatsIn),
    },
    {
      ...{ group: numbers, key: 'identityHeader', label: words.identity, help: words.identityHelp },
      kind: 'select',
      options: choices(identityHeader.options, words.identities),
    },
    { group: numbers, key: 'fromUser', label: words.fromUser, help: words.fromUserHelp, kind: 'text', maxLength: 64 },
    { group: numbers, key: 'fromDomain', label: words.fromDomain, help: words.fromDomainHelp, kind: 'text', maxLength: 255 },
    { group: numbers, key: 'trustIdentity', label: own.trustIdentity, help: own.trustIdentityHelp, kind: 'switch' },
    {
      ...{ group: numbers, key: 'calledNumberIn', label: own.calledNumberIn, help: own.calledNumberInHelp },
      kind: 'select',
      options: choices(calledNumberIn.options, own.calledNumberPlaces),
    },
  ]
}
