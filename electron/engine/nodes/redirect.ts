// Redirect: where a call was handed on to is rung; when nobody takes it there, it comes back by the office's order. A caller
// leaves it by a person, a mailbox or their own hang-up.
import { z } from 'zod'
import { DialError } from '../../../shared/domain/dial.ts'
import {
  type TransferBackStep,
  type TransferFailure,
  type TransferState,
  transferState,
} from '../../../shared/domain/transfer.ts'
import { ensureAnswered } from '../actions/answer.ts'
import { type Connected, connect } from '../actions/connect.ts'
import { diallerOf, extensionAt, ringables } from '../actions/destinations.ts'
import { dial } from '../actions/dial.ts'
import { firstOf, type Reaching, reach, reaching } from '../actions/reach.ts'
import { ringback } from '../actions/ringback.ts'
import type { Dispatcher } from '../queues/dispatcher.ts'
import type { Operators } from '../queues/operators.ts'
import type { Call } from '../session/call.ts'
import { ConfigurationError, Redirected } from '../session/callErrors.ts'
import { Leg, type LegStart } from '../session/leg.ts'
import { recallMailbox, recallPhones, recallQueue } from '../session/recall.ts'
import { handedOn, targetOf } from '../session/redirects.ts'
import type { Ringable } from '../session/ringing.ts'
import { Transferor } from '../session/transferor.ts'
import { type AliveChannels, behaviour, connectedState, legStart, type NodeContext } from './behaviour.ts'
import { campOn, takePlace } from './campOn.ts'

const redirectState = z.discriminatedUnion('phase', [
  z.object({
    phase: z.literal('ringing'),
    about: transferState,
    legs: z.array(legStart),
    /** The target is an extension, rung by its person's rules. */
    reaching: reaching.optional(),
  }),
  connectedState.extend({ about: transferState }),
])
type RedirectState = z.infer<typeof redirectState>
type Ringing = { legs: LegStart[]; alive: AliveChannels; reaching?: Reaching | undefined }

/** Music between two rounds of the way back, ms. */
const roundMs = 20_000

const failures: Record<string, TransferFailure> = { busy: 'busy', rejected: 'rejected', noAnswer: 'noAnswer' }

type RedirectContext = { operators: Operators; dispatcher: Dispatcher }

export const redirect = (context: RedirectContext) => behaviour('redirect', redirectState, (node) => runRedirect(context, node))

async function runRedirect(
  context: RedirectContext,
  { call, config, state, checkpoint, alive }: NodeContext<'redirect', z.infer<typeof redirectState>>,
): Promise<string> {
  if (state) call.assignment.handOn(state.about)
  // A phone that dialled a queue or mailbox itself was handed on by nobody.
  if (config.failed && !call.assignment.handOver && call.kind === 'phone') return 'ended'
  const about = call.assignment.handOver ?? handedOn(call, call.read('dial.to'))
  if (config.failed && about.reason === null) about.reason = config.failed
  const visit = new RedirectVisit(context, call, about, checkpoint, alive)
  if (state?.phase === 'connected') {
    const found = alive?.get(state.leg.channelId)
    if (found) {
      if ((await visit.talk(Leg.adopt(call, state.leg, found.sipCallId), 'transferred', state)) !== 'legLost') return 'ended'
    } else if (state.met) return 'ended'
  }
  return visit.run(
    state?.phase === 'ringing' && alive && state.legs.length > 0 ? { legs: state.legs, alive, reaching: state.reaching } : null,
  )
}

class RedirectVisit {
  private readonly context: RedirectContext
  private readonly call: Call
  private readonly about: TransferState
  private readonly checkpoint: (state: RedirectState) => void
  private readonly transferor: Transferor | null

  constructor(
    context: RedirectContext,
    call: Call,
    about: TransferState,
    checkpoint: (state: RedirectState) => void,
    alive: AliveChannels | null,
  ) {
    this.context = context
    this.call = call
    this.about = about
    this.checkpoint = checkpoint
    call.assignment.handOn(about)
    this.transferor = Transferor.of(call, about, alive)
    call.changed()
  }

