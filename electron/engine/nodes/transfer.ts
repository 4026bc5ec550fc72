// Transfer: rings one destination and connects.
import { z } from 'zod'
import { DialError } from '../../../shared/domain/dial.ts'
import { fill } from '../../../shared/domain/template.ts'
import { destinationText } from '../../../shared/nodes/destination.ts'
import type { Connected } from '../actions/connect.ts'
import { connect, noticeOfRecording } from '../actions/connect.ts'
import { diallerOf, extensionAt, ringables } from '../actions/destinations.ts'
import { dial, reasonVariable } from '../actions/dial.ts'
import { countCancelled } from '../actions/notReached.ts'
import { phrase } from '../actions/phrases.ts'
import { play } from '../actions/play.ts'
import { firstOf, type ReachResult, reach, reaching } from '../actions/reach.ts'
import { ringback } from '../actions/ringback.ts'
import type { Call } from '../session/call.ts'
import { Leg } from '../session/leg.ts'
import { recallCaller } from '../session/recall.ts'
import type { Ringable } from '../session/ringing.ts'
import { behaviour, connectedState, legStart, type NodeContext } from './behaviour.ts'

export const dialState = z.discriminatedUnion('phase', [
  // `reaching`: an extension is rung by its person's rules.
  z.object({ phase: z.literal('dialing'), legs: z.array(legStart), reaching: reaching.optional() }),
  connectedState,
])

const portOf = (result: 'busy' | 'failed' | 'cancel' | 'noAnswer' | 'rejected') => {
  if (result === 'busy') return 'busy'
  return result === 'failed' || result === 'cancel' ? 'failed' : 'noAnswer'
}

async function tellRefused(call: Call, { code, message }: DialError): Promise<void> {
  call.trace('dial.refused', { code, reason: message })
  call.set(reasonVariable, code === 'trunksFull' ? 'congestion' : 'refused')
  if (code !== 'trunksFull' && call.kind === 'phone') await play(call, phrase(call, 'cannotDial'))
}

/** An extension by its person's rules; anything else, and what an older host left ringing, as it is. */
function ring(
  { call, config, state, checkpoint, alive }: NodeContext<'transfer', z.infer<typeof dialState>>,
  extension: string | null,
  targets: Ringable[],
  early: () => void,
): Promise<ReachResult> {
  const before = state?.phase === 'dialing' ? state : null
  const resumed = before && alive ? { legs: before.legs, alive } : null
  const rules = before ? before.reaching : extension === null ? undefined : firstOf(extension)
  if (rules)
    return reach(call, rules, {
      role: 'callee',
      early,
      ringSeconds: config.ringSeconds,
      callerId: { name: call.fromName, number: fill(config.callerId, call.read) || call.from },
      planned: (legs, reaching) => checkpoint({ phase: 'dialing', legs, reaching }),
      resumed,
    })
  return dial(call, targets, {
    role: 'callee',
    early,
    ringTimeoutSeconds: config.ringSeconds,
    planned: (legs) => checkpoint({ phase: 'dialing', legs }),
    ...(resumed ? { resume: resumed } : {}),
  })
}

export const transfer = behaviour('transfer', dialState, async (node) => {
  const { call, config, state, checkpoint, alive, leads } = node
  const to = fill(destinationText(config.to), call.read)
  // A way out that leads nowhere loses no caller.
  const leave = (port: 'busy' | 'noAnswer' | 'failed') => {
    if (leads(port)) return port
    throw recallCaller(call, to, port === 'failed' ? 'unreachable' : port)
  }
  const save = (connected: Connected) => checkpoint(connected)
  if (state?.phase === 'connected') {
    const found = alive?.get(state.leg.channelId)
    if (!found) return 'ended'
    await connect(call, Leg.adopt(call, state.leg, found.sipCallId), { record: config.record, save, resumed: state })
    return 'ended'
  }
  const extension = extensionAt(call, config.to)
  let targets: Ringable[] = []
  try {
    if (!state && extension === null) targets = ringables(diallerOf(call), config.to, fill(config.callerId, call.read))
  } catch (error) {
    if (!(error instanceof DialError)) throw error
    await tellRefused(call, error)
    return leave('failed')
  }
  if (!state && config.record) await noticeOfRecording(call)
  const stopTone = await ringback(call)
  try {
    const dialed = await ring(node, extension, targets, stopTone)
    call.set('dial.result', dialed.result)
    // Whoever heard an announcement in place of somebody heard all there is.
    if (dialed.result === 'told') return 'ended'
    if (dialed.result !== 'answered') return leave(portOf(dialed.result))
    stopTone()
    await connect(call, dialed.leg, { record: config.record, save })
    return 'ended'
  } catch (error) {
    countCancelled(call, error)
    throw error
  } finally {
    stopTone()
  }
})
