// The actions that hand the caller on: transfer, queue, mailbox, agent, another flow, a SIP address. Each is the node of that name.
import { backendFlow } from '../../../../shared/domain/backend.ts'
import { nodeTypes } from '../../../../shared/nodes/index.ts'
import { phrase } from '../../actions/phrases.ts'
import { Redirected } from '../../session/callErrors.ts'
import { runWithin } from '../embeddedNode.ts'
import { RemoteFailure } from '../sound.ts'
import { agentNamed, mailboxNamed, namedTarget, queueNamed, type RemoteTarget } from '../targets.ts'
import type { StepActionOf } from './actions.ts'
import type { EndReason } from './provider.ts'
import { enterRoom } from './room.ts'
import type { Outcome, Work } from './work.ts'

async function ring(
  work: Work,
  target: Exclude<RemoteTarget, { kind: 'queue' }>,
  how: { waits: boolean; ringSeconds?: number },
): Promise<Outcome> {
  const config = nodeTypes.transfer.schema.parse({ to: target, ...(how.ringSeconds ? { ringSeconds: how.ringSeconds } : {}) })
  const port = await runWithin(work, work.nodes.transfer, config, () => {
    if (!how.waits) work.finish('transfer')
  })
  if (how.waits) {
    const outcome = port === 'ended' ? 'target_ended' : 'not_connected'
    return { kind: 'done', event: { type: 'transfer_result', outcome } }
  }
  if (port !== 'ended') throw new RemoteFailure('target', `the transfer did not connect: ${port}`)
  return { kind: 'over', port: 'transferred', reason: 'transfer' }
}

async function toQueue(work: Work, queueId: string, returns: boolean): Promise<Outcome> {
  const reason: EndReason = 'transfer_to_queue'
  const config = nodeTypes.queue.schema.parse({ queueId })
  if (!returns) work.finish(reason)
  const port = await runWithin(work, work.nodes.queue, config, () => work.finish(reason))
  if (port === 'connected') return { kind: 'over', port: 'transferred', reason }
  if (!returns) return { kind: 'over', port: 'ended', reason }
  return { kind: 'done', event: { type: 'transfer_result', outcome: 'not_connected', reason: port } }
}

/** Rings an extension, number or SIP address, or puts the caller in a queue. Throws RemoteFailure. */
export async function transfer(work: Work, action: StepActionOf<'transfer'>): Promise<Outcome> {
  const target = namedTarget(work.call.office.config, action.target)
  if (target.kind === 'queue') return toQueue(work, target.queueId, action.wait_for_result)
  return ring(work, target, { waits: action.wait_for_result })
}

/** Puts the caller in a queue. Throws RemoteFailure. */
export const queue = (work: Work, action: StepActionOf<'queue'>): Promise<Outcome> =>
  toQueue(work, queueNamed(work.call.office.config, action.queue), action.return_to_ivr)

/** Rings an operator by id, number or name. Throws RemoteFailure. */
export async function agent(work: Work, action: StepActionOf<'route_to_agent'>): Promise<Outcome> {
  const number = agentNamed(work.call.office.config, action.agent_id)
  if (!number) throw new RemoteFailure('target', `there is no agent “${action.agent_id.slice(0, 60)}”`)
  return ring(work, { kind: 'extension', number }, { waits: false })
}

/** Takes a message for a mailbox; the session is over as it begins. Throws RemoteFailure. */
export async function voicemail(work: Work, action: StepActionOf<'voicemail'>): Promise<Outcome> {
  const { call } = work
  const mailboxId = mailboxNamed(call.office.config, action.extension)
  const greeting = phrase(call, 'leaveMessage')
  work.finish('normal', 'voicemail')
  await runWithin(work, work.nodes.voicemail, nodeTypes.voicemail.schema.parse({ mailboxId, greeting }))
  return { kind: 'over', port: 'ended', reason: 'normal' }
}

/** Rings a SIP address, or puts the caller into a room behind a WebSocket. Throws RemoteFailure. */
export async function bridge(work: Work, action: StepActionOf<'voip_bridge'>): Promise<Outcome> {
  const uri = action.uri?.trim() ?? ''
  const room = action.create_room_uri?.trim() ?? ''
  if (uri === '' && /^wss?:\/\/\S+$/i.test(room)) return enterRoom(work, action, room)
  if (!/^sips?:\S+$/i.test(uri)) throw new RemoteFailure('target', 'only SIP and WebSocket addresses can be bridged')
  return ring(work, { kind: 'uri', uri }, { waits: false, ringSeconds: Math.max(1, Math.round(action.timeout_ms / 1000)) })
}

/** Goes on in a flow or at another backend, by id or name. */
export function jump(work: Work, action: StepActionOf<'jump_ivr'>): never {
  const { config, flows } = work.call.office
  const name = action.ivr_id.trim()
  const backend = [...config.backends.values()].find((b) => b.id === name || b.name === name)
  const flowId = backend ? backendFlow(backend) : flows.published(name) ? name : flows.named(name)
  if (!flowId) throw new RemoteFailure('target', `there is no flow or provider “${name.slice(0, 60)}”`)
  for (const [key, value] of Object.entries(action.params))
    work.set(key, typeof value === 'string' ? value : JSON.stringify(value))
  work.finish('transfer_to_ivr', name)
  throw new Redirected(`flow:${flowId}`)
}