  /** Rings the target, then goes the way back round by round until somebody talks to the caller. */
  async run(resumed: Ringing | null): Promise<string> {
    const { call, about } = this
    call.assignment.counts('abandoned')
    let pending = resumed
    const leave = takePlace(this.context.operators, call, about)
    try {
      while (about.reason === null) {
        const turn = pending ? 'free' : await this.waited()
        if (turn === 'late') break
        const leg = await this.target(pending)
        pending = null
        if (leg) leave()
        if (leg && (await this.talk(leg, 'transferred')) !== 'legLost') return 'ended'
        // Somebody else was quicker: the caller waits on while there is time.
        if (!leg && about.reason === 'busy' && about.campOn) about.reason = null
      }
      leave()
      for (;;) {
        const leg = await this.back(pending)
        pending = null
        if (leg && (await this.talk(leg, 'answered')) !== 'legLost') return 'ended'
      }
    } finally {
      leave()
      this.transferor?.drop()
    }
  }

  /** The leg that answered at the target; null, and the reason is stored, when nobody did. */
  private async target(resumed: Ringing | null): Promise<Leg | null> {
    const { call, about } = this
    const { clock } = call.pbx
    const { config } = call.office
    const from = clock.now()
    const reason = await this.rung(resumed, config.settings.transferRingSeconds)
    if (reason instanceof Leg) return reason
    about.reason = reason
    about.seconds = Math.round((clock.now() - from) / 1000)
    call.trace('transfer.failed', { to: about.to, reason, seconds: about.seconds })
    call.changed()
    return null
  }

  /** Waits for a target who is on another call, where whoever handed the caller on wanted that. */
  private async waited(): Promise<'free' | 'late'> {
    const { call, about } = this
    if (!about.campOn) return 'free'
    const turn = await campOn(this.context.operators, call, about, () => this.checkpoint({ phase: 'ringing', about, legs: [] }))
    if (turn === 'free') return turn
    about.reason = 'busy'
    about.seconds = Math.round((call.pbx.clock.now() - about.campOn.since) / 1000)
    about.campOn = null
    call.trace('transfer.failed', { to: about.to, reason: 'busy', seconds: about.seconds })
    call.changed()
    return turn
  }

  private async rung(resumed: Ringing | null, seconds: number): Promise<Leg | TransferFailure> {
    const { call, about } = this
    let targets: Ringable[] = []
    const target = targetOf(call.office, about.to)
    if (target.kind !== 'ring') return 'unknown'
    const extension = extensionAt(call, target.to)
    const rules = resumed ? resumed.reaching : extension === null ? undefined : firstOf(extension)
    if (rules) return this.byRules(rules, seconds, resumed)
    try {
      if (!resumed) targets = ringables(diallerOf(call), target.to, '')
    } catch (error) {
      if (!(error instanceof DialError) && !(error instanceof ConfigurationError)) throw error
      call.trace('dial.refused', { code: error.code, reason: error.message })
      return 'refused'
    }
    if (targets.length === 0 && !resumed) return 'unreachable'
    const result = await this.ring(targets, seconds, 'callee', resumed)
    return typeof result === 'string' ? (failures[result] ?? 'unreachable') : result
  }

  /** An extension as its person wants it. Throws Redirected when a mailbox takes the call. */
  private async byRules(rules: Reaching, seconds: number, resumed: Ringing | null): Promise<Leg | TransferFailure> {
    const { call, about } = this
    const stopTone = await ringback(call)
    try {
      const reached = await reach(call, rules, {
        ringSeconds: seconds,
        role: 'callee',
        callerId: { name: about.name, number: about.number },
        early: stopTone,
        notes: { transfer: 'to' },
        planned: (legs, reaching) => this.checkpoint({ phase: 'ringing', about, legs, reaching }),
        resumed,
      })
      if (reached.result === 'answered') return reached.leg
      // Whoever heard an announcement is still the office's to look after.
      return failures[reached.result === 'told' ? reached.of : reached.result] ?? 'unreachable'
    } catch (error) {
      // As where a mailbox was the target from the start: the phone that handed the call on is done.
      if (error instanceof Redirected) this.transferor?.succeeded()
      throw error
    } finally {
      stopTone()
    }
  }

