// Hunt Group: all at once, in order, or random; the first answer wins.
import { z } from 'zod'
import { DialError } from '../../../shared/domain/dial.ts'
import { fill } from '../../../shared/domain/template.ts'
import { type Destination, destinationText } from '../../../shared/nodes/destination.ts'
import { connect, noticeOfRecording } from '../actions/connect.ts'
import { diallerOf, ringables } from '../actions/destinations.ts'
import { dial } from '../actions/dial.ts'
import { ringback } from '../actions/ringback.ts'
import type { Call } from '../session/call.ts'
import { Leg } from '../session/leg.ts'
import { recallCaller } from '../session/recall.ts'
import type { Ringable } from '../session/ringing.ts'
import { behaviour, connectedState, legStart } from './behaviour.ts'

const huntState = z.discriminatedUnion('phase', [
  z.object({
    phase: z.literal('hunting'),
    /** Groups rung one after the other, by index into the destinations. */
    rounds: z.array(z.array(z.int())),
    round: z.int(),
    startedAt: z.number(),
    legs: z.array(legStart),
  }),
  connectedState,
])
type HuntState = z.infer<typeof huntState>

/** Shuffled, but never starting with the one the last call of this node started with. */
function shuffled(count: number, last: number | undefined, chance: () => number): number[] {
  const order = Array.from({ length: count }, (_, i) => i)
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(chance() * (i + 1))
    ;[order[i], order[j]] = [order[j] as number, order[i] as number]
  }
  if (count > 1 && order[0] === last) order.push(order.shift() as number)
  return order
}

function rounds(call: Call, nodeId: string, count: number, strategy: 'allAtOnce' | 'inOrder' | 'random'): number[][] {
  if (strategy === 'allAtOnce') return [Array.from({ length: count }, (_, i) => i)]
  if (strategy === 'inOrder') return Array.from({ length: count }, (_, i) => [i])
  const { journal } = call.records
  const { chance } = call.pbx
  const key = `hunt:${call.position.flowId}:${nodeId}`
  const order = shuffled(count, journal.get(key) as number | undefined, () => chance.next())
  journal.put(key, order[0])
  return order.map((i) => [i])
}

function targetsOf(call: Call, destinations: Destination[], callerId: string): Ringable[] {
  return destinations.flatMap((to) => {
    try {
      return ringables(diallerOf(call), to, fill(callerId, call.read))
    } catch (error) {
      if (!(error instanceof DialError)) throw error
      call.trace('dial.refused', { code: error.code, reason: error.message })
      return []
    }
  })
}

export const huntGroup = behaviour('huntGroup', huntState, async ({ call, config, nodeId, state, checkpoint, alive, leads }) => {
  const nobody = () => {
    if (leads('noAnswer')) return 'noAnswer'
    throw recallCaller(call, fill(config.destinations.map(destinationText).join(', '), call.read), 'noAnswer')
  }
  if (state?.phase === 'connected') {
    const found = alive?.get(state.leg.channelId)
    if (found)
      await connect(call, Leg.adopt(call, state.leg, found.sipCallId), {
        record: config.record,
        save: checkpoint,
        resumed: state,
      })
    return 'ended'
  }
  const { clock } = call.pbx
  let now: Extract<HuntState, { phase: 'hunting' }> = state ?? {
    phase: 'hunting',
    rounds: rounds(call, nodeId, config.destinations.length, config.strategy),
    round: 0,
    startedAt: clock.now(),
    legs: [],
  }
  if (!state && config.record) await noticeOfRecording(call)
  const stopTone = await ringback(call)
  try {
    for (; now.round < now.rounds.length; now = { ...now, round: now.round + 1, legs: [] }) {
      const leftSeconds = config.totalSeconds - (clock.now() - now.startedAt) / 1000
      if (leftSeconds <= 0) return nobody()
      const resuming = now === state && now.legs.length > 0 && alive !== null
      const group = (now.rounds[now.round] ?? []).flatMap((i) => config.destinations[i] ?? [])
      const current = now
      const dialed = await dial(call, resuming ? [] : targetsOf(call, group, config.callerId), {
        ringTimeoutSeconds: Math.max(1, Math.min(config.ringSeconds, Math.ceil(leftSeconds))),
        role: 'callee',
        planned: (legs) => checkpoint({ ...current, legs }),
        ...(resuming ? { resume: { legs: now.legs, alive } } : {}),
      })
      if (dialed.result !== 'answered') continue
      stopTone()
      await connect(call, dialed.leg, { record: config.record, save: checkpoint })
      return 'ended'
    }
    return nobody()
  } finally {
    stopTone()
  }
})
