// Dial: rings one or several destinations; the first to answer wins, every other stops ringing as answered elsewhere.
// Source: CallFactory's Dial (docs/spec/actions.md).
import type { TrunkFault } from '../../../shared/domain/trunkFault.ts'
import { type CallNotes, type ChannelInfo, type EndCause, type HangupReason, TelephonyError } from '../ports.ts'
import type { Call } from '../session/call.ts'
import { Leg, type LegResult, type LegStart, reasonOf, resultOf } from '../session/leg.ts'
import type { Ringing } from '../session/pickUps.ts'
import { everyRingable, type Ringable } from '../session/ringing.ts'
import { QuestionsToTake } from './askToTake.ts'
import { resultOfAll, resultOfPerson } from './dialResult.ts'
import { EarlySound } from './earlySound.ts'
import { byNextTrunk, planOf, type Reached, trunkFault, wayOf } from './failover.ts'
import { sendKeysAfter } from './keysAfter.ts'

export type DialResult = { result: 'answered'; leg: Leg; answeredDestination: string } | { result: LegResult | 'cancel' }

export type DialOptions = {
  ringTimeoutSeconds: number
  role: string
  notes?: CallNotes
  /** The action's own signal; aborting cancels with `cancel`. */
  signal?: AbortSignal
  /** Told before the first command, so that the journal knows the legs. */
  planned?(legs: LegStart[]): void
  /** Legs of before the host's restart that still exist. */
  resume?: { legs: LegStart[]; alive: ReadonlyMap<string, { up: boolean; sipCallId: string | null }> }
  /** None of somebody's telephones rings any more, and nobody was connected; `result` says how. */
  lost?(who: Pick<Leg, 'extension' | 'operatorId'>, result: LegResult): void
  /** The caller is to hear what one number outside sends before it answers; called when they do, in place of a ring tone. */
  early?(): void
  /** Operators by extension, for queue offers. */
  operatorOf?(ringable: Ringable): string | undefined
  /** As whom another extension may take the call while it rings; null: it may not. Without it everybody may. */
  taker?(extension: string): { operatorId?: string } | null
}

/** Why the last attempt reached nobody: what a phone of ours that made it is told. */
export const reasonVariable = 'dial.reason'

/** How long word of a caller's hang-up may take, ms. */
const goneMs = 1000

/** Once one of somebody's telephones has turned a call down: how long the others may take to show that they ring, ms. */
const silentMs = 4000

/** Rejects with CallEnded when the caller leaves, after every leg was cancelled. */
export async function dial(call: Call, ringables: Ringable[], options: DialOptions): Promise<DialResult> {
  if (ringables.length === 0 && !options.resume) return { result: 'failed' }
  // What rings already is taken up at once: nothing may come between its word and its leg.
  const targets = options.resume ? [] : await everyRingable(call.pbx, ringables, call.channelId)
  if (options.signal?.aborted) return { result: 'cancel' }
  const attempt = new Attempt(call, options)
  try {
    return await call.until<DialResult>((resolve) => {
      attempt.resolve = resolve
      const cancel = () => resolve({ result: 'cancel' })
      options.signal?.addEventListener('abort', cancel)
      attempt.begin(targets)
      const closed = call.office.pickUps.open(attempt)
      return () => {
        attempt.over = true
        closed()
        options.signal?.removeEventListener('abort', cancel)
      }
    })
  } finally {
    attempt.cancelRest()
    if (attempt.early.begun) await attempt.early.close()
  }
}

class Attempt implements Ringing {
  resolve: (result: DialResult) => void = () => {}
  /** Settled, by whatever came first. */
  over = false
  private readonly call: Call
  private readonly options: DialOptions
  private readonly open = new Set<Leg>()
  /** How each was dialled, where several trunks lead there. */
  private readonly ways = new Map<Leg, Reached>()
  /** Those that showed that they ring. */
  private readonly rung = new Set<Leg>()
  /** What the journal has of each. */
  private readonly starts = new Map<Leg, LegStart>()
  private readonly questions: QuestionsToTake
  /** How each leg that is over ended, by whom it was to reach. */
  private readonly results = new Map<string, LegResult[]>()
  readonly since: number
  readonly early: EarlySound
  /** Why the last leg that failed did. */
  private failure: HangupReason = 'congestion'
  private winner: Leg | null = null
  private kept = false

