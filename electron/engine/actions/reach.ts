// Reach: rings an extension by name, the way its person wants it (shared/domain/callHandling.ts): the own telephones, others beside or
// behind them, and where the call goes when nobody takes it there. Offers of queues and hunt groups ring telephones, and never come here.
import { z } from 'zod'
import {
  type AlsoRung,
  type CallHandling,
  type HandlingCase,
  type HandlingTarget,
  mostForwards,
  straightTo,
  usualHandling,
} from '../../../shared/domain/callHandling.ts'
import { DialError } from '../../../shared/domain/dial.ts'
import { numberOf } from '../../../shared/domain/dialled.ts'
import { openingOf } from '../../../shared/domain/officeHours.ts'
import type { AliveChannels } from '../nodes/behaviour.ts'
import type { CallerId, CallNotes } from '../ports.ts'
import type { Call } from '../session/call.ts'
import { ConfigurationError, Redirected } from '../session/callErrors.ts'
import type { Forwarded } from '../session/forwarded.ts'
import type { LegResult, LegStart } from '../session/leg.ts'
import { phonesToRing, type Ringable } from '../session/ringing.ts'
import { diallerOf, ringables } from './destinations.ts'
import { type DialResult, dial } from './dial.ts'
import { resultOfAll } from './dialResult.ts'
import { play } from './play.ts'

export const reaching = z.object({
  /** The extensions the call came by, the one whose rules count last. */
  chain: z.array(z.string()),
  /** 0: the own telephones; n: the nth of those behind them. */
  turn: z.int(),
  results: z.array(z.enum(['busy', 'rejected', 'noAnswer', 'failed'])),
  /** A number outside is rung that the call was forwarded to: nothing comes behind it. */
  outside: z.boolean(),
})
export type Reaching = z.infer<typeof reaching>

/** `told`: the caller heard an announcement in place of somebody, because of `of`. */
export type ReachResult = DialResult | { result: 'told'; of: LegResult }

export type ReachOptions = {
  /** Where the extension has no time of its own. */
  ringSeconds: number
  role: string
  /** What telephones in the house show. */
  callerId: CallerId
  notes?: CallNotes
  early?(): void
  /** Before the first command, so that the journal knows the legs. */
  planned(legs: LegStart[], reaching: Reaching): void
  /** What rang when the host died. */
  resumed: { legs: LegStart[]; alive: AliveChannels } | null
}

/** A number outside rings later, and its answering machine is not to be the reason that it never did, s. */
const outsideSeconds = 30

const resultOfCase: Record<HandlingCase, LegResult> = {
  busy: 'busy',
  doNotDisturb: 'busy',
  noAnswer: 'noAnswer',
  away: 'noAnswer',
  hours: 'noAnswer',
  unreachable: 'failed',
}

/** Rejects with Redirected when a mailbox takes the call, and with CallEnded when the caller leaves. */
export function reach(call: Call, from: Reaching, options: ReachOptions): Promise<ReachResult> {
  return new Reach(call, options, from).run()
}

const begin = (chain: string[]): Reaching => ({ chain, turn: 0, results: [], outside: false })

/** What reaching an extension begins with. */
export const firstOf = (extension: string): Reaching => begin([extension])

class Reach {
  private readonly call: Call
  private readonly options: ReachOptions
  private now: Reaching
  /** The number outside that the call goes on to. */
  private outside: Ringable[] = []

  constructor(call: Call, options: ReachOptions, now: Reaching) {
    this.call = call
    this.options = options
    this.now = now
  }

  private get extension(): string {
    return this.now.chain.at(-1) ?? ''
  }

  async run(): Promise<ReachResult> {
    const { resumed } = this.options
    const straight = resumed ? null : await this.straight()
    if (straight === 'told') return { result: 'told', of: 'noAnswer' }
    for (let resume = resumed; ; resume = null) {
      const rules = this.rules()
      const dialed = await this.round(rules, resume)
      if (dialed.result === 'answered' || dialed.result === 'cancel' || this.now.outside) return dialed
      this.now = { ...this.now, results: [...this.now.results, dialed.result] }
      if (this.hasMore(rules, dialed.result)) {
        this.now = { ...this.now, turn: this.now.turn + 1 }
        continue
      }
      const of = caseOf(this.now.results)
      const next = await this.follow(of, rules[of])
      if (next === 'told') return { result: 'told', of: resultOfCase[of] }
      if (next === 'stays') return { result: dialed.result }
      if ((await this.straight()) === 'told') return { result: 'told', of: resultOfCase[of] }
    }
  }

  private rules(): CallHandling {
    return this.call.office.config.handling.get(this.extension) ?? usualHandling(this.extension)
  }

  /** Follows what stands before any ringing, from one extension to the next. */
  private async straight(): Promise<'told' | 'rings'> {
    for (;;) {
      if (this.now.outside) return 'rings'
      const rules = this.rules()
      const { office, pbx } = this.call
      const now = pbx.clock.now()
      const opening = rules.hours && openingOf(office.config, rules.hours.scheduleId, now)
      const found = straightTo(rules, {
        now,
        open: opening && opening === 'open',
        hasPhones: office.phones.of(this.extension).length > 0,
        ...office.standing(this.extension),
      })
      const next = found ? await this.follow(found.of, found.target) : 'stays'
      if (next === 'told') return 'told'
      // What cannot be followed leaves the telephones to ring.
      if (next === 'stays') return 'rings'
    }
  }

