// Collecting keys: one state machine under promptDigit, gatherDigits and the Menu. Barge-in, several digits, timers from the prompt's end.
import type { Prompt } from '../../../shared/flow/prompt.ts'
import type { Timer } from '../ports.ts'
import type { Call } from '../session/call.ts'
import { onCancel } from '../session/cancel.ts'
import { ensureAnswered } from './answer.ts'
import type { Media } from './media.ts'
import { type Playback, readyMedia, startPlayback } from './play.ts'

/** What to do with the digits so far: wait for more (at most `ms`; then they are whole, or time is up), take them, or refuse them. */
export type Verdict =
  | { do: 'wait'; ms: number | null; atEnd: 'accept' | 'timeout' }
  | { do: 'accept'; digits: string }
  | { do: 'refuse' }

/** `timeout`: time was up before the digits were whole; `digits` are those pressed until then, which are never a success. */
export type Heard = { result: 'success' | 'invalid' | 'timeout' | 'cancel'; digits: string }

export type Collecting = {
  prompt?: Prompt | undefined
  /** In place of a prompt: what is ready to be played. */
  media?: Media
  /** A key stops the prompt and counts; otherwise it is kept until the prompt is over. */
  interruptible: boolean
  /** Time to the first key, from the end of the prompt, ms. */
  firstMs: number
  /** Time for everything, from the end of the prompt, however fast the keys come: for backends whose rule that is, and nobody else. */
  totalMs?: number
  decide(digits: string): Verdict
  /** The action's own signal; aborting ends it with `cancel`. */
  signal?: AbortSignal | undefined
  /** Digits whose last key says nothing: it is as if it had not been pressed. */
  passOver?(digits: string): boolean
  /** Digits stay out of the trace. */
  secret?: boolean
}

/** One collection. Rejects with CallEnded when the caller leaves. */
export async function collect(call: Call, how: Collecting): Promise<Heard> {
  await ensureAnswered(call)
  const media = how.media ?? (how.prompt ? await readyMedia(call, how.prompt) : null)
  call.check()
  if (media) call.trace('prompt.started', { media: media.uris })
  const heard = await call.until<Heard>((resolve) => {
    const collector = new Collector(call, how, resolve)
    collector.listen()
    // Keys typed ahead may have decided already, or cut the prompt off before its first word.
    if (media && collector.prompting && !collector.over)
      collector.playback = startPlayback(call, media, { channel: call.channelId }, () => collector.promptEnded())
    else collector.promptEnded()
    const forget = onCancel(how.signal, () => collector.cancel())
    if (collector.over) collector.release() // typed ahead, decided before the prompt began
    return () => {
      forget()
      collector.release()
    }
  })
  const digits = how.secret ? '*'.repeat(heard.digits.length) : heard.digits
  call.trace('keys.collected', { result: heard.result, digits })
  return heard
}

class Collector {
  playback: Playback | null = null
  over = false
  private readonly call: Call
  private readonly how: Collecting
  private readonly resolve: (heard: Heard) => void
  private digits = ''
  prompting = true
  private unread: (() => void) | null = null
  private step: Timer | null = null
  private total: Timer | null = null

  constructor(call: Call, how: Collecting, resolve: (heard: Heard) => void) {
    this.call = call
    this.how = how
    this.resolve = resolve
  }

  listen(): void {
    this.unread = this.call.keys.read((digit) => this.key(digit))
  }

  private key(digit: string): void {
    if (this.over) {
      this.call.keys.keep(digit)
      return
    }
    if (this.how.passOver?.(this.digits + digit)) return
    this.digits += digit
    if (this.prompting && !this.how.interruptible) return
    if (this.prompting) {
      this.prompting = false
      this.playback?.stop()
      this.playback = null
      this.startTotal()
    }
    this.consider()
  }

  /** The prompt is over, or there was none: time runs from here. */
  promptEnded(): void {
    if (this.over || !this.prompting) return
    this.prompting = false
    this.playback = null
    this.startTotal()
    if (this.digits !== '') this.consider()
    else this.step = this.call.pbx.clock.after(this.how.firstMs, () => this.finish({ result: 'timeout', digits: '' }))
  }

  private startTotal(): void {
    const { totalMs } = this.how
    if (totalMs !== undefined && !this.total)
      this.total = this.call.pbx.clock.after(totalMs, () => this.finish({ result: 'timeout', digits: this.digits }))
  }

