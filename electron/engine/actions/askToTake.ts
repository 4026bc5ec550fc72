// Asks whoever answered a forwarded call whether they take it: a key has to be pressed, which no answering machine does.
import type { Call } from '../session/call.ts'
import type { Leg, LegStart } from '../session/leg.ts'
import type { Media } from './media.ts'
import { phrase } from './phrases.ts'
import { readyMedia, startPlayback } from './play.ts'

/** The key that takes the call. */
const takeKey = '1'
/** How long it may take to press it, and the pause before the question is heard again, ms. */
const answerMs = 20_000
const pauseMs = 2000

/** Where there is no speech. */
const beep: Media = { uris: ['sound:beep'], ms: null }

/** The question on one leg, until it is answered, given up (`settle(false)`), or closed. */
class QuestionToTake {
  private readonly call: Call
  private readonly leg: Leg
  private readonly settle: (taken: boolean) => void
  private open = true
  private stop = () => {}

  /** `name`: whose call it is. `settle` is told once, and not after `close`. */
  constructor(call: Call, leg: Leg, name: string, settle: (taken: boolean) => void) {
    this.call = call
    this.leg = leg
    this.settle = settle
    call.trace('leg.asked', { to: leg.destination })
    call.sleep(answerMs).then(
      () => this.end(false),
      () => {}, // the end of the call ends the dial
    )
    void this.ask(name)
  }

  digit(digit: string): void {
    if (digit === takeKey) this.end(true)
  }

  close(): void {
    this.open = false
    this.stop()
  }

  private end(taken: boolean): void {
    if (!this.open) return
    this.close()
    this.settle(taken)
  }

  private async ask(name: string): Promise<void> {
    const { call, leg } = this
    const media = (await readyMedia(call, phrase(call, 'pressToTake', { name, n: takeKey }))) ?? beep
    const again = () => {
      if (!this.open) return
      const playback = startPlayback(call, media, { channel: leg.channelId }, () => {
        const timer = call.pbx.clock.after(pauseMs, again)
        this.stop = () => timer.cancel()
      })
      this.stop = () => playback.stop()
    }
    again()
  }
}

/** The questions of one dial. `decided` is told of each leg that was asked: taken, or not in time. */
export class QuestionsToTake {
  private readonly call: Call
  private readonly decided: (leg: Leg, taken: boolean) => void
  private readonly asked = new Map<Leg, QuestionToTake>()
  private readonly taken = new Set<Leg>()

  constructor(call: Call, decided: (leg: Leg, taken: boolean) => void) {
    this.call = call
    this.decided = decided
  }

  isToAsk(leg: Leg, start: LegStart | undefined): boolean {
    return start?.forwarded?.confirm === true && !this.taken.has(leg)
  }

  /** The others ring on meanwhile. */
  ask(leg: Leg, start: LegStart | undefined): void {
    const settle = (taken: boolean) => {
      this.asked.delete(leg)
      if (taken) this.taken.add(leg)
      this.decided(leg, taken)
    }
    this.asked.set(leg, new QuestionToTake(this.call, leg, start?.forwarded?.name ?? '', settle))
  }

  digit(leg: Leg, digit: string): void {
    this.asked.get(leg)?.digit(digit)
  }

  forget(leg: Leg): void {
    this.asked.get(leg)?.close()
    this.asked.delete(leg)
  }

  close(): void {
    for (const question of this.asked.values()) question.close()
  }
}