  constructor(call: Call, options: DialOptions) {
    this.call = call
    this.options = options
    this.since = call.pbx.clock.now()
    this.early = new EarlySound(call)
    this.questions = new QuestionsToTake(call, (leg, taken) => this.decided(leg, taken))
  }

  begin(ringables: Ringable[]): void {
    const { resume } = this.options
    if (resume) {
      this.adopt(resume)
      return
    }
    const plan = ringables.map((to) => ({ to, start: this.planned(to) }))
    this.options.planned?.(plan.map(({ start }) => start))
    for (const { to, start } of plan) {
      this.tracePassedOver(to)
      if (to.country !== undefined) this.call.office.limits.made(to.country)
      this.ring(to, start)
    }
  }

  private tracePassedOver({ destination, failover }: Ringable): void {
    for (const passedOver of failover?.passedOver ?? []) this.call.trace('trunk.failed', { to: destination, ...passedOver })
  }

  private planned(to: Ringable): LegStart {
    const operatorId = this.options.operatorOf?.(to)
    return {
      channelId: `cb-${this.call.pbx.chance.id()}`,
      console: to.to.kind === 'phone' && to.to.console,
      role: this.options.role,
      extension: to.extension,
      destination: to.destination,
      ...(operatorId ? { operatorId } : {}),
      ...(to.to.kind === 'trunk' ? { trunkId: to.to.trunkId } : {}),
      ...(to.keys ? { keys: to.keys } : {}),
      ...(to.failover ? { failover: planOf(to.failover) } : {}),
      ...(to.forwarded ? { forwarded: to.forwarded } : {}),
    }
  }

  private events() {
    return {
      ringing: (leg: Leg) => {
        this.rung.add(leg)
        this.call.trace('leg.ringing', { to: leg.destination })
      },
      earlySound: (leg: Leg) => this.earlySound(leg),
      answered: (leg: Leg) => this.answered(leg),
      entered: (leg: Leg) => this.entered(leg),
      ended: (leg: Leg, cause: EndCause) => this.ended(leg, cause),
      digit: (leg: Leg, digit: string) => this.questions.digit(leg, digit),
    }
  }

  private ring(to: Ringable, start: LegStart): void {
    const { telephony } = this.call.pbx
    const leg = new Leg(this.call, start, this.events())
    this.open.add(leg)
    this.starts.set(leg, start)
    const { failover } = to
    if (failover) this.ways.set(leg, to)
    this.call.trace('leg.dialed', { to: to.destination, ...(failover ? { trunk: failover.trunk } : {}) })
    if (failover) this.watchSilence(leg, failover.silentMs)
    telephony
      .originate({
        channelId: start.channelId,
        to: to.to,
        callerId: to.callerId,
        timeoutSeconds: this.options.ringTimeoutSeconds,
        callId: this.call.id,
        role: start.role,
        originator: this.call.channelId,
        notes: { call: this.call.id, ...this.options.notes },
        ...(to.forwarded ? { forwarded: to.forwarded } : {}),
      })
      .catch((error: unknown) => {
        if (!this.open.has(leg)) return
        this.call.trace('leg.failed', { to: to.destination, error: String(error) })
        leg.drop('normal')
        // No operator has missed the call of someone who is hanging up: word of that is on its way.
        const callerLeft = error instanceof TelephonyError && error.code === 'notFound'
        if (!callerLeft) {
          if (!this.tryNextTrunk(leg, 'unreachable', null, null)) this.lost(leg, 'failed')
        } else
          this.call.sleep(goneMs).then(
            () => this.lost(leg, 'failed'),
            () => {},
          ) // the end of the call ends the dial
      })
  }

