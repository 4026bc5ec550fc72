// The office's settings about calls, as fields of its form.
import { transferBackStep } from '../../../shared/domain/transfer.ts'
import { text } from '../../lib/i18n/index.ts'
import type { Draft, Field } from '../form/fields.ts'

/** Where SIP may listen: what is set stays to be chosen, also when that address is gone. */
export function sipField(addresses: readonly { address: string; name: string }[], set: string): Field {
  const words = text.callSettings
  const found = addresses.map(({ address, name }) => ({ value: address, label: `${address} (${name})` }))
  const gone = set && set !== '0.0.0.0' && !addresses.some(({ address }) => address === set) ? [{ value: set, label: set }] : []
  const options = [{ value: '', label: words.sipAsStarted }, { value: '0.0.0.0', label: words.sipEverywhere }, ...found, ...gone]
  return { key: 'sipAddress', label: words.sipAddress, help: words.sipAddressHelp, kind: 'select', options }
}

/** How the office is seen from outside its local networks. */
export function outsideFields(): Field[] {
  const words = text.callSettings
  const isSet = (draft: Draft) => [draft.externalMediaAddress, draft.externalSignalingAddress].some((each) => Boolean(each))
  return [
    { key: 'externalMediaAddress', label: words.externalMedia, help: words.externalMediaHelp, kind: 'text', maxLength: 253 },
    {
      key: 'externalSignalingAddress',
      label: words.externalSignaling,
      help: words.externalSignalingHelp,
      kind: 'text',
      maxLength: 253,
    },
    {
      key: 'externalSignalingPort',
      label: words.externalPort,
      help: words.externalPortHelp,
      kind: 'number',
      min: 0,
      max: 65_535,
      when: isSet,
    },
    { key: 'localNetworks', label: words.localNetworks, help: words.localNetworksHelp, kind: 'words', when: isSet },
  ]
}

/** What may leave the house. */
export function outgoingFields(): Field[] {
  const words = text.callSettings
  const limit = (key: 'outsidePerHour' | 'outsidePerDay' | 'abroadPerDay', max: number): Field => ({
    key,
    label: words[key],
    help: words.noLimit,
    kind: 'number',
    min: 0,
    max,
  })
  return [
    { key: 'sipAddresses', label: words.sipAddresses, kind: 'switch' },
    limit('outsidePerHour', 100_000),
    limit('outsidePerDay', 1_000_000),
    limit('abroadPerDay', 100_000),
    { key: 'nightCalls', label: words.nightCalls, help: words.never, kind: 'number', min: 0, max: 100_000 },
  ]
}

/** What becomes of a transfer that nobody takes. */
export function transferFields(): Field[] {
  const words = text.callSettings
  return [
    { key: 'transferRingSeconds', label: words.transferRing, kind: 'number', min: 5, max: 120 },
    { key: 'campOnSeconds', label: words.campOn, help: words.campOnHelp, kind: 'number', min: 10, max: 1800 },
    { key: 'transferBackSeconds', label: words.transferBackRing, kind: 'number', min: 5, max: 120 },
    {
      key: 'transferBack',
      label: words.transferBack,
      help: words.transferBackHelp,
      kind: 'several',
      options: transferBackStep.options.map((value) => ({ value, label: words.transferSteps[value] })),
    },
  ]
}
