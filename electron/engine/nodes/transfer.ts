// Transfer: rings one destination and connects.
import { z } from 'zod'
import { DialError } from '../../../shared/domain/dial.ts'
import { fill } from '../../../shared/domain/template.ts'
import { destinationText } from '../../../shared/nodes/destination.ts'
import type { Connected } from '../actions/connect.ts'
import { connect, noticeOfRecording } from '../actions/connect.ts'
import { diallerOf, ringables } from '../actions/destinations.ts'
import { dial, reasonVariable } from '../actions/dial.ts'
import { countCancelled } from '../actions/notReached.ts'
import { phrase } from '../actions/phrases.ts'
import { play } from '../actions/play.ts'
import { ringback } from '../actions/ringback.ts'
import type { Call } from '../session/call.ts'
import { Leg, type LegStart } from '../session/leg.ts'
import { recallCaller } from '../session/recall.ts'
import type { Ringable } from '../session/ringing.ts'
import { behaviour, connectedState, legStart } from './behaviour.ts'

export const dialState = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('dialing'), legs: z.array(legStart) }),
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

export const transfer = behaviour('transfer', dialState, async ({ call, config, state, checkpoint, alive, leads }) => {
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
  let targets: Ringable[] = []
  try {
    if (!state) targets = ringables(diallerOf(call), config.to, fill(config.callerId, call.read))
  } catch (error) {
    if (!(error instanceof DialError)) throw error
    await tellRefused(call, error)
    return leave('failed')
  }
  if (!state && config.record) await noticeOfRecording(call)
  const stopTone = await ringback(call)
  try {
    const dialed = await dial(call, targets, {
      ringTimeoutSeconds: config.ringSeconds,
      role: 'callee',
      early: stopTone,
      planned: (legs: LegStart[]) => checkpoint({ phase: 'dialing', legs }),
      ...(state && alive ? { resume: { legs: state.legs, alive } } : {}),
    })
    call.set('dial.result', dialed.result)
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