  private adopt(resume: NonNullable<DialOptions['resume']>): void {
    for (const start of resume.legs) {
      const found = resume.alive.get(start.channelId)
      if (!found) continue
      if (start.picksUp && !found.up) {
        this.letIn(start, found.sipCallId)
        continue
      }
      const leg = new Leg(this.call, start, this.events())
      this.open.add(leg)
      this.starts.set(leg, start)
      this.rung.add(leg) // or is given the time to
      const { failover } = start
      if (failover) this.ways.set(leg, wayOf(start, failover))
      if (found.up) {
        leg.foundUp(found.sipCallId)
        this.answered(leg)
        this.entered(leg)
      }
    }
    if (this.open.size === 0) this.nobody('noAnswer')
  }

  extensions(): string[] {
    if (this.winner || this.over) return []
    return [...this.open].flatMap((leg) => (leg.extension !== null && this.rung.has(leg) ? [leg.extension] : []))
  }
  taker(extension: string): { operatorId?: string } | null {
    return this.options.taker ? this.options.taker(extension) : {}
  }
  take(channel: ChannelInfo, by: { extension: string; operatorId?: string }, from: string): void {
    const start: LegStart = {
      channelId: channel.id,
      console: channel.phone?.console ?? false,
      role: 'pickUp',
      destination: by.extension,
      ...by,
      picksUp: true,
    }
    this.options.planned?.([...this.open].map((each) => this.starts.get(each) ?? each.start).concat(start))
    this.call.trace('call.pickedUp', { by: by.extension, from })
    this.letIn(start, channel.sipCallId)
  }

  /** Answers the phone that asks for the call; the others ring until that is done. */
  private letIn(start: LegStart, sipCallId: string | null): void {
    const { telephony } = this.call.pbx
    const leg = new Leg(this.call, start, { ...this.events(), ended: () => this.gaveUp(leg) })
    this.open.add(leg)
    this.starts.set(leg, start)
    telephony.answer(leg.channelId).then(
      () => {
        // Somebody else was quicker, or the caller is gone. Word that the phone is up may have come first.
        if (!this.open.has(leg) || (this.winner && this.winner !== leg)) return
        leg.enteredAs(sipCallId)
      },
      (error: unknown) => {
        if (!this.open.has(leg)) return
        this.call.trace('leg.failed', { to: leg.destination, error: String(error) })
        leg.drop('normal')
        this.gaveUp(leg)
      },
    )
  }
  /** Whoever wanted to pick it up did not: how it ends is for those who were rung to say. */
  private gaveUp(leg: Leg): void {
    this.open.delete(leg)
    if (this.winner === leg) this.winner = null
    if (this.open.size === 0 && !this.kept) this.nobody(resultOfAll([...this.results.values()]))
  }

  /** First come, first served: two phones can be taken within a millisecond. */
  private answered(leg: Leg): void {
    if (this.winner || this.isToAsk(leg)) return
    this.winner = leg
    for (const other of [...this.open]) {
      if (other === leg) continue
      this.open.delete(other)
      this.questions.forget(other)
      other.drop('answeredElsewhere')
      this.call.trace('leg.cancelled', { to: other.destination, reason: 'answeredElsewhere' })
    }
  }

  private entered(leg: Leg): void {
    if (this.isToAsk(leg)) {
      this.questions.ask(leg, this.starts.get(leg))
      return
    }
    // The caller's end and this can come in one packet: who comes second stays open, and is cancelled with the rest.
    if (this.winner !== leg || this.over) return
    this.kept = true
    this.open.delete(leg)
    this.call.trace('leg.answered', { to: leg.destination })
    sendKeysAfter(this.call, leg, this.starts.get(leg)?.keys ?? '')
    this.resolve({ result: 'answered', leg, answeredDestination: leg.destination })
  }

  private isToAsk(leg: Leg): boolean {
    return this.questions.isToAsk(leg, this.starts.get(leg))
  }

  /** By a key, or by none in time. */
  private decided(leg: Leg, taken: boolean): void {
    if (!this.open.has(leg)) return
    if (taken) {
      this.answered(leg)
      this.entered(leg)
    } else {
      leg.drop('normal')
      this.lost(leg, 'noAnswer')
    }
  }

