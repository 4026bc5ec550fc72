// The parameters of a new outgoing leg: created and dialled, or originated.

import type { Originate } from '../../engine/ports.ts'
import type { AriOperations } from './operations.ts'

type OriginateParameters = Parameters<AriOperations['channels']['originateWithId']>[0]
type CreateParameters = Parameters<AriOperations['channels']['create']>[0]

/** ARI's parameters for an originate: into our application, or a Local channel's own side into the dialplan. */
export function originateParameters(request: Originate, app: string): OriginateParameters {
  const { channelId, endpoint, timeoutSeconds, originator, dialplan } = request
  const destination = dialplan ? { context: dialplan.context, extension: dialplan.exten, priority: 1 } : { app, appArgs: 'leg' }
  const { name, number } = shown(request)
  return {
    channelId,
    endpoint,
    ...destination,
    callerId: `"${name}" <${number}>`,
    timeout: timeoutSeconds,
    ...(originator ? { originator } : {}),
    ...(endpoint.startsWith('Local/') ? { otherChannelId: `${channelId}-2` } : {}),
    variables: variablesOf(request),
  }
}

/** ARI's parameters for a channel that enters our application at once and is dialled then. */
export function createParameters(request: Originate, app: string): CreateParameters {
  const { channelId, endpoint, originator } = request
  const { name, number } = shown(request)
  return {
    channelId,
    endpoint,
    app,
    appArgs: 'leg',
    ...(originator ? { originator } : {}),
    // What the telephone shows is the connected line of its channel; `i`: nobody is told of the change.
    variables: { 'CONNECTEDLINE(name,i)': name, 'CONNECTEDLINE(num,i)': number, ...variablesOf(request) },
  }
}

/** The caller id without what could end it early. */
const shown = ({ callerId }: Originate) => ({
  name: callerId.name.replace(/["\\<>\p{Cc}]/gu, ' '),
  number: callerId.number.replace(/[^\w+*#.-]/g, ''),
})

function variablesOf({ endpoint, callId, role, headers, variables }: Originate): Record<string, string> {
  const added = Object.entries(headers ?? {}).map(([name, value]) => [`PJSIP_HEADER(add,${name})`, value])
  const isPhone = endpoint.startsWith('PJSIP/') && !endpoint.includes('@')
  return {
    CB_CALL: callId,
    CB_ROLE: role,
    // A phone's REFER comes to us instead of being done behind our back.
    ...(isPhone ? { 'PJSIP_TRANSFER_HANDLING()': 'ari-only' } : {}),
    ...Object.fromEntries(added),
    ...variables,
  }
}
