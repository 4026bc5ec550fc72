// Park: music in a numbered slot until a phone calls its number; after a while the parker rings again.
import { z } from 'zod'
import { ensureAnswered } from '../actions/answer.ts'
import { type Connected, connect } from '../actions/connect.ts'
import { type DialResult, dial } from '../actions/dial.ts'
import type { Operators } from '../queues/operators.ts'
import type { BridgedCallEnd } from '../session/bridgedCall.ts'
import type { Call } from '../session/call.ts'
import { ConfigurationError, Redirected } from '../session/callErrors.ts'
import { Leg, type LegStart } from '../session/leg.ts'
import { type Parking, parkVariables, type Taker } from '../session/parking.ts'
import { recallPhones } from '../session/recall.ts'
import { handedOn } from '../session/redirects.ts'
import type { Ringable } from '../session/ringing.ts'
import { type AliveChannels, behaviour, connectedState, legStart } from './behaviour.ts'

const place = {
  slot: z.string(),
  by: z.string().nullable(),
  number: z.string(),
  name: z.string(),
  since: z.number(),
  until: z.number(),
}
const parkState = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('parked'), ...place }),
  z.object({ phase: z.literal('returning'), ...place, legs: z.array(legStart) }),
  connectedState.extend(place),
])
type ParkState = z.infer<typeof parkState>
type Place = { slot: string; by: string | null; number: string; name: string; since: number; until: number }
type Returning = Extract<ParkState, { phase: 'returning' }> & { alive: AliveChannels }

/** How long the parker, and after them the reception, is rung, s. */
const ringSeconds = 30

type ParkContext = { parking: Parking; operators: Operators }

export const park = (context: ParkContext) =>
  behaviour('park', parkState, async ({ call, state, checkpoint, alive }) => {
    const visit = new ParkVisit(context, call, state ?? newPlace(call), checkpoint)
    if (state?.phase === 'connected') {
      const found = alive?.get(state.leg.channelId)
      if (!found) return 'ended'
      const end = await visit.talk(Leg.adopt(call, state.leg, found.sipCallId), state)
      if (end !== 'legLost') return 'ended'
    }
    await ensureAnswered(call)
    return visit.run(state?.phase === 'returning' && alive ? { ...state, alive } : null)
  })

function newPlace(call: Call): Place {
  const { clock } = call.pbx
  const { config } = call.office
  const since = clock.now()
  return {
    slot: call.read(parkVariables.slot),
    by: call.read(parkVariables.by) || null,
    number: call.read(parkVariables.number),
    name: call.read(parkVariables.name),
    since,
    until: since + config.settings.parkSeconds * 1000,
  }
}

class ParkVisit {
  private readonly context: ParkContext
  private readonly call: Call
  private readonly place: Place
  private readonly checkpoint: (state: ParkState) => void

  constructor(
    context: ParkContext,
    call: Call,
    { slot, by, number, name, since, until }: Place,
    checkpoint: (state: ParkState) => void,
  ) {
    this.context = context
    this.call = call
    this.place = { slot, by, number, name, since, until }
    this.checkpoint = checkpoint
  }

  /** Waits until someone talks to the caller and that talk is over. */
  async run(returning: Returning | null): Promise<string> {
    const { call, place } = this
    let resumed = returning
    try {
      for (;;) {
        this.enter(resumed !== null)
        const leg = (resumed ? null : await this.waited()) ?? (await this.returned(resumed))
        resumed = null
        if (leg && (await this.talk(leg)) !== 'legLost') return 'ended'
        if (!leg && call.assignment.queueId) this.toQueue(call.assignment.queueId)
        place.until = call.pbx.clock.now() + call.office.config.settings.parkSeconds * 1000
      }
    } finally {
      this.leave()
    }
  }

  /** Back to where the caller came from, at its head. */
  private toQueue(queueId: string): never {
    const { by, number, name } = this.place
    this.call.assignment.handOn(handedOn(this.call, this.place.slot, { by, number, name, reason: 'noAnswer' }))
    throw new Redirected(`queue:${queueId}`)
  }

