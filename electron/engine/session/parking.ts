// Parking slots: who waits where, and the phone that picks them up by calling the slot's number.
import { slotsOf } from '../../../shared/domain/parking.ts'
import type { ChannelInfo } from '../ports.ts'
import type { Call } from './call.ts'
import type { OfficeContext } from './context.ts'
import { Leg } from './leg.ts'

/** The phone of someone who called the slot: owned by the parked call from the first moment on, not answered yet. */
export type Taker = { leg: Leg; channel: ChannelInfo }

type Slot = { callId: string; take: ((taker: Taker) => void) | null }

/** Where a call to be parked finds what its slot is to show. */
export const parkVariables = { slot: 'park.slot', by: 'park.by', number: 'park.number', name: 'park.name' }
export type ParkVariable = keyof typeof parkVariables

export class Parking {
  private readonly office: Pick<OfficeContext, 'config'>
  private readonly calls: ReadonlyMap<string, Call>
  private readonly slots = new Map<string, Slot>()
  constructor(office: Pick<OfficeContext, 'config'>, calls: ReadonlyMap<string, Call>) {
    this.office = office
    this.calls = calls
  }

  /** Whether calling that number means a parking slot. */
  isSlot(number: string): boolean {
    const { settings, extensions, routes } = this.office.config
    return slotsOf(settings).includes(number) && !extensions.has(number) && !routes.has(number)
  }

  /** Gives the call a slot: the wished one if it is free, else the lowest; null when all are taken. It is the call's until `leave` or its end. */
  reserve(callId: string, wish?: string): string | null {
    const free = slotsOf(this.office.config.settings).filter((number) => this.isSlot(number) && !this.holder(number, callId))
    const slot = free.find((number) => number === wish) ?? free[0]
    if (slot !== undefined) this.slots.set(slot, { callId, take: null })
    return slot ?? null
  }
  private holder(number: string, except: string): Call | undefined {
    const slot = this.slots.get(number)
    return slot && slot.callId !== except ? this.calls.get(slot.callId) : undefined
  }

  /** Told of the next phone that calls the slot; the function returned stops it. */
  await(slot: string, callId: string, take: (taker: Taker) => void): () => void {
    const held: Slot = { callId, take }
    this.slots.set(slot, held)
    return () => {
      held.take = null
    }
  }

  leave(slot: string, callId: string): void {
    if (this.slots.get(slot)?.callId === callId) this.slots.delete(slot)
  }

  /** A phone calls a slot's number. False when nobody waits there, or somebody else is just picking up. */
  pickUp(slot: string, channel: ChannelInfo, extension: string | null): boolean {
    const held = this.slots.get(slot)
    const call = held && this.calls.get(held.callId)
    if (!held?.take || !call || call.isGone) return false
    const start = {
      channelId: channel.id,
      console: channel.phone?.console ?? false,
      role: 'pickUp',
      extension,
      destination: extension ?? channel.callerNumber,
    }
    const { take } = held
    held.take = null
    take({ leg: new Leg(call, start, {}), channel })
    return true
  }
}
