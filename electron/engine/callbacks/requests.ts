// Callback requests: leased work. pending → claimed → dialing → done | retry at | expired (spec/queues.md).
import type { Callback, CallbackOutcome } from '../../../shared/domain/calls.ts'
import { refusalOf } from '../actions/outgoing.ts'
import { EngineError } from '../api.ts'
import type { Timer } from '../ports.ts'
import type { Exchange } from '../session/exchange.ts'

export const leaseMs = 10 * 60_000

/** Marked when no rule lets the number be called, or nobody confirmed it. Stores a request, or finds the open one of the same number and queue. */
export function requestCallback(
  exchange: Exchange,
  { unconfirmed = false, ...request }: { number: string; queueId: string; callId: string | null; unconfirmed?: boolean },
): { callback: Callback; created: boolean } {
  const stored = exchange.callbacks.create({ id: `cb-q-${exchange.chance.id()}`, at: exchange.clock.now(), ...request })
  const refused = refusalOf({ exchange, onRightOf: null }, request.number)
  // What was confirmed once stays so.
  const doubtful = unconfirmed && (stored.created || stored.callback.unconfirmed === true)
  const { unconfirmed: _, refused: __, ...plain } = stored.callback
  const callback = { ...plain, ...(refused ? { refused } : {}), ...(doubtful ? { unconfirmed: true } : {}) }
  exchange.callbacks.save(callback)
  exchange.live.callback(callback)
  return { callback, created: stored.created }
}

/** The caller says that this is not the number. */
export function withdrawCallback(exchange: Exchange, callback: Callback): void {
  save(exchange, { ...callback, status: 'done', outcome: 'cancelled' })
}

/** The number got through by itself: its open requests in the queue are done. */
export function closeOnContact(exchange: Exchange, number: string, queueId: string): void {
  if (number.length < 3) return
  for (const open of exchange.callbacks.open(queueId)) {
    if (open.number !== number || open.status === 'dialing') continue
    save(exchange, { ...open, status: 'done', outcome: 'calledBackIn', claimedBy: null, leaseUntil: null })
  }
}

/** Stores the request and tells every console. */
export function save(exchange: Exchange, callback: Callback): Callback {
  exchange.callbacks.save(callback)
  exchange.live.callback(callback)
  return callback
}

/** Claims, attempts and outcomes of the requests; a claim that runs out falls back by itself. */
export class CallbackDesk {
  private readonly exchange: Exchange
  private readonly leases = new Map<string, Timer>()

  constructor(exchange: Exchange) {
    this.exchange = exchange
  }

  /** After a start: leases go on running; those that ran out fall back. */
  restore(): void {
    for (const callback of this.exchange.callbacks.open()) {
      if (callback.status === 'claimed') this.watch(callback)
      // A return call that was under way is resumed with its session; its end settles the request.
    }
  }

  get(id: string): Callback {
    const callback = this.exchange.callbacks.get(id)
    if (!callback) throw new EngineError('NOT_FOUND', 'This request is not there any more.')
    return callback
  }
  /** Throws CONFLICT when someone else holds it or it is closed. */
  private mine(id: string, operatorId: string): Callback {
    const callback = this.get(id)
    if (callback.status === 'done' || callback.status === 'expired')
      throw new EngineError('CONFLICT', 'This request is closed already.')
    if (callback.claimedBy !== operatorId) throw new EngineError('CONFLICT', 'Claim the request first.')
    return callback
  }

  claim(id: string, operatorId: string): Callback {
    const callback = this.get(id)
    if (callback.status === 'done' || callback.status === 'expired')
      throw new EngineError('CONFLICT', 'This request is closed already.')
    if (callback.claimedBy !== null && callback.claimedBy !== operatorId)
      throw new EngineError('CONFLICT', 'Someone else has this request.')
    if (callback.status === 'dialing') throw new EngineError('CONFLICT', 'This request is being called right now.')
    const claimed = save(this.exchange, {
      ...callback,
      status: 'claimed',
      claimedBy: operatorId,
      leaseUntil: this.exchange.clock.now() + leaseMs,
    })
    this.watch(claimed)
    return claimed
  }
  release(id: string, operatorId: string): Callback {
    return this.giveBack(this.mine(id, operatorId))
  }
  /** Back to pending, for anyone. */
  giveBack(callback: Callback): Callback {
    this.unwatch(callback.id)
    return save(this.exchange, { ...callback, status: 'pending', claimedBy: null, leaseUntil: null })
  }
  finish(id: string, operatorId: string, outcome: CallbackOutcome, note?: string): Callback {
    const callback = this.mine(id, operatorId)
    this.unwatch(id)
    return save(this.exchange, {
      ...callback,
      status: 'done',
      outcome,
      claimedBy: operatorId,
      leaseUntil: null,
      note: note ?? callback.note,
    })
  }
  retry(id: string, operatorId: string, at: number, note?: string): Callback {
    const callback = this.mine(id, operatorId)
    return this.giveBack({ ...callback, retryAt: at, note: note ?? callback.note })
  }
  /** The return call begins. */
  dialing(id: string, operatorId: string, callId: string): Callback {
    const callback = this.mine(id, operatorId)
    this.unwatch(id)
    const attempts = [...callback.attempts, { at: this.exchange.clock.now(), operatorId, result: 'dialing', callId }]
    return save(this.exchange, { ...callback, status: 'dialing', leaseUntil: null, attempts })
  }
  /** The return call is over: reached closes it, anything else gives it back to its holder with a fresh lease. */
  returned(id: string, result: 'reached' | 'noAnswer' | 'busy' | 'failed'): void {
    const callback = this.exchange.callbacks.get(id)
    if (callback?.status !== 'dialing') return
    const attempts = callback.attempts.map((attempt, i) =>
      i === callback.attempts.length - 1 ? { ...attempt, result } : attempt,
    )
    if (result === 'reached') {
      save(this.exchange, { ...callback, status: 'done', outcome: 'reached', attempts })
      return
    }
    const claimed = save(this.exchange, {
      ...callback,
      status: 'claimed',
      leaseUntil: this.exchange.clock.now() + leaseMs,
      attempts,
    })
    this.watch(claimed)
  }

  private watch(callback: Callback): void {
    this.unwatch(callback.id)
    const ms = Math.max(0, (callback.leaseUntil ?? 0) - this.exchange.clock.now())
    this.leases.set(
      callback.id,
      this.exchange.clock.after(ms, () => {
        this.leases.delete(callback.id)
        const now = this.exchange.callbacks.get(callback.id)
        if (now?.status === 'claimed') this.giveBack(now)
      }),
    )
  }
  private unwatch(id: string): void {
    this.leases.get(id)?.cancel()
    this.leases.delete(id)
  }
  stop(): void {
    for (const timer of this.leases.values()) timer.cancel()
    this.leases.clear()
  }
}
