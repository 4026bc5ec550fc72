// The actions that hand the caller on: transfer, queue, mailbox, agent, another flow, a SIP address. Each is the node of that name.
import type { OfficeConfig } from '../../../../shared/domain/office.ts'
import { nodeTypes } from '../../../../shared/nodes/index.ts'
import { phrase } from '../../actions/phrases.ts'
import { runWithin } from '../embeddedNode.ts'
import { RemoteFailure } from '../sound.ts'
import { agentNamed, mailboxNamed, namedTarget, queueNamed, type RemoteTarget } from '../targets.ts'
import { asAction, type StepActionOf } from './actions.ts'
import { type Destination, destinationOf, roomAddress } from './destination.ts'
import type { EndReason } from './provider.ts'
import { enterIvr, type GoesBack, goBack, type ReturnFields, returnOf } from './returning.ts'
import { enterRoom } from './room.ts'
import type { Outcome, Work } from './work.ts'

/** What a caller who was handed on comes back with. */
type Back = { waits: boolean; back: GoesBack | null; detail: string }

async function ring(
  work: Work,
  target: Exclude<RemoteTarget, { kind: 'queue' }>,
  how: Back & { ringSeconds?: number; failure?: () => Outcome; success?: () => Outcome },
): Promise<Outcome> {
  const config = nodeTypes.transfer.schema.parse({ to: target, ...(how.ringSeconds ? { ringSeconds: how.ringSeconds } : {}) })
  const reason: EndReason = 'transfer'
  const port = await runWithin(work, work.nodes.transfer, config, () => {
    if (!how.waits && !how.success) work.finish(reason, how.detail)
  })
  if (how.waits) {
    const outcome = port === 'ended' ? 'target_ended' : 'not_connected'
    return { kind: 'done', event: { type: 'transfer_result', outcome } }
  }
  if (port !== 'ended') {
    if (how.failure) return how.failure()
    throw new RemoteFailure('target', `the transfer did not connect: ${port}`)
  }
  if (how.success) return how.success()
  if (how.back) return goBack(work, how.back, 'agent', intoQueue)
  return { kind: 'over', port: 'transferred', reason }
}

async function toQueue(work: Work, queueId: string, { waits, back, detail }: Back): Promise<Outcome> {
  const reason: EndReason = 'transfer_to_queue'
  const config = nodeTypes.queue.schema.parse({ queueId })
  if (!waits) work.finish(reason, detail)
  const port = await runWithin(work, work.nodes.queue, config, () => work.finish(reason, detail))
  if (back) {
    work.finish(reason, detail)
    return goBack(work, back, 'queue', intoQueue)
  }
  if (port === 'connected') return { kind: 'over', port: 'transferred', reason }
  if (!waits) return { kind: 'over', port: 'ended', reason }
  return { kind: 'done', event: { type: 'transfer_result', outcome: 'not_connected', reason: port } }
}

const intoQueue = (work: Work, name: string): Promise<Outcome> =>
  toQueue(work, queueNamed(work.call.office.config, name), { waits: false, back: null, detail: name })

/** To wherever the target is: an extension or address, a queue, another flow, a mailbox. Throws RemoteFailure. */
async function goTo(work: Work, to: Destination, params: Record<string, unknown>, how: Back): Promise<Outcome> {
  const { config } = work.call.office
  switch (to.kind) {
    case 'ivr':
      return enterIvr(work, to.name, { ...to.params, ...params })
    case 'voicemail':
      return leaveMessage(work, to.name)
    case 'conference':
      throw new RemoteFailure('target', 'there are no conferences to be sent to by name')
    case 'queue':
      return toQueue(work, queueNamed(config, to.name), how)
    case 'plain': {
      const target = namedTarget(config, to.name)
      return target.kind === 'queue' ? toQueue(work, target.queueId, how) : ring(work, target, how)
    }
  }
}

/** What the action says of returning, else what its target does. */
const backOf = (action: ReturnFields, to: Destination): GoesBack | null =>
  returnOf(action) ?? returnOf({ return_app: to.returnApp, return_target: to.returnTarget })

/** Rings an extension, number or SIP address, puts the caller in a queue or a mailbox, or goes on in another flow. Throws RemoteFailure. */
export async function transfer(work: Work, action: StepActionOf<'transfer'>): Promise<Outcome> {
  const to = destinationOf(action.target)
  const back = backOf(action, to)
  const waits = action.wait_for_result || (action.return_to_ivr && !back)
  return goTo(work, to, action.params, { waits, back, detail: to.name })
}

