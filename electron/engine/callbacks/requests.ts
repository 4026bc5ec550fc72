// Callback requests: leased work. pending → claimed → dialing → done | retry at (docs/spec/queues.md). None ends by itself: whoever was
// promised a call stays on the list until somebody deals with it.
import { type Callback, type CallbackOutcome, owesOutcome } from '../../../shared/domain/calls.ts'
import { refusalOf } from '../actions/outgoing.ts'
import { EngineError, type RetryOrder } from '../api.ts'
import type { Ports, Timer } from '../ports.ts'
import type { OfficeContext } from '../session/context.ts'

export const leaseMs = 10 * 60_000
/** Whoever has spoken to the customer says how it went; only then, or after this long, is the request anybody's again. */
export const outcomeLeaseMs = 60 * 60_000

type CallbackContext = Pick<Ports, 'callbacks' | 'chance' | 'clock'> & {
  office: OfficeContext
  live: { callback(callback: Callback): void }
  /** Told of each change. */
  changed(callback: Callback): void
}

type Request = { number: string; keys?: string; queueId: string; callId: string | null; unconfirmed?: boolean }

type Attempt = Callback['attempts'][number]

const lastAttempt = ({ attempts }: Callback, change: (last: Attempt) => Attempt): Callback['attempts'] =>
  attempts.map((attempt, i) => (i === attempts.length - 1 ? change(attempt) : attempt))

const ended = (callback: Callback, result: string, outcomeDue: boolean) =>
  lastAttempt(callback, ({ outcomeDue: _, ...attempt }) => ({ ...attempt, result, ...(outcomeDue ? { outcomeDue } : {}) }))

/** What the operator says of their attempt is how it went; without a word it stays as the telephone told. */
const told = (callback: Callback, result?: string): Callback['attempts'] =>
  lastAttempt(callback, ({ outcomeDue, ...attempt }) => (outcomeDue && result ? { ...attempt, result } : attempt))

/** Claims, attempts and outcomes of the requests; a claim that runs out falls back by itself. */
export class CallbackDesk {
  private readonly context: CallbackContext
  private readonly leases = new Map<string, Timer>()
  /** Return calls that this host began, until it is known how they went. */
  private readonly underWay = new Set<string>()

  constructor(context: CallbackContext) {
    this.context = context
  }

  /** Marked when no rule lets the number be called, or nobody confirmed it. Stores a request, or finds the open one of the same number and queue. */
  request({ unconfirmed = false, keys, ...request }: Request): { callback: Callback; created: boolean } {
    const { callbacks, chance, clock, office } = this.context
    const stored = callbacks.create({ id: `cb-q-${chance.id()}`, at: clock.now(), ...request })
    const refused = refusalOf({ office, onRightOf: null }, request.number)
    // What was confirmed once stays so.
    const doubtful = unconfirmed && (stored.created || stored.callback.unconfirmed === true)
    const { unconfirmed: _, refused: __, ...plain } = stored.callback
    const callback = {
      ...plain,
      ...(keys ? { keys } : {}),
      ...(refused ? { refused } : {}),
      ...(doubtful ? { unconfirmed: true } : {}),
    }
    return { callback: this.save(callback), created: stored.created }
  }

  /** The caller says that this is not the number. */
  withdraw(callback: Callback): void {
    this.save({ ...callback, status: 'done', outcome: 'cancelled' })
  }

  /** The number got through by itself: its open requests in the queue are done. */
  closeOnContact(number: string, queueId: string): void {
    if (number.length < 3) return
    for (const open of this.context.callbacks.open(queueId)) {
      if (open.number !== number || open.status === 'dialing') continue
      this.save({ ...open, status: 'done', outcome: 'calledBackIn', claimedBy: null, leaseUntil: null })
    }
  }

  /** Of a request by hand: what it is about, and not before when. */
  detail(callback: Callback, { note, at }: { note?: string; at?: number }): Callback {
    return this.save({ ...callback, note: note ?? callback.note, retryAt: at ?? callback.retryAt })
  }

  /** Stores the request and tells every console. */
  private save(callback: Callback): Callback {
    this.context.callbacks.save(callback)
    this.context.live.callback(callback)
    this.context.changed(callback)
    return callback
  }

  /** After a start: leases go on running; those that ran out fall back. */
  restore(): void {
    for (const callback of this.context.callbacks.open()) {
      if (callback.status === 'claimed') this.watch(callback)
    }
  }

  /** Once calls and ringing phones were taken over: a request of which nothing is under way any more is anybody's. */
  settle(takenOver: ReadonlySet<string>): void {
    const goesOn = (id: string) => takenOver.has(id) || this.underWay.has(id)
    for (const { id, status } of this.context.callbacks.open()) if (status === 'dialing' && !goesOn(id)) this.notTaken(id)
  }

