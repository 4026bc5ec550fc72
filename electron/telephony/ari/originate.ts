// The parameters of an originate.

import type { Originate } from '../../engine/ports.ts'
import type { AriOperations } from './operations.ts'

type OriginateParameters = Parameters<AriOperations['channels']['originateWithId']>[0]

/** ARI's parameters for a leg: into our application, or a Local channel's own side into the dialplan. */
export function originateParameters(request: Originate, app: string): OriginateParameters {
  const { channelId, endpoint, callerId, timeoutSeconds, callId, role, originator, dialplan } = request
  const destination = dialplan ? { context: dialplan.context, extension: dialplan.exten, priority: 1 } : { app, appArgs: 'leg' }
  return {
    channelId,
    endpoint,
    ...destination,
    callerId: `"${callerId.name.replace(/["\\<>\p{Cc}]/gu, ' ')}" <${callerId.number.replace(/[^\w+*#.-]/g, '')}>`,
    timeout: timeoutSeconds,
    ...(originator ? { originator } : {}),
    ...(endpoint.startsWith('Local/') ? { otherChannelId: `${channelId}-2` } : {}),
    variables: variablesOf(endpoint, request, callId, role),
  }
}

function variablesOf(endpoint: string, request: Originate, callId: string, role: string): Record<string, string> {
  const headers = Object.entries(request.headers ?? {}).map(([name, value]) => [`PJSIP_HEADER(add,${name})`, value])
  const isPhone = endpoint.startsWith('PJSIP/') && !endpoint.includes('@')
  return {
    CB_CALL: callId,
    CB_ROLE: role,
    // A phone's REFER comes to us instead of being done behind our back.
    ...(isPhone ? { 'PJSIP_TRANSFER_HANDLING()': 'ari-only' } : {}),
    ...Object.fromEntries(headers),
    ...request.variables,
  }
}