/** Puts the caller in a queue. Throws RemoteFailure. */
export async function queue(work: Work, action: StepActionOf<'queue'>): Promise<Outcome> {
  const to = destinationOf(action.queue)
  const back = backOf(action, to)
  const how = { waits: action.return_to_ivr && !back, back, detail: to.name }
  return toQueue(work, queueNamed(work.call.office.config, to.name), how)
}

/** Rings an operator by id, number or name, or whatever else is called that; else the queue of the skill. Throws RemoteFailure. */
export async function agent(work: Work, action: StepActionOf<'route_to_agent'>): Promise<Outcome> {
  const { config } = work.call.office
  const { agent_id: name, skill_group_id: skill, key_id: key, channel_code: channel } = action
  if (channel) work.set('channel_code', channel)
  if (skill || key) work.set('route_node_value', [...(skill ? ['from_gate', skill] : []), ...(key ? [key] : [])].join(':'))
  const to = destinationOf(name)
  const how = { waits: false, back: backOf({}, to), detail: to.name }
  const number = agentNamed(config, name)
  if (number) return ring(work, { kind: 'extension', number }, how)
  // Nobody is called that: the skill is one of the office's queues, where it has one.
  const known = to.kind !== 'plain' || !skill || isNamed(config, to.name)
  return known ? goTo(work, to, {}, how) : toQueue(work, queueNamed(config, skill), { ...how, detail: skill })
}

function isNamed(config: OfficeConfig, name: string): boolean {
  try {
    return namedTarget(config, name) !== null
  } catch (error) {
    if (error instanceof RemoteFailure) return false
    throw error
  }
}

/** Takes a message for a mailbox. Throws RemoteFailure. */
export const voicemail = (work: Work, action: StepActionOf<'voicemail'>): Promise<Outcome> =>
  leaveMessage(work, destinationOf(action.extension).name)

/** The session is over as the message begins. */
async function leaveMessage(work: Work, name: string): Promise<Outcome> {
  const { call } = work
  const mailboxId = mailboxNamed(call.office.config, name)
  const greeting = phrase(call, 'leaveMessage')
  work.finish('normal', `voicemail:${name}`)
  await runWithin(work, work.nodes.voicemail, nodeTypes.voicemail.schema.parse({ mailboxId, greeting }))
  return { kind: 'over', port: 'ended', reason: 'normal' }
}

/** Rings a SIP address, or puts the caller into a room behind a WebSocket. Throws RemoteFailure. */
export async function bridge(work: Work, action: StepActionOf<'voip_bridge'>): Promise<Outcome> {
  const { success, failure } = action
  const next = {
    ...(success ? { success: () => ({ kind: 'goto' as const, action: asAction(success) }) } : {}),
    ...(failure ? { failure: () => ({ kind: 'goto' as const, action: asAction(failure) }) } : {}),
  }
  const uri = action.uri?.trim() ?? ''
  const room = uri === '' ? roomAddress(action.create_room_uri ?? '') : null
  if (!room && !/^sips?:\S+$/i.test(uri)) throw new RemoteFailure('target', 'only SIP and WebSocket addresses can be bridged')
  const back = returnOf(action) ?? returnOf({ return_app: room?.returnApp, return_target: room?.returnTarget })
  const waits = action.return_to_ivr && !back
  if (!room) {
    const ringSeconds = Math.max(1, Math.round(action.timeout_ms / 1000))
    return ring(work, { kind: 'uri', uri }, { waits, back, detail: uri, ringSeconds, ...next })
  }
  const detail = `bridge:${room.url.replace(/\?.*$/s, '')}`
  try {
    await enterRoom(work, action, room, () => {
      if (!waits && !next.success) work.finish('transfer', detail)
    })
  } catch (error) {
    if (!(error instanceof RemoteFailure) || !next.failure) throw error
    work.call.trace('step.failed', { step: action.step_id ?? '', detail: error.message })
    return next.failure()
  }
  if (next.success) return next.success()
  if (back) return goBack(work, back, 'agent', intoQueue)
  if (waits) return { kind: 'done', event: { type: 'transfer_result', outcome: 'target_ended' } }
  return { kind: 'over', port: 'transferred', reason: 'transfer' }
}

/** Goes on in a flow or at another backend, by id or name. Throws RemoteFailure. */
export function jump(work: Work, action: StepActionOf<'jump_ivr'>): never {
  const { name, params } = destinationOf(action.ivr_id)
  work.set('jump_params', JSON.stringify(action.params))
  return enterIvr(work, name, { ...params, ...action.params })
}