  get(id: string): Callback {
    const callback = this.context.callbacks.get(id)
    if (!callback) throw new EngineError('NOT_FOUND', 'This request is not there any more.')
    return callback
  }
  /** Throws CONFLICT when someone else holds it or it is closed. */
  private mine(id: string, operatorId: string): Callback {
    const callback = this.get(id)
    if (callback.status === 'done')
      throw new EngineError('CONFLICT', 'This request is closed already.', { reason: 'requestClosed' })
    if (callback.claimedBy !== operatorId)
      throw new EngineError('CONFLICT', 'Claim the request first.', { reason: 'requestUnclaimed' })
    return callback
  }

  /** As `mine`; an operator who owes the outcome may tell it after their claim has run out, too. */
  private accounted(id: string, operatorId: string): Callback {
    const callback = this.get(id)
    return owesOutcome(callback, operatorId) ? callback : this.mine(id, operatorId)
  }

  claim(id: string, operatorId: string): Callback {
    const callback = this.get(id)
    if (callback.status === 'done')
      throw new EngineError('CONFLICT', 'This request is closed already.', { reason: 'requestClosed' })
    if (callback.claimedBy !== null && callback.claimedBy !== operatorId)
      throw new EngineError('CONFLICT', 'Someone else has this request.', { reason: 'requestTaken' })
    if (callback.status === 'dialing')
      throw new EngineError('CONFLICT', 'This request is being called right now.', { reason: 'requestDialing' })
    const claimed = this.save({
      ...callback,
      status: 'claimed',
      claimedBy: operatorId,
      leaseUntil: this.context.clock.now() + leaseMs,
    })
    this.watch(claimed)
    return claimed
  }
  release(id: string, operatorId: string): Callback {
    const callback = this.mine(id, operatorId)
    return this.giveBack({ ...callback, attempts: told(callback) })
  }
  /** Back to pending, for anyone. */
  giveBack(callback: Callback): Callback {
    this.unwatch(callback.id)
    return this.save({ ...callback, status: 'pending', claimedBy: null, leaseUntil: null })
  }
  finish(id: string, operatorId: string, outcome: CallbackOutcome, note?: string): Callback {
    const callback = this.accounted(id, operatorId)
    this.unwatch(id)
    return this.save({
      ...callback,
      status: 'done',
      outcome,
      claimedBy: operatorId,
      leaseUntil: null,
      note: note ?? callback.note,
      attempts: told(callback, outcome),
    })
  }
  /** Put off; `result` is how the attempt went that is behind it. */
  retry(id: string, operatorId: string, { at, note, result }: RetryOrder): Callback {
    const callback = this.accounted(id, operatorId)
    return this.giveBack({ ...callback, retryAt: at, note: note ?? callback.note, attempts: told(callback, result) })
  }
  /** As typed, by whoever has the request or owes its outcome. */
  note(id: string, operatorId: string, note: string): Callback {
    return this.save({ ...this.accounted(id, operatorId), note })
  }
  /** One that was done is anybody's again. Throws CONFLICT when it is open, or another of the same number and queue is. */
  reopen(id: string): Callback {
    const callback = this.get(id)
    if (callback.status !== 'done') throw new EngineError('CONFLICT', 'This request is open.', { reason: 'requestOpen' })
    const { number, queueId } = callback
    if (this.context.callbacks.open(queueId).some((open) => open.number === number))
      throw new EngineError('CONFLICT', 'There is an open request of this number.', { reason: 'numberOpen' })
    return this.save({ ...callback, status: 'pending', outcome: null, claimedBy: null, leaseUntil: null, retryAt: null })
  }
  /** The return call begins. */
  dialing(id: string, operatorId: string, callId: string): Callback {
    const callback = this.mine(id, operatorId)
    this.unwatch(id)
    this.underWay.add(id)
    const attempts = [...callback.attempts, { at: this.context.clock.now(), operatorId, result: 'dialing', callId }]
    return this.save({ ...callback, status: 'dialing', leaseUntil: null, attempts })
  }
  /** Whoever was to return the call did not take it: the claim ends, and it is anybody's. */
  notTaken(id: string): void {
    this.underWay.delete(id)
    const callback = this.context.callbacks.get(id)
    if (callback?.status === 'dialing') this.giveBack({ ...callback, attempts: ended(callback, 'failed', false) })
  }
  /** The return call is over: its holder has a fresh lease and says how it went, whatever the telephone told. */
  returned(id: string, result: 'reached' | 'noAnswer' | 'busy' | 'failed'): void {
    this.underWay.delete(id)
    const callback = this.context.callbacks.get(id)
    if (callback?.status !== 'dialing') return
    const claimed = this.save({
      ...callback,
      status: 'claimed',
      leaseUntil: this.context.clock.now() + (result === 'reached' ? outcomeLeaseMs : leaseMs),
      attempts: ended(callback, result, true),
    })
    this.watch(claimed)
  }

  private watch(callback: Callback): void {
    this.unwatch(callback.id)
    const ms = Math.max(0, (callback.leaseUntil ?? 0) - this.context.clock.now())
    this.leases.set(
      callback.id,
      this.context.clock.after(ms, () => {
        this.leases.delete(callback.id)
        const now = this.context.callbacks.get(callback.id)
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