  private enter(returning: boolean): void {
    const { call, place } = this
    const { parking } = this.context
    const { telephony, log } = call.pbx
    const slot = parking.reserve(call.id, place.slot)
    if (!slot) throw new ConfigurationError('NO_SLOT', 'Every parking slot is taken.')
    place.slot = slot
    if (!returning) this.remember()
    this.show(returning)
    call.trace('call.parked', { slot, ...(place.by ? { by: place.by } : {}) })
    telephony
      .startMusic(call.channelId)
      .catch((error: unknown) => log.warn('music did not start', { callId: call.id, error: String(error) }))
  }
  private remember(): void {
    this.checkpoint({ phase: 'parked', ...this.place })
  }
  private show(returning: boolean): void {
    const { slot, by, number, name, since } = this.place
    this.call.assignment.park({ slot, by, number, name, since, returning })
    this.call.changed()
  }
  private leave(): void {
    const { call, place } = this
    this.context.parking.leave(place.slot, call.id)
    if (!call.assignment.parked) return
    call.assignment.park(null)
    call.changed()
    if (!call.isGone)
      call.pbx.telephony
        .stopMusic(call.channelId)
        .catch((error: unknown) => call.pbx.log.warn('music was not stopped', { callId: call.id, error: String(error) }))
  }

  /** The leg that picked up, or null when nobody did in time. */
  private async waited(): Promise<Leg | null> {
    const { call, place } = this
    const { clock } = call.pbx
    const { parking } = this.context
    for (;;) {
      const taker = await call.until<Taker | null>((resolve) => {
        const timer = clock.after(Math.max(0, place.until - clock.now()), () => resolve(null))
        const release = parking.await(place.slot, call.id, resolve)
        return () => {
          timer.cancel()
          release()
        }
      })
      if (!taker) return null
      const leg = await this.pickedUp(taker)
      if (leg) return leg
    }
  }

  /** Answers the phone that called the slot; null when it gave up meanwhile. */
  private async pickedUp({ leg, channel }: Taker): Promise<Leg | null> {
    const { call } = this
    try {
      call.check()
      await call.pbx.telephony.answer(leg.channelId)
      call.check()
    } catch (error) {
      leg.drop('normal')
      call.check()
      call.trace('leg.failed', { to: leg.destination, error: String(error) })
      return null
    }
    if (leg.state === 'ended') return null
    leg.entered({ ...channel, state: 'up' })
    call.trace('call.pickedUp', { by: leg.destination, slot: this.place.slot })
    return leg
  }

  /** Rings the parker, then the reception unless a queue will take them; null when nobody answers. */
  private async returned(resumed: Returning | null): Promise<Leg | null> {
    const { call, place } = this
    this.show(true)
    const { slot: from, by, number, name } = place
    let pending = resumed
    // A queue takes the caller back before the reception is rung.
    for (const step of call.assignment.queueId ? (['transferor'] as const) : (['transferor', 'reception'] as const)) {
      const targets = recallPhones(call, this.context.operators, step, { by, from, number, name }, pending !== null)
      if (targets.length === 0 && !pending) continue
      const leg = await this.ring(targets, pending)
      pending = null
      if (leg) return leg
    }
    return null
  }

  /** Rings; a call to the slot meanwhile picks up as well. */
  private async ring(targets: Ringable[], resumed: Returning | null): Promise<Leg | null> {
    const { call, place } = this
    const cut = new AbortController()
    let taker: Taker | null = null
    const release = this.context.parking.await(place.slot, call.id, (found) => {
      taker = found
      cut.abort()
    })
    let dialed: DialResult | null = null
    try {
      call.trace('call.parkReturned', { slot: place.slot, to: targets.map(({ destination }) => destination) })
      dialed = await dial(call, targets, {
        ringTimeoutSeconds: ringSeconds,
        role: 'parkReturn',
        signal: cut.signal,
        notes: { parked: place.slot },
        planned: (legs: LegStart[]) => this.checkpoint({ phase: 'returning', ...place, legs }),
        ...(resumed ? { resume: { legs: resumed.legs, alive: resumed.alive } } : {}),
      })
    } finally {
      release()
      if (taker && dialed?.result !== 'cancel') (taker as Taker).leg.drop('normal')
    }
    if (taker && dialed.result === 'cancel') return this.pickedUp(taker)
    return dialed.result === 'answered' ? dialed.leg : null
  }

  /** The conversation with the party that took the caller. */
  async talk(leg: Leg, resumed?: Extract<ParkState, { phase: 'connected' }>): Promise<BridgedCallEnd> {
    const { call, place } = this
    const operator = leg.extension ? this.context.operators.byExtension(leg.extension) : undefined
    if (operator) call.assignment.by(operator.id)
    place.by = leg.extension
    if (!resumed) this.leave()
    const save = (connected: Connected) => this.checkpoint({ ...connected, ...place })
    return connect(call, leg, { record: false, save, ...(resumed ? { resumed } : {}) })
  }
}
