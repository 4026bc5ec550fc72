// The softphone's side: credentials, heartbeat, and what one does with a running call.
import { awayNow } from '../../../shared/domain/callHandling.ts'
import { screenPopUrl } from '../../../shared/domain/screenPop.ts'
import type { User, Uses } from '../../host/services.ts'
import type { Consoles } from './consoles.ts'
import type { Guarded } from './guard.ts'
import { extensionOf, numberOnly, ok, operatorOf, ownCall } from './mine.ts'

export const phoneProcedures = (
  os: Guarded,
  deps: Uses<'ask' | 'clock' | 'engine' | 'pbx' | 'config', 'flows' | 'calls'>,
  consoles: Consoles,
) => {
  const { phone, desk } = deps.engine
  return os.phone.router({
    credentials: os.phone.credentials.handler(async ({ input, context: { user, consoleId: connection, sipWebSocket } }) => {
      const extension = extensionOf(deps, user)
      consoles.take(extension, operatorOf(user), { consoleId: input.consoleId, connection }, input.takeOver)
      if (input.fresh) desk.consoleGone(operatorOf(user))
      const credentials = await deps.pbx.phoneCredentials(extension, user.name)
      return sipWebSocket ? { ...credentials, webSocket: sipWebSocket } : credentials
    }),
    heartbeat: os.phone.heartbeat.handler(({ input, context: { user, consoleId: connection } }) => {
      const operatorId = operatorOf(user)
      consoles.heartbeat(extensionOf(deps, user), operatorId, { consoleId: input.consoleId, connection })
      desk.consoleProblem(operatorId, input.ready ? null : (input.problem ?? 'consoleNotReady'))
      return ok
    }),
    callMe: os.phone.callMe.handler(({ context }) => phone.callMe(operatorOf(context.user))),
    transfer: os.phone.transfer.handler(async ({ input, context }) => {
      numberOnly(deps, 'to', input.to)
      await phone.transfer(extensionOf(deps, context.user), input.callId, input.to, {
        note: input.note,
        whenFree: input.whenFree,
      })
      return ok
    }),
    transferAttended: os.phone.transferAttended.handler(async ({ input, context }) => {
      await phone.transferAttended(extensionOf(deps, context.user), input.callId, input.consultCallId)
      return ok
    }),
    merge: os.phone.merge.handler(async ({ input, context }) => {
      await phone.merge(extensionOf(deps, context.user), input.callId, input.consultCallId)
      return ok
    }),
    caller: os.phone.caller.handler(({ input, context, signal }) => caller(deps, context.user, input.callId, signal)),
    park: os.phone.park.handler(({ input, context }) => phone.park(extensionOf(deps, context.user), input.callId)),
    hangup: os.phone.hangup.handler(async ({ input, context }) => {
      await phone.hangup(extensionOf(deps, context.user), input.callId)
      return ok
    }),
    ringAgain: os.phone.ringAgain.handler(({ input, context }) => {
      phone.ringAgain(extensionOf(deps, context.user), input.callId)
      return ok
    }),
    hold: os.phone.hold.handler(async ({ input, context }) => {
      await phone.hold(extensionOf(deps, context.user), input.callId, input.on)
      return ok
    }),
    mute: os.phone.mute.handler(({ input, context }) => {
      phone.mute(extensionOf(deps, context.user), input.callId, input.on)
      return ok
    }),
    sendAway: os.phone.sendAway.handler(({ input, context }) => {
      phone.sendAway(extensionOf(deps, context.user), input.callId, input.channelId)
      return ok
    }),
    talkAlone: os.phone.talkAlone.handler(async ({ input, context }) => {
      await phone.talkAlone(extensionOf(deps, context.user), input.callId, input.channelId)
      return ok
    }),
    talkTogether: os.phone.talkTogether.handler(async ({ input, context }) => {
      await phone.talkTogether(extensionOf(deps, context.user), input.callId)
      return ok
    }),
    pauseRecording: os.phone.pauseRecording.handler(async ({ input, context }) => {
      ownCall(deps, context.user, input.callId)
      await phone.pauseRecording(input.callId, input.paused)
      return ok
    }),
    directory: os.phone.directory.handler(() => directory(deps)),
  })
}

function directory(deps: Uses<'engine' | 'config' | 'clock'>) {
  const { extensions, queues, mailboxes, handling } = deps.config()
  const people = [...extensions.values()].map(({ number, name }) => ({
    kind: 'extension' as const,
    target: number,
    name,
    state: deps.engine.phone.presence(number),
    away: awayNow(handling.get(number), deps.clock.now()),
  }))
  const lines = [...queues.values()].map(({ id, name }) => ({
    kind: 'queue' as const,
    target: `queue:${id}`,
    name,
    state: 'unknown' as const,
    away: null,
  }))
  const boxes = [...mailboxes.values()].map(({ id, name }) => ({
    kind: 'mailbox' as const,
    target: `voicemail:${id}`,
    name,
    state: 'unknown' as const,
    away: null,
  }))
  return [...people, ...lines, ...boxes]
}

const lastCalls = 4

/** What an agent wants to know of whoever rings. */
async function caller(deps: Uses<'ask' | 'engine' | 'config', 'flows'>, user: User, callId: string, signal?: AbortSignal) {
  const { store } = deps
  const { settings } = deps.config()
  const { from, path, read } = deps.engine.phone.about(extensionOf(deps, user), callId)
  const card = await deps.ask('caller', { callId, number: from, userId: user.id, calls: lastCalls }, signal)
  const { call, trace, contact, before } = card
  const nodes = call ? (store.flows.version(call.flowId, call.flowVersion)?.nodes ?? []) : []
  const labels = new Map(nodes.map((node) => [node.id, node.label || node.type]))
  const keyed = trace.flatMap(({ type, node, data }) =>
    type === 'keys.collected' && data?.digits ? [{ node: labels.get(node ?? '') ?? '', keys: String(data.digits) }] : [],
  )
  return {
    contact,
    path,
    keyed,
    calls: before,
    screenPop: screenPopUrl(settings.screenPop, read),
    screenPopAt: settings.screenPopAt ?? 'ring',
  }
}
