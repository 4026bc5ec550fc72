// A caller who asked to be called back keeps the place in line: a placeholder waits, and its turn starts the return call.
import type { Callback } from '../../../shared/domain/calls.ts'
import type { Ports } from '../ports.ts'
import type { Dispatcher, QueueEntry } from '../queues/dispatcher.ts'
import type { Reservation } from '../queues/reservation.ts'
import type { OfficeContext } from '../session/context.ts'

const journalKey = 'placeholders'
type Place = { since: number; order: number }

type PlaceholderContext = Pick<Ports, 'journal' | 'callbacks' | 'log'> & {
  office: Pick<OfficeContext, 'config'>
  dispatcher: Dispatcher
  /** Starts the return call to the number with the operator. */
  startReturn(callbackId: string, operatorId: string): Promise<unknown>
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
    for (const [id, place] of Object.entries(this.places)) {
      const callback = this.context.callbacks.get(id)
      if (callback?.status === 'pending') this.enter(callback, place)
      else this.forget(id)
    }
  }

  private forget(id: string): void {
    const { [id]: _gone, ...rest } = this.places
    this.context.journal.put(journalKey, rest)
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
      offer: (reservation) => this.turn(entry, reservation),
    }
    dispatcher.enter(entry)
  }

  private turn(entry: QueueEntry, reservation: Reservation): void {
    const { dispatcher, callbacks, log } = this.context
    const id = entry.callId
    const [operatorId] = reservation.operatorIds
    dispatcher.leave(entry)
    this.forget(id)
    const now = callbacks.get(id)
    if (!operatorId) return
    reservation.endAll('unused')
    if (now?.status !== 'pending') return
    this.context
      .startReturn(id, operatorId)
      .catch((error: unknown) => log.warn('a callback could not be offered', { id, error: String(error) }))
  }
}
