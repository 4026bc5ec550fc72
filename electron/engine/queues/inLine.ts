// A caller in line: music, announcements, keys, the maximum wait, and the moment it is their turn.

import type { Prompt } from '../../../shared/flow/prompt.ts'
import type { ConfigOf } from '../../../shared/nodes/index.ts'
import { phrase } from '../actions/phrases.ts'
import { type Playback, readyMedia, startPlayback } from '../actions/play.ts'
import type { Timer } from '../ports.ts'
import type { Call } from '../session/call.ts'
import type { Waiter } from './dispatcher.ts'

export type Turn = { kind: 'offer'; operators: string[] } | { kind: 'timeout' | 'exitKey' | 'callbackRequested' | 'noOperators' }

export class InLine {
  readonly waiter: Waiter
  inLine = false
  /** Aborted when the caller leaves the line by key or time, also while operators ring. */
  get cutShort(): AbortSignal {
    return this.cut.signal
  }
  private cut = new AbortController()
  private readonly call: Call
  private readonly config: ConfigOf<'queue'>
  private decided: Turn | null = null
  private wake: ((turn: Turn) => void) | null = null
  private deadline: Timer | null = null
  private next: Timer | null = null
  private playing: Playback | null = null
  private unread: (() => void) | null = null
  private spoken = 0
  private entertaining = false

  constructor(
    call: Call,
    config: ConfigOf<'queue'>,
    place: { queueId: string; since: number; order: number },
    moved: (queueId: string) => void,
  ) {
    this.call = call
    this.config = config
    let queueId = place.queueId
    this.waiter = {
      callId: call.id,
      from: call.from,
      fromName: call.fromName,
      since: place.since,
      order: place.order,
      path: call.path,
      priority: call.exchange.config.queues.get(place.queueId)?.priority ?? 0,
      status: 'waiting',
      prefers: call.prefers,
      get queueId() {
        return queueId
      },
      set queueId(id: string) {
        if (id === queueId) return
        queueId = id
        moved(id)
      },
      offer: (operators) => this.decide({ kind: 'offer', operators }),
      empty: () => this.decide({ kind: 'noOperators' }),
    }
  }

  private get queue() {
    return this.call.exchange.config.queues.get(this.waiter.queueId)
  }

  /** `offered`: an offer of before the restart is still running. */
  enter(offered: boolean): void {
    const { dispatcher, clock } = this.call.exchange
    this.inLine = true
    if (offered) this.waiter.status = 'offered'
    this.call.trace('queue.entered', { queue: this.waiter.queueId })
    this.unread = this.call.keys.read((digit) => this.key(digit))
    const left = this.waiter.since + this.config.maxWaitSeconds * 1000 - clock.now()
    this.deadline = clock.after(Math.max(0, left), () => this.leaveBy('timeout'))
    dispatcher.enter(this.waiter)
    this.call.set('queue.id', this.waiter.queueId)
    this.call.set('queue.name', this.queue?.name ?? '')
    this.call.changed()
  }

  /** Not answered: the same place, the same music. */
  back(): void {
    if (this.decided) return
    this.call.exchange.dispatcher.back(this.waiter)
  }
  /** In line again at its head. */
  again(): void {
    this.decided = null
    this.cut = new AbortController()
    this.inLine = true
    this.waiter.status = 'waiting'
    this.unread = this.call.keys.read((digit) => this.key(digit))
    this.call.exchange.dispatcher.enterFirst(this.waiter)
  }
  leave(): void {
    this.inLine = false
    this.call.exchange.dispatcher.leave(this.waiter)
    this.deadline?.cancel()
    this.unread?.()
    this.unread = null
    this.quiet()
  }

  /** Resolves when it is the caller's turn or they leave the line. */
  turn(): Promise<Turn> {
    return this.call.until<Turn>((resolve) => {
      const take = (turn: Turn) => {
        this.decided = null
        resolve(turn)
      }
      if (this.decided) take(this.decided)
      else this.wake = take
      return () => {
        this.wake = null
      }
    })
  }
  private decide(turn: Turn): void {
    if (this.wake) this.wake(turn)
    else this.decided = turn
  }
  private leaveBy(kind: 'timeout' | 'exitKey' | 'callbackRequested'): void {
    this.decide({ kind })
    this.cut.abort()
  }
  private key(digit: string): void {
    if (digit === this.config.exitKey) this.leaveBy('exitKey')
    else if (digit === this.queue?.callbackKey && this.call.from.replace(/\D/g, '').length >= 3) this.leaveBy('callbackRequested')
  }

  // ── what they hear ─────────────────────────────────────────────────────────────────────────────────────────

  /** Starts the music; `first`: position and offer are told at once. */
  entertain(first: boolean): void {
    if (this.entertaining) return
    this.entertaining = true
    if (first && this.queue?.announcePosition) this.announce()
    else this.music()
  }
  /** Stops timers and announcements; the music ends with the bridge, or here when the caller goes on elsewhere. */
  private quiet(): void {
    this.next?.cancel()
    this.next = null
    this.playing?.stop()
    this.playing = null
    if (this.entertaining && !this.call.isGone)
      this.call.exchange.telephony
        .stopMusic(this.call.channelId)
        .catch((error: unknown) =>
          this.call.exchange.log.warn('music was not stopped', { callId: this.call.id, error: String(error) }),
        )
    this.entertaining = false
  }
  private music(): void {
    const { telephony, clock, log } = this.call.exchange
    telephony
      .startMusic(this.call.channelId, this.config.music || undefined)
      .catch((error: unknown) => log.warn('music did not start', { callId: this.call.id, error: String(error) }))
    this.next?.cancel()
    this.next = clock.after((this.queue?.announceEverySeconds ?? 45) * 1000, () => this.announce())
  }
  private announce(): void {
    const prompts = this.prompts()
    if (prompts.length === 0) {
      this.music()
      return
    }
    const list: Prompt = { kind: 'list', items: prompts.flatMap((p) => (p.kind === 'list' ? p.items : [p])) }
    readyMedia(this.call, list)
      .then((media) => {
        if (!this.entertaining || !this.inLine) return
        if (!media) return this.music()
        this.playing = startPlayback(this.call, media, { channel: this.call.channelId }, () => {
          this.playing = null
          if (this.entertaining) this.music()
        })
      })
      .catch((error: unknown) => {
        this.call.exchange.log.warn('an announcement failed', { callId: this.call.id, error: String(error) })
        if (this.entertaining) this.music()
      })
  }
  private prompts(): Prompt[] {
    const { queue, call } = this
    const { dispatcher } = call.exchange
    const own = this.config.announcements
    const prompts: Prompt[] = []
    if (queue?.announcePosition) prompts.push(phrase(call, 'position', dispatcher.position(this.waiter)))
    const wait = dispatcher.stats(this.waiter.queueId).expectedWaitMs()
    if (queue?.announceWait && wait !== null) prompts.push(phrase(call, 'wait', Math.max(1, Math.round(wait / 60_000))))
    if (queue?.callbackKey) prompts.push(phrase(call, 'offerCallback', queue.callbackKey))
    const announcement = own.length ? own[this.spoken++ % own.length] : undefined
    return announcement ? [...prompts, announcement] : prompts
  }
}
