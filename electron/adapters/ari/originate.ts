// The parameters of a new outgoing leg: created and dialled, or originated.

import { cutToBytes } from '../../../shared/domain/caller.ts'
import type { Originate } from '../../engine/ports.ts'
import { endpointOf, headersOf, isSip } from './endpoints.ts'
import type { AriOperations } from './operations.ts'

type OriginateParameters = Parameters<AriOperations['channels']['originateWithId']>[0]
type CreateParameters = Parameters<AriOperations['channels']['create']>[0]

/** ARI's parameters for an originate: into our application, or a Local channel's own side into the dialplan. */
export function originateParameters(request: Originate, app: string): OriginateParameters {
  const { channelId, to, timeoutSeconds, originator } = request
  const isTest = to.kind === 'testCaller'
  const destination = isTest ? { context: 'test-caller', extension: 's', priority: 1 } : { app, appArgs: 'leg' }
  const { name, number } = shown(request)
  return {
    channelId,
    endpoint: endpointOf(to),
    ...destination,
    callerId: `"${name}" <${number}>`,
    timeout: timeoutSeconds,
    ...(originator ? { originator } : {}),
    ...(isTest ? { otherChannelId: `${channelId}-2` } : {}),
    variables: variablesOf(request),
  }
}

/** ARI's parameters for a channel that enters our application at once and is dialled then. */
export function createParameters(request: Originate, app: string): CreateParameters {
  const { channelId, to, originator } = request
  const { name, number } = shown(request)
  return {
    channelId,
    endpoint: endpointOf(to),
    app,
    appArgs: 'leg',
    ...(originator ? { originator } : {}),
    // What the telephone shows is the connected line of its channel; `i`: nobody is told of the change.
    variables: {
      'CONNECTEDLINE(name,i)': name,
      'CONNECTEDLINE(num,i)': number,
      ...(request.callerId.withheld ? { 'CONNECTEDLINE(pres,i)': 'prohib' } : {}),
      ...variablesOf(request),
    },
  }
}

/** The caller id without what could end it early. Asterisk cuts a longer name after 79 bytes, in the middle of a character. */
const shown = ({ callerId }: Pick<Originate, 'callerId'>) => ({
  name: cutToBytes(callerId.name.replace(/["\\<>\p{Cc}]/gu, ' ')),
  number: callerId.number.replace(/[^\w+*#.-]/g, ''),
})

/** Asterisk's words for why a call is forwarded; all else is unconditional (REDIRECTING(reason)). */
const redirectReasons: Readonly<Record<string, string>> = {
  busy: 'cfb',
  noAnswer: 'cfnr',
  unreachable: 'unavailable',
  doNotDisturb: 'dnd',
  away: 'away',
}

function diversionOf({ forwarded }: Originate): Record<string, string> {
  if (!forwarded || forwarded.number === '') return {}
  return {
    // Who of the office it is, is nobody's business outside.
    'REDIRECTING(from-num,i)': shown({ callerId: { name: '', number: forwarded.number } }).number,
    'REDIRECTING(count,i)': '1',
    'REDIRECTING(reason,i)': redirectReasons[forwarded.reason] ?? 'cfu',
  }
}

function variablesOf(request: Originate): Record<string, string> {
  const { to, callId, role, notes = {} } = request
  const added = isSip(to) ? headersOf(notes).map(([name, value]) => [`PJSIP_HEADER(add,${name})`, value]) : []
  // A telephone's REFER comes to us instead of being done behind our back.
  const isPhone = to.kind === 'phone'
  return {
    CB_CALL: callId,
    CB_ROLE: role,
    ...diversionOf(request),
    ...(isPhone ? { 'PJSIP_TRANSFER_HANDLING()': 'ari-only' } : {}),
    ...Object.fromEntries(added),
    ...(to.kind === 'testCaller' ? { CB_KEYS: to.keys } : {}),
  }
}
