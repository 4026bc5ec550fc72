// What telephones, trunks and addresses are called in Asterisk, and what a telephone is told of a call in SIP headers.
import type { CallNotes, ChannelInfo, Device, DialTarget } from '../../engine/ports.ts'

/** The endpoint of a console's softphone is its extension's with this behind it. */
const consoleSuffix = '-web'

/** The argument by which a channel enters our application that was only made to ask by: nobody is told of it. */
export const ASKING = 'asking'

/** What an extension's telephone is called in Asterisk: `201`, `201-web`. */
export const phoneName = ({ extension, console }: Device): string => `${extension}${console ? consoleSuffix : ''}`

/** What is dialled, as Asterisk writes it. */
export function endpointOf(to: DialTarget): string {
  switch (to.kind) {
    case 'phone':
      return `PJSIP/${phoneName(to)}${to.registration === undefined ? '' : `/${to.registration}`}`
    case 'trunk':
      return trunkEndpoint(to)
    case 'address':
      return `PJSIP/sip-address/${to.uri}`
    case 'testCaller':
      return `Local/${to.number}@from-trunk/n`
  }
}

function trunkEndpoint({ number, trunkId, there }: DialTarget & { kind: 'trunk' }): string {
  if (there === undefined) return `PJSIP/${number}@trunk-${trunkId}`
  // `n`: it stays as it is once the far side answers; the channel that we hold would be gone otherwise.
  return 'context' in there ? `Local/${number}@${there.context}/n` : `PJSIP/${number}@${there.endpoint}`
}

/** Whether its channel is one of PJSIP’s. */
export const isSip = (to: DialTarget): boolean => endpointOf(to).startsWith('PJSIP/')

/** The telephone behind an endpoint's name (`201`, `201-web`); null for trunks and others. */
export function phoneOf(endpoint: string): Device | null {
  const [, extension, suffix] = /^(\d+)(-web)?$/.exec(endpoint) ?? []
  return extension === undefined ? null : { extension, console: suffix !== undefined }
}

/** The addresses in a dial string that names each of a telephone's (`PJSIP/201/sip:…&PJSIP/201/sip:…`), whatever stands in them. */
export function registrationsIn(dialString: string, device: Device): string[] {
  const before = `PJSIP/${phoneName(device)}/`
  return dialString.startsWith(before) ? dialString.slice(before.length).split(`&${before}`) : []
}

/** What a channel belongs to, by its name (`PJSIP/201-web-0000001a`). */
export function sourceOf(channelName: string): Pick<ChannelInfo, 'phone' | 'trunkId' | 'endpoint'> {
  const [, extension, suffix] = /^PJSIP\/(\d+)(-web)?-/.exec(channelName) ?? []
  const [, trunkId = null] = /^PJSIP\/trunk-(.+)-[0-9a-f]*$/.exec(channelName) ?? []
  const [, endpoint = null] = /^PJSIP\/(.+)-[0-9a-f]*$/.exec(channelName) ?? []
  return {
    endpoint,
    phone: extension === undefined ? null : { extension, console: suffix !== undefined },
    trunkId,
  }
}

const headerNames: Record<keyof CallNotes, string> = {
  call: 'X-Cordboard-Call',
  queue: 'X-Cordboard-Queue',
  monitors: 'X-Cordboard-Monitor',
  transfer: 'X-Cordboard-Transfer',
  parked: 'X-Cordboard-Parked',
  callback: 'X-Cordboard-Callback',
  resumed: 'X-Cordboard-Resume',
}

/** SIP headers for what a telephone is told of a call. */
export const headersOf = (notes: CallNotes): [name: string, value: string][] =>
  Object.entries(notes).map(([key, value]) => [headerNames[key as keyof CallNotes], value === true ? '1' : value])