  /** What the caller hears meanwhile is ringing. */
  private async ring(targets: Ringable[], seconds: number, role: string, resumed: Ringing | null): Promise<Leg | string> {
    const { call, about } = this
    const stopTone = await ringback(call)
    try {
      const dialed = await dial(call, targets, {
        ringTimeoutSeconds: seconds,
        role,
        early: stopTone,
        notes: { transfer: about.reason === null ? 'to' : 'back' },
        planned: (legs) => this.checkpoint({ phase: 'ringing', about, legs }),
        ...(resumed ? { resume: resumed } : {}),
      })
      return dialed.result === 'answered' ? dialed.leg : dialed.result
    } finally {
      stopTone()
    }
  }

  /** One round of the return: the leg that answered, or null. Throws Redirected when a queue or mailbox takes the call. */
  private async back(resumed: Ringing | null): Promise<Leg | null> {
    const { call, about } = this
    const steps = call.office.config.settings.transferBack
    let pending = resumed
    // A step that was rung when the host died is rung on: its number was counted already.
    if (pending && about.tried > 0) about.tried--
    while (about.tried < steps.length) {
      const step = steps[about.tried++] as TransferBackStep
      const leg = await this.step(step, pending)
      pending = null
      if (leg) return leg
    }
    about.tried = 0
    await ensureAnswered(call)
    this.checkpoint({ phase: 'ringing', about, legs: [] })
    call.trace('transfer.waits')
    await call.pbx.telephony.startMusic(call.channelId)
    await call.sleep(roundMs)
    await call.pbx.telephony.stopMusic(call.channelId)
    return null
  }

  private async step(step: TransferBackStep, resumed: Ringing | null): Promise<Leg | null> {
    if (step === 'transferor') return this.toTransferor(resumed)
    if (step === 'reception') return this.toPhones('reception', resumed)
    const { call, about } = this
    const redirected = step === 'queue' ? recallQueue(call, this.context.dispatcher, about) : recallMailbox(call, about)
    if (redirected) throw redirected
    return null
  }

  private async toTransferor(resumed: Ringing | null): Promise<Leg | null> {
    const { call } = this
    // Without one there is nothing to wait for: a phone that rings on after a restart has an owner at once.
    const leg = this.transferor ? await this.transferor.takeBack() : null
    if (!leg) return this.toPhones('transferor', resumed)
    call.trace('transfer.back', { to: leg.destination })
    return leg
  }

  private async toPhones(step: 'transferor' | 'reception', resumed: Ringing | null): Promise<Leg | null> {
    const { call, about } = this
    const recalled = { by: about.by, from: about.to, number: about.number, name: about.name }
    const targets = recallPhones(call, this.context.operators, step, recalled, resumed !== null)
    if (targets.length === 0 && !resumed) return null
    call.trace('transfer.back', { to: [...new Set(targets.map(({ destination }) => destination))] })
    const result = await this.ring(targets, call.office.config.settings.transferBackSeconds, 'transferBack', resumed)
    return typeof result === 'string' ? null : result
  }

  /** The conversation with the party that took the call. */
  async talk(leg: Leg, outcome: 'answered' | 'transferred', resumed?: Extract<RedirectState, { phase: 'connected' }>) {
    const { call, about } = this
    const { operators } = this.context
    const operator = leg.extension ? operators.byExtension(leg.extension) : undefined
    if (operator) call.assignment.by(operator.id)
    if (!resumed) call.trace('transfer.answered', { by: leg.destination, ...(outcome === 'answered' ? { back: true } : {}) })
    if (outcome === 'transferred') this.transferor?.succeeded()
    if (operator && outcome === 'transferred' && !resumed && call.kind !== 'test') operators.tookOver(operator.id)
    // After a restart the call does not know it any more.
    if (!resumed) call.parts.handed(about.by, null)
    const save = (connected: Connected) => this.checkpoint({ ...connected, about })
    call.assignment.handOn(null)
    call.changed()
    const end = await connect(call, leg, { record: false, outcome, save, ...(resumed ? { resumed } : {}) })
    if (end === 'legLost') {
      about.reason = 'lost'
      about.tried = 0
      call.assignment.handOn(about)
      call.assignment.counts('abandoned')
    }
    return end
  }
}
