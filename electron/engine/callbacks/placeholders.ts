// A caller who asked to be called back keeps the place in line: a placeholder waits, and its turn starts the return call. The place is
// given up when the return call has begun or the request is closed, and for nothing else: whoever was rung and did not take it, a claim
// that ran out, a host that died, all lead back to it. Outside the queue's opening hours nobody is offered it: it rests until they begin.
import type { Callback } from '../../../shared/domain/calls.ts'
import { outlookOf } from '../../../shared/domain/officeHours.ts'
import { EngineError } from '../api.ts'
import type { Ports, Timer } from '../ports.ts'
import type { Dispatcher, QueueEntry } from '../queues/dispatcher.ts'
import type { Reservation } from '../queues/reservation.ts'
import type { OfficeContext } from '../session/context.ts'

const journalKey = 'placeholders'
/** Longest until hours are asked again, ms: a timer of a year would be none. */
const longestRestMs = 6 * 3_600_000

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
  /** Of requests that rest until their queue opens. */
  private readonly resting = new Map<string, Timer>()

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

  /** Hours, or a switch by hand over them, changed: whoever rests is looked at again. */
  hoursChanged(): void {
    for (const id of [...this.resting.keys()]) this.wake(id)
  }

  stop(): void {
    for (const timer of this.resting.values()) timer.cancel()
    this.resting.clear()
  }

  /** The return call has begun, or nothing is to be done: the place is given up. */
  begun(id: string): void {
    const { dispatcher, journal } = this.context
    const { [id]: gone, ...rest } = this.places
    if (gone) journal.put(journalKey, rest)
    this.rests(id, null)
    const entry = dispatcher.find(id)
    if (entry) dispatcher.leave(entry)
  }

  private enter(callback: Callback, { since, order }: Place): void {
    const { dispatcher, office } = this.context
    if (dispatcher.find(callback.id) || this.restsWhileClosed(callback)) return
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

  /** True outside the opening hours of its queue; it is looked at again when they may begin. */
  private restsWhileClosed({ id, queueId }: Callback): boolean {
    const { office, clock } = this.context
    const scheduleId = office.config.queues.get(queueId)?.scheduleId
    const outlook = scheduleId ? outlookOf(office.config, scheduleId, clock.now()) : null
    const closed = outlook !== null && outlook.state !== 'open'
    const ms = Math.min((outlook?.next?.at ?? Number.POSITIVE_INFINITY) - clock.now(), longestRestMs)
    this.rests(id, closed ? clock.after(ms, () => this.wake(id)) : null)
    return closed
  }

  private rests(id: string, timer: Timer | null): void {
    this.resting.get(id)?.cancel()
    if (timer) this.resting.set(id, timer)
    else this.resting.delete(id)
  }

  private wake(id: string): void {
    this.rests(id, null)
    const callback = this.context.callbacks.get(id)
    if (callback) this.changed(callback)
    else this.begun(id)
  }

  /** Its turn: it stays in line until the operator has taken the call. */
  private async turn(entry: QueueEntry, reservation: Reservation): Promise<void> {
    const { dispatcher, callbacks, log } = this.context
    const id = entry.callId
    const callback = callbacks.get(id)
    const [operatorId] = reservation.operatorIds
    try {
      if (callback?.status !== 'pending') dispatcher.leave(entry)
      else if (this.restsWhileClosed(callback)) {
        dispatcher.leave(entry)
        reservation.endAll('unused')
      } else if (operatorId) await this.context.startReturn(id, operatorId, reservation)
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
