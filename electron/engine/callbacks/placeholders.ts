// A caller who asked to be called back keeps the place in line: a placeholder waits, and its turn starts the return call.
import type { Callback } from '../../../shared/domain/calls.ts'
import type { Waiter } from '../queues/dispatcher.ts'
import type { Exchange } from '../session/exchange.ts'

const journalKey = 'placeholders'
type Kept = Record<string, { since: number; order: number }>

/** Starts the return call to `callback` with the operator; set by the engine. */
export type StartReturn = (callbackId: string, operatorId: string) => Promise<void>

const starters = new WeakMap<Exchange, StartReturn>()
/** Names who starts the return call when a placeholder’s turn has come. */
export function onPlaceholderTurn(exchange: Exchange, start: StartReturn): void {
  starters.set(exchange, start)
}

/** Puts the request in line at the caller's place; journalled. */
export function placeholder(exchange: Exchange, callback: Callback, place: { since: number; order: number }): void {
  const kept = (exchange.journal.get(journalKey) as Kept | undefined) ?? {}
  exchange.journal.put(journalKey, { ...kept, [callback.id]: place })
  enter(exchange, callback, place)
}

/** After a restart. */
export function restorePlaceholders(exchange: Exchange): void {
  const kept = (exchange.journal.get(journalKey) as Kept | undefined) ?? {}
  for (const [id, place] of Object.entries(kept)) {
    const callback = exchange.callbacks.get(id)
    if (callback?.status === 'pending') enter(exchange, callback, place)
    else forget(exchange, id)
  }
}

function forget(exchange: Exchange, id: string): void {
  const { [id]: _gone, ...rest } = (exchange.journal.get(journalKey) as Kept | undefined) ?? {}
  exchange.journal.put(journalKey, rest)
}

function enter(exchange: Exchange, callback: Callback, place: { since: number; order: number }): void {
  if (exchange.dispatcher.find(callback.id)) return
  const waiter: Waiter = {
    callId: callback.id,
    queueId: callback.queueId,
    from: callback.number,
    fromName: '',
    since: place.since,
    order: place.order,
    priority: exchange.config.queues.get(callback.queueId)?.priority ?? 0,
    status: 'callback',
    path: [],
    offer: (operatorIds) => {
      exchange.dispatcher.leave(waiter)
      forget(exchange, callback.id)
      const [operatorId] = operatorIds
      const now = exchange.callbacks.get(callback.id)
      const start = starters.get(exchange)
      if (!operatorId) return
      exchange.operators.release(operatorId, 'unused')
      if (now?.status !== 'pending' || !start) return
      start(callback.id, operatorId).catch((error: unknown) =>
        exchange.log.warn('a callback could not be offered', { id: callback.id, error: String(error) }),
      )
    },
  }
  exchange.dispatcher.enter(waiter)
}
