// Fifty callers in all states and the operators who serve them, who note whatever a caller should never notice.

import { setTimeout as sleep } from 'node:timers/promises'
import { until } from '../../support/office.ts'
import type { PhoneCall } from '../../support/phone/call.ts'
import type { Phone } from '../../support/phone/phone.ts'
import { numbers, tones } from './flows.ts'
import type { Window } from './window.ts'

/** Where a caller goes: to an operator, stays in the menu, leaves a message, meets others. */
export type Place = 'queue' | 'menu' | 'message' | 'room'

const keys: Record<Place, string> = { queue: '1', message: '2', room: '3', menu: '' }
const another = '4'
/** A key pressed in the moment of the kill is lost; people press again. */
const againMs = 1_500
const patienceMs = 15_000
/** Several operators are offered callers at once. */
const momentMs = 300

export type Caller = { number: string; place: Place; call: PhoneCall; inLine: boolean; leaving: boolean }

/** How often which thing went wrong. */
export type Wrong = { dropped: number; doubled: number; outOfOrder: number }

export class Town {
  readonly wrong: Wrong = { dropped: 0, doubled: 0, outOfOrder: 0 }
  /** In the order in which they came. */
  readonly callers = new Map<string, Caller>()
  /** Legs which an operator took while there was no host: Asterisk ends those, and the caller keeps the place. */
  takenInOutage = 0
  /** Numbers of all who went to the queue. */
  readonly queued = new Set<string>()
  /** Conversations so far. */
  talks = 0
  private readonly trunk: Phone
  private readonly window: Window
  private readonly say: (line: string) => void
  /** Operators' calls which ring or are up, by the caller's number. */
  private readonly legs = new Map<string, Set<PhoneCall>>()
  private next = 0

  constructor(trunk: Phone, window: Window, say: (line: string) => void) {
    this.trunk = trunk
    this.window = window
    this.say = say
  }

  /** Something went wrong. */
  note(kind: keyof Wrong, what: string): void {
    this.wrong[kind]++
    this.say(`${kind}: ${what}`)
  }

  /** For `onCall` of an operator's phone: rings, and answers after `afterMs`. */
  async rung(call: PhoneCall, afterMs: number): Promise<void> {
    const { number } = call.peer
    const others = this.legs.get(number) ?? new Set()
    if (others.size > 0) this.note('doubled', `${number} was offered to a second operator`)
    void this.checkTurn(number)
    this.legs.set(number, others.add(call))
    void call.end.then(({ by }) => {
      others.delete(call)
      const caller = this.callers.get(number)
      if (by === 'us' || !caller || caller.leaving || caller.call.state !== 'up') return
      if (this.window.wasShut(call.times.answered)) this.takenInOutage++
      else this.note('dropped', `the operator of ${number} was ${by === 'cancelled' ? 'no longer rung' : 'hung up'}`)
    })
    call.ring()
    await sleep(afterMs)
    if (call.state !== 'incoming') return
    this.talks++
    call.answer()
  }

  /** Whoever stood in line before `number` has been rung for already, or is in this moment: to different phones INVITEs may overtake. */
  private async checkTurn(number: string): Promise<void> {
    const first = this.line().find((one) => one <= number)
    if (first === undefined || first === number) return
    await sleep(momentMs)
    const inOutage = this.window.wasShut(performance.now()) || this.window.wasShut(performance.now() - momentMs)
    if (!inOutage && this.line().includes(first)) this.note('outOfOrder', `${number} was served before ${first}`)
  }

  /** Numbers in the queue for whom nobody is rung, first come first. */
  private line(): string[] {
    const waits = ({ number, inLine, leaving }: Caller) => inLine && !leaving && !this.legs.get(number)?.size
    return [...this.callers.values()].filter(waits).map(({ number }) => number)
  }

  /** Operators' calls of a caller which are up. */
  isTalking(number: string): boolean {
    return [...(this.legs.get(number) ?? [])].some((call) => call.state === 'up')
  }

  /** A caller dials and goes to the place; resolves when the host says that they are there. */
  async arrive(place: Place): Promise<Caller> {
    const number = `+49303${String(this.next++).padStart(4, '0')}`
    const call = await this.dial(number)
    const caller: Caller = { number, place, call, inLine: false, leaving: false }
    this.callers.set(number, caller)
    if (place === 'queue') this.queued.add(number)
    void call.end.then(({ by }) => {
      if (!caller.leaving && by !== 'us') this.note('dropped', `${number} (${place}) was ended by ${by}`)
    })
    await this.go(caller)
    caller.inLine = place === 'queue'
    return caller
  }

  /** Whoever dials while there is no host gets the dialplan's answer, and tries again. */
  private async dial(number: string): Promise<PhoneCall> {
    const deadline = performance.now() + patienceMs
    for (;;) {
      await this.window.open()
      const call = await this.trunk.dial(numbers.benchAll, { callerNumber: number })
      await call.untilAnswered(patienceMs).catch(() => {}) // looked at next
      const known = await this.window.until(({ calls }) => calls.some(({ from }) => from === number), againMs)
      if (call.state === 'up' && known) return call
      await call.hangup()
      if (performance.now() > deadline) throw new Error(`${number} did not get through`)
    }
  }

  private async go({ number, place, call }: Caller): Promise<void> {
    const deadline = performance.now() + patienceMs
    while (place !== 'menu') {
      await call.audio.sendDtmf(keys[place], { ms: 80 })
      if (await this.window.until(({ calls }) => calls.some((c) => c.from === number && c.node === place), againMs)) return
      if (performance.now() > deadline) throw new Error(`${number} did not get to ${place}`)
    }
  }

  /** A caller in the menu presses a key and hears the next prompt, sooner or later. */
  async ask({ number, call }: Caller): Promise<void> {
    await until(
      `the menu to answer ${number}`,
      async () => {
        const ended = await call.audio.sendDtmf(another, { ms: 80 })
        return call.audio.waitForTone(tones.second.frequency, { after: ended, timeoutMs: againMs }).catch(() => 0)
      },
      patienceMs,
    ).catch((error: Error) => {
      if (call.state === 'up') this.note('dropped', error.message)
    })
  }

  async leave(caller: Caller): Promise<void> {
    caller.leaving = true
    await caller.call.hangup()
    this.callers.delete(caller.number)
  }

  /** After a restart: the host has every call, and its line is the one of before. */
  async check(): Promise<void> {
    const seen = await this.window.look()
    if (!seen) throw new Error('the host is back and cannot be asked')
    const known = new Set(seen.calls.map(({ from }) => from))
    for (const { number, call, leaving } of this.callers.values())
      if (!leaving && call.state === 'up' && !known.has(number)) this.note('dropped', `${number} is unknown to the new host`)
    const order = seen.waiting.map(({ from }) => from)
    const expected = [...order].sort()
    order.forEach((number, at) => {
      if (expected[at] !== number) this.note('outOfOrder', `${number} stands at place ${at + 1} instead of ${expected[at]}`)
    })
  }
}