  private consider(): void {
    this.step?.cancel()
    this.step = null
    const verdict = this.how.decide(this.digits)
    if (verdict.do === 'accept') this.finish({ result: 'success', digits: verdict.digits })
    else if (verdict.do === 'refuse') this.finish({ result: 'invalid', digits: this.digits })
    else if (verdict.ms !== null)
      this.step = this.call.pbx.clock.after(verdict.ms, () =>
        this.finish({ result: verdict.atEnd === 'accept' ? 'success' : 'timeout', digits: this.digits }),
      )
  }

  /** With the keys pressed until now. */
  cancel(): void {
    this.finish({ result: 'cancel', digits: this.digits })
  }

  private finish(heard: Heard): void {
    if (this.over) return
    this.over = true
    this.resolve(heard)
  }

  release(): void {
    this.over = true
    this.step?.cancel()
    this.total?.cancel()
    this.unread?.()
    this.playback?.stop()
  }
}

export type PromptDigitResult = { result: 'success'; digit: string } | { result: 'timeout' | 'cancel' }

/** One key of 0-9 * #. Source: CallFactory's PromptDigit. */
export async function promptDigit(
  call: Call,
  prompt: Prompt | undefined,
  options: { timeoutSeconds?: number; interruptible?: boolean; signal?: AbortSignal | undefined } = {},
): Promise<PromptDigitResult> {
  const heard = await collect(call, {
    prompt,
    interruptible: options.interruptible ?? true,
    firstMs: (options.timeoutSeconds ?? 10) * 1000,
    signal: options.signal,
    decide: (digits) => ({ do: 'accept', digits: digits.slice(0, 1) }),
  })
  if (heard.result === 'success') return { result: 'success', digit: heard.digits.slice(0, 1) }
  return { result: heard.result === 'cancel' ? 'cancel' : 'timeout' }
}

export type GatherOptions = {
  maxDigits?: number
  terminationDigits?: string
  /** To the first key, from the end of the prompt; without `interDigitSeconds` from each key to the next as well. */
  timeoutSeconds?: number
  interDigitSeconds?: number
  interruptible?: boolean
  secret?: boolean
  signal?: AbortSignal | undefined
}
/** `timeout` and `cancel`: with the digits that were pressed until then, where there were any. */
export type GatherResult =
  | { result: 'success'; digits: string; terminator: string | null }
  | { result: 'timeout' | 'cancel'; digits?: string }

/** Several digits; the terminating one is not part of them. Each key restarts the timer; digits that it cuts off are no success. Source: CallFactory's GatherDigits. */
export async function gatherDigits(
  call: Call,
  prompt: Prompt | Media | undefined,
  options: GatherOptions = {},
): Promise<GatherResult> {
  const { maxDigits = 20, terminationDigits = '#', timeoutSeconds = 30, interDigitSeconds } = options
  let terminator: string | null = null
  const heard = await collect(call, {
    ...(prompt && 'uris' in prompt ? { media: prompt } : { prompt }),
    interruptible: options.interruptible ?? true,
    firstMs: timeoutSeconds * 1000,
    signal: options.signal,
    ...(options.secret ? { secret: true } : {}),
    decide: (digits) => {
      const end = [...digits].findIndex((digit) => terminationDigits.includes(digit))
      if (end >= 0 && end < maxDigits) {
        terminator = digits[end] ?? null
        return { do: 'accept', digits: digits.slice(0, end) }
      }
      if (digits.length >= maxDigits) return { do: 'accept', digits: digits.slice(0, maxDigits) }
      return { do: 'wait', ms: (interDigitSeconds ?? timeoutSeconds) * 1000, atEnd: 'timeout' }
    },
  })
  if (heard.result === 'success') return { result: 'success', digits: heard.digits, terminator }
  return { result: heard.result === 'cancel' ? 'cancel' : 'timeout', ...(heard.digits ? { digits: heard.digits } : {}) }
}

/** Keys and sequences of a menu: "2" waits for more where "21" exists. `waitMs` is that wait; a mere beginning waits `timeoutMs`. */
export function menuVerdict(keys: readonly string[], digits: string, timeoutMs: number, waitMs: number): Verdict {
  const whole = keys.includes(digits)
  const longer = keys.some((key) => key.length > digits.length && key.startsWith(digits))
  if (longer) return { do: 'wait', ms: whole ? waitMs : timeoutMs, atEnd: whole ? 'accept' : 'timeout' }
  return whole ? { do: 'accept', digits } : { do: 'refuse' }
}