  private hasMore({ busy, findMe }: CallHandling, result: LegResult): boolean {
    if (findMe.order !== 'inTurn' || this.now.turn >= findMe.to.length) return false
    return !(busy && (result === 'busy' || result === 'rejected'))
  }

  private async round(rules: CallHandling, resume: ReachOptions['resumed']): Promise<DialResult> {
    const { call, options, now } = this
    const { role, notes, early } = options
    const seconds = rules.ringSeconds ?? options.ringSeconds
    return dial(call, resume ? [] : this.toRing(rules), {
      ringTimeoutSeconds: now.outside ? Math.max(seconds, outsideSeconds) : seconds,
      role,
      ...(notes ? { notes } : {}),
      ...(early ? { early } : {}),
      planned: (legs) => options.planned(legs, now),
      ...(resume ? { resume: { legs: resume.legs, alive: resume.alive } } : {}),
    })
  }

  private toRing({ findMe }: CallHandling): Ringable[] {
    if (this.now.outside) return this.outside
    const { turn } = this.now
    if (turn > 0) return findMe.to.slice(turn - 1, turn).flatMap((to) => this.alsoRung(to))
    const others = findMe.order === 'atOnce' ? findMe.to.flatMap((to) => this.alsoRung(to)) : []
    return [...this.phonesOf(this.extension), ...others]
  }

  private phonesOf(extension: string): Ringable[] {
    return phonesToRing(this.call.office, [extension], this.options.callerId)
  }

  private alsoRung(to: AlsoRung): Ringable[] {
    return to.kind === 'extension' ? this.phonesOf(to.number) : (this.numberOutside(to, 'findMe') ?? [])
  }

  /** The number as it is rung on the extension's right; null, and the trace says why, where it may not be. */
  private numberOutside(to: Extract<AlsoRung, { kind: 'number' }>, reason: Forwarded['reason']): Ringable[] | null {
    const { call, extension } = this
    const { config } = call.office
    // Whoever forwards a call pays for it, and answers for it; an emergency is nobody's to forward.
    const onRight = { ...diallerOf(call), kind: 'phone' as const, extension, handOver: null, operatorId: null }
    const place = { kind: 'number' as const, number: to.number }
    try {
      if (config.settings.emergencyNumbers.includes(numberOf(to.number, config.settings.country)))
        throw new DialError('notAllowed', 'Calls are not forwarded to an emergency number.')
      const byOffice = ringables(onRight, place, '')
      const caller = to.showCaller && call.extension === null ? call.from : ''
      const shown = caller === '' ? byOffice : ringables(onRight, place, caller)
      const number = byOffice[0]?.callerId.number ?? ''
      const name = config.extensions.get(extension)?.name ?? extension
      return shown.map((one) =>
        one.extension === null ? { ...one, forwarded: { by: extension, name, number, reason, confirm: to.confirm } } : one,
      )
    } catch (error) {
      if (!(error instanceof DialError) && !(error instanceof ConfigurationError)) throw error
      call.trace('dial.refused', { code: error.code, reason: error.message })
      return null
    }
  }

  /** Where a case leads. `stays`: nowhere, or not now. */
  private async follow(of: HandlingCase, target: HandlingTarget | null): Promise<'goesOn' | 'told' | 'stays'> {
    if (!target) return 'stays'
    const { call, extension } = this
    const { config } = call.office
    const note = (to: { to?: string; mailbox?: string } = {}) =>
      call.trace('handling.followed', { extension, case: of, kind: target.kind, ...to })
    switch (target.kind) {
      case 'extension':
        if (
          this.now.chain.includes(target.number) ||
          this.now.chain.length >= mostForwards ||
          !config.extensions.has(target.number)
        )
          return 'stays'
        note({ to: target.number })
        this.now = begin([...this.now.chain, target.number])
        return 'goesOn'
      case 'number': {
        const found = this.numberOutside(target, of)
        if (!found) return 'stays'
        note({ to: target.number })
        this.outside = found
        this.now = { ...this.now, outside: true }
        return 'goesOn'
      }
      case 'mailbox':
        if (!config.mailboxes.has(target.mailboxId)) return 'stays'
        note({ mailbox: target.mailboxId })
        throw new Redirected(`voicemail:${target.mailboxId}`)
      case 'announcement':
        note()
        await play(call, { kind: 'text', text: target.text })
        return 'told'
    }
  }
}

/** One who did not answer counts before one who was busy, and both before one out of reach. */
function caseOf(results: readonly LegResult[]): 'noAnswer' | 'busy' | 'unreachable' {
  if (results.includes('noAnswer')) return 'noAnswer'
  return resultOfAll(results.map((each) => [each])) === 'failed' ? 'unreachable' : 'busy'
}