  /** Only of what is outside, and alone: of several nobody could tell who speaks. */
  private earlySound(leg: Leg): void {
    this.rung.add(leg)
    const { early } = this.options
    if (early && leg.extension === null && this.open.size === 1 && this.results.size === 0) this.early.open(leg, early)
  }

  private ended(leg: Leg, cause: EndCause): void {
    this.questions.forget(leg)
    const result = resultOf(cause)
    if (result === 'failed') this.failure = reasonOf(cause)
    const fault = trunkFault(cause, this.rung.has(leg))
    if (!this.tryNextTrunk(leg, fault, cause.sip, result)) this.lost(leg, result)
  }

  /**
   * Dials the same number by the next trunk; false where there is none, or the trunk is not why this leg failed. `result`: how the leg
   * ended, where that was not told yet.
   */
  private tryNextTrunk(leg: Leg, fault: TrunkFault | null, status: number | null, result: LegResult | null): boolean {
    const way = this.ways.get(leg)
    if (!way?.failover || fault === null || this.winner || this.over) return false
    const next = byNextTrunk(way)
    if (next && result !== null) this.call.trace('leg.ended', { to: leg.destination, result })
    this.call.trace('trunk.failed', {
      to: leg.destination,
      trunk: way.failover.trunk,
      fault,
      ...(status === null ? {} : { status }),
    })
    if (!next) return false
    this.open.delete(leg)
    const start = this.planned(next)
    this.options.planned?.([...[...this.open].map((each) => this.starts.get(each) ?? each.start), start])
    this.ring(next, start)
    return true
  }

  /** A trunk that took the call in and does nothing with it is not waited for as long as a telephone rings. */
  private watchSilence(leg: Leg, silentMs: number): void {
    const giveUp = () => {
      const more = this.ways.get(leg)?.failover?.next.length ?? 0
      if (more === 0 || this.over || this.winner || !this.open.has(leg) || this.rung.has(leg)) return
      leg.drop('timeout')
      this.tryNextTrunk(leg, 'silent', null, 'noAnswer')
    }
    this.call.sleep(silentMs).then(giveUp, () => {}) // the end of the call ends the dial
  }

  private lost(leg: Leg, result: LegResult): void {
    this.open.delete(leg)
    this.call.trace('leg.ended', { to: leg.destination, result, ...(result === 'failed' ? { reason: this.failure } : {}) })
    const results = [...(this.results.get(leg.destination) ?? []), result]
    this.results.set(leg.destination, results)
    if (this.winner === leg) this.winner = null
    if (this.legsOf(leg.destination).length === 0) this.options.lost?.(leg, resultOfPerson(results))
    else if (result === 'busy' || result === 'rejected') this.giveUpSilent(leg.destination)
    if (this.open.size === 0 && !this.kept) this.nobody(resultOfAll([...this.results.values()]))
  }

  private nobody(result: LegResult): void {
    this.call.set(reasonVariable, result === 'failed' ? this.failure : result)
    this.resolve({ result })
  }

  private legsOf(destination: string): Leg[] {
    return [...this.open].filter((leg) => leg.destination === destination)
  }

  /** Whoever turned the call down is not waited for at a telephone that is registered and there no more. */
  private giveUpSilent(destination: string): void {
    const waits = this.since + silentMs - this.call.pbx.clock.now()
    const giveUp = () => {
      const left = this.legsOf(destination)
      if (this.over || this.winner || left.some((leg) => this.rung.has(leg))) return
      for (const leg of left) {
        leg.drop('normal')
        this.lost(leg, 'failed')
      }
    }
    this.call.sleep(Math.max(0, waits)).then(giveUp, () => {}) // the end of the call ends the dial
  }

  /** Phones leave out of their missed calls what somebody else answered, and nothing else. */
  cancelRest(): void {
    const others = this.winner === null ? 'normal' : 'answeredElsewhere'
    this.questions.close()
    for (const leg of this.open) leg.drop(this.winner === leg ? 'normal' : others)
    this.open.clear()
  }
}
