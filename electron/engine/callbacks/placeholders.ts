// A caller who asked to be called back keeps the place in line: a placeholder waits, and its turn starts the return call. The place is
// given up when the return call has begun or the request is closed, and for nothing else: whoever was rung and did not take it, a claim
// that ran out, a host that died, all lead back to it.
import type { Callback } from '../../../shared/domain/calls.ts'
import { EngineError } from '../api.ts'
import type { Ports } from '../ports.ts'
import type { Dispatcher, QueueEntry } from '../queues/dispatcher.ts'
import type { Reservation } from '../queues/reservation.ts'
import type { OfficeContext } from '../session/context.ts'

const journalKey = 'placeholders'
type Place = { since: number; order: number }

type PlaceholderContext = Pick<Ports, 'journal' | 'callbacks' | 'clock' | 'log'> & {
  office: Pick<OfficeContext, 'config'>
  dispatcher: Dispatcher
  /** Starts the return call to the number with the operator of the reservation, which it ends. */
  startReturn(callbackId: string, operatorId: string, reservation: Reservation): Promise<unknown>
}

/** The places in line of those who will be called back. */
export class Placeholders {
  private readonly context: PlaceholderContext

  constructor(context: PlaceholderContext) {
    this.context = context
  }

  private get places(): Record<string, Place> {
    return (this.context.journal.get(journalKey) as Record<string, Place> | undefined) ?? {}
  }

  /** Puts the request in line at the caller's place; journalled. */
  add(callback: Callback, place: Place): void {
    this.context.journal.put(journalKey, { ...this.places, [callback.id]: place })
    this.enter(callback, place)
  }

  /** After a restart. */
  restore(): void {
    for (const id of Object.keys(this.places)) {
      const callback = this.context.callbacks.get(id)
      if (callback) this.changed(callback)
      else this.begun(id)
    }
  }

  /** The request changed: a pending one has a place in the queue, a closed one has none. */
  changed(callback: Callback): void {
    const { dispatcher, clock } = this.context
    const place = this.places[callback.id]
    if (!place) return
    const entry = dispatcher.find(callback.id)
    const later = callback.retryAt !== null && callback.retryAt > clock.now()
    if (callback.status === 'done' || (callback.status === 'pending' && later)) this.begun(callback.id)
    else if (callback.status === 'pending') this.enter(callback, place)
    else if (entry?.status === 'callback') dispatcher.leave(entry) // claimed out of turn: the place is kept for when it is given back
  }

  /** The return call has begun, or nothing is to be done: the place is given up. */
  begun(id: string): void {
    const { dispatcher, journal } = this.context
    const { [id]: gone, ...rest } = this.places
    if (gone) journal.put(journalKey, rest)
    const entry = dispatcher.find(id)
    if (entry) dispatcher.leave(entry)
  }

  private enter(callback: Callback, { since, order }: Place): void {
    const { dispatcher, office } = this.context
    if (dispatcher.find(callback.id)) return
    const entry: QueueEntry = {
      callId: callback.id,
      queueId: callback.queueId,
      from: callback.number,
      fromName: '',
      since,
      order,
      priority: office.config.queues.get(callback.queueId)?.priority ?? 0,
      status: 'callback',
      path: [],
      offer: (reservation) => void this.turn(entry, reservation),
    }
    dispatcher.enter(entry)
  }

  /** Its turn: it stays in line until the operator has taken the call. */
  private async turn(entry: QueueEntry, reservation: Reservation): Promise<void> {
    const { dispatcher, callbacks, log } = this.context
    const id = entry.callId
    const [operatorId] = reservation.operatorIds
    try {
      if (callbacks.get(id)?.status !== 'pending') dispatcher.leave(entry)
      else if (operatorId) await this.context.startReturn(id, operatorId, reservation)
    } catch (error) {
      log.info('a callback was not taken', { id, operatorId, error: String(error) })
      // The number may not be called: that is for people to see on the list, and no other operator changes it.
      if (error instanceof EngineError && error.code === 'REFUSED') this.begun(id)
    } finally {
      reservation.endAll('missed')
      if (dispatcher.find(id) === entry) dispatcher.back(entry, 'callback')
    }
  }
}
