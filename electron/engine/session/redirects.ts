// Where a call can be handed on to, what a target's name means, and what has to be known when nobody takes it there (`recall.ts`).
// The only place that knows: transfers by consoles, desk phones and flows, parking and the numbers that phones dial all come here.
import { numberOf, readDialled } from '../../../shared/domain/dialled.ts'
import type { TransferState } from '../../../shared/domain/transfer.ts'
import type { Destination } from '../../../shared/nodes/destination.ts'
import type { Call } from './call.ts'
import { Redirected } from './callErrors.ts'
import type { OfficeContext } from './context.ts'

/** Where a redirected call goes to be parked. */
export const parkTarget = 'park'
/** Where a call goes that nobody took: back, by the office's order. */
export const backTarget = 'back'
const redirectFlow = 'builtin:redirect'
/** Says that there is no such code. */
const unknownCodeFlow = 'builtin:unknownCode'

export type Target =
  | { kind: 'park' }
  /** Takes the call by itself. */
  | { kind: 'flow'; flowId: string }
  /** Somebody has to answer. */
  | { kind: 'ring'; to: Destination }
  /** A code of the telephone system that the office does not have. */
  | { kind: 'code'; code: string }
  | { kind: 'unknown' }

type Office = Pick<OfficeContext, 'config' | 'flows'>

/** What a target means as people and consoles write it: a number, `queue:…`, `voicemail:…`, `flow:…`, `sip:…`. */
export function targetOf({ config, flows }: Office, to: string): Target {
  if (to === parkTarget) return { kind: 'park' }
  const [, kind, id = ''] = /^(queue|voicemail|flow):(.*)$/.exec(to) ?? []
  if (kind === 'queue') return config.queues.has(id) ? { kind: 'flow', flowId: `builtin:${to}` } : { kind: 'unknown' }
  if (kind === 'voicemail') return config.mailboxes.has(id) ? { kind: 'flow', flowId: `builtin:${to}` } : { kind: 'unknown' }
  const published = (flowId: string) => isBuiltIn(flowId) || flows.published(flowId) !== null
  if (kind === 'flow') return published(id) ? { kind: 'flow', flowId: id } : { kind: 'unknown' }
  if (/^sips?:/.test(to)) return { kind: 'ring', to: { kind: 'uri', uri: to } }
  return dialledTarget(config, published, to)
}

/** An extension, a route's flow, an outside number, or a code. */
function dialledTarget(config: Office['config'], published: (flowId: string) => boolean, to: string): Target {
  const read = readDialled(to, config.settings.country)
  const number = read.kind === 'number' ? read.number : ''
  if (config.extensions.has(number)) return { kind: 'ring', to: { kind: 'extension', number } }
  // A code is one of the office's where a route has it, and no number in any case.
  const route = config.routes.get(to) ?? config.routes.get(read.kind === 'code' ? read.code : number)
  if (route) return published(route.flowId) ? { kind: 'flow', flowId: route.flowId } : { kind: 'unknown' }
  if (read.kind === 'code') return { kind: 'code', code: read.code }
  return number === ''
    ? { kind: 'unknown' }
    : { kind: 'ring', to: { kind: 'number', number: dialTarget(to, config.settings.country) } }
}

const isBuiltIn = (flowId: string) => flowId.startsWith('builtin:')

/** The flow in which a phone's call to a number begins. */
export function dialledFlow(office: Office, to: string): string {
  const target = targetOf(office, to)
  if (target.kind === 'flow') return target.flowId
  if (target.kind === 'code') return unknownCodeFlow
  if (target.kind === 'unknown') return /^(queue|voicemail):/.test(to) ? `builtin:${to}` : 'builtin:number'
  return target.kind === 'park' ? 'builtin:park' : `builtin:${target.to.kind}`
}

/** The flow in which a call that was handed on goes on. */
export function redirectedFlow(office: Office, to: string): string {
  const target = to === backTarget ? null : targetOf(office, to)
  if (target?.kind === 'park') return 'builtin:park'
  return target?.kind === 'flow' ? target.flowId : redirectFlow
}

/** What `{{dial.to}}` is: the digits with the keys behind them, or the address without its scheme. */
export function dialTarget(to: string, country: string): string {
  if (/^sips?:/.test(to)) return to.replace(/^sips?:/, '')
  if (/^(queue|voicemail|flow):/.test(to)) return to
  const read = readDialled(to, country)
  return read.kind === 'number' ? read.number + read.keys : ''
}

/** What is to be known of a call when it is handed on to `to`. */
export function handedOn(call: Call, to: string, given: Partial<TransferState> = {}): TransferState {
  const { extensions, mailboxes, settings } = call.office.config
  const own = to.startsWith('voicemail:')
    ? to.slice('voicemail:'.length)
    : extensions.get(numberOf(to, settings.country))?.mailbox
  return {
    by: null,
    to,
    number: call.from,
    name: call.fromName,
    note: '',
    reason: null,
    seconds: 0,
    campOn: null,
    queueId: call.assignment.queueId,
    mailbox: own && mailboxes.has(own) ? own : null,
    tried: 0,
    transferor: null,
    ...given,
  }
}

/**
 * The call goes on at `to`: written down first, so that a host that dies in between goes on there, too; then whatever runs is
 * interrupted. What is known of the hand-over stays with the call until somebody answers.
 */
export function redirectCall(call: Call, to: string, about: TransferState | null): void {
  call.assignment.handOn(about)
  call.planRedirect(to)
  call.interrupt(new Redirected(to))
}
