// A caller in line: music, announcements, keys, the maximum wait, and the moment it is their turn.

import type { Prompt } from '../../../shared/flow/prompt.ts'
import type { ConfigOf } from '../../../shared/nodes/index.ts'
import { phrase } from '../actions/phrases.ts'
import { type Playback, readyMedia, startPlayback } from '../actions/play.ts'
import type { Timer } from '../ports.ts'
import type { Call } from '../session/call.ts'
import type { Dispatcher, QueueEntry } from './dispatcher.ts'
import type { Reservation } from './reservation.ts'

export type Turn =
  | { kind: 'offer'; reservation: Reservation }
  | { kind: 'timeout' | 'exitKey' | 'callbackRequested' | 'noOperators' }

export class CallerInQueue {
  readonly entry: QueueEntry
  private waiting = false
  /** Neither connected nor gone elsewhere. */
  get isWaiting(): boolean {
    return this.waiting
  }
  /** Aborted when the caller leaves the line by key or time, also while operators ring. */
  get cutShort(): AbortSignal {
    return this.cut.signal
  }
  private cut = new AbortController()
  private readonly call: Call
  private readonly dispatcher: Dispatcher
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
    dispatcher: Dispatcher,
    config: ConfigOf<'queue'>,
    place: { queueId: string; since: number; order: number },
    moved: (queueId: string) => void,
  ) {
    this.call = call
    this.dispatcher = dispatcher
    this.config = config
    let queueId = place.queueId
    this.entry = {
      callId: call.id,
      from: call.from,
      fromName: call.fromName,
      since: place.since,
      order: place.order,
      path: call.position.path,
      priority: call.office.config.queues.get(place.queueId)?.priority ?? 0,
      status: 'waiting',
      prefers: call.assignment.prefers,
      test: call.kind === 'test',
      get queueId() {
        return queueId
      },
      set queueId(id: string) {
        if (id === queueId) return
        queueId = id
        moved(id)
      },
      offer: (reservation) => this.decide({ kind: 'offer', reservation }),
      empty: () => this.decide({ kind: 'noOperators' }),
    }
  }

  private get queue() {
    return this.call.office.config.queues.get(this.entry.queueId)
  }

  /** `offered`: an offer of before the restart is still running. */
  enter(offered: boolean): void {
    const { clock } = this.call.pbx
    this.waiting = true
    if (offered) this.entry.status = 'offered'
    this.call.trace('queue.entered', { queue: this.entry.queueId })
    this.unread = this.call.keys.read((digit) => this.key(digit))
    const left = this.entry.since + this.config.maxWaitSeconds * 1000 - clock.now()
    this.deadline = clock.after(Math.max(0, left), () => this.leaveBy('timeout'))
    this.dispatcher.enter(this.entry)
    this.call.set('queue.id', this.entry.queueId)
    this.call.set('queue.name', this.queue?.name ?? '')
    this.call.changed()
  }

  /** Not answered: the same place, the same music. */
  back(): void {
    if (this.decided) return
    this.dispatcher.back(this.entry)
  }
  /** In line again at its head. */
  again(): void {
    this.decided = null
    this.cut = new AbortController()
    this.waiting = true
    this.entry.status = 'waiting'
    this.unread = this.call.keys.read((digit) => this.key(digit))
    this.dispatcher.enterFirst(this.entry)
  }
  leave(): void {
    this.waiting = false
    this.dispatcher.leave(this.entry)
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
    else if (digit === this.queue?.callbackKey && this.canBeCalledBack) this.leaveBy('callbackRequested')
  }

  /** Whoever withholds the number is not offered what nobody could do. */
  private get canBeCalledBack(): boolean {
    return this.call.from.replace(/\D/g, '').length >= 3
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
      this.call.pbx.telephony
        .stopMusic(this.call.channelId)
        .catch((error: unknown) =>
          this.call.pbx.log.warn('music was not stopped', { callId: this.call.id, error: String(error) }),
        )
    this.entertaining = false
  }
  private music(): void {
    const { telephony, clock, log } = this.call.pbx
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
        if (!this.entertaining || !this.waiting) return
        if (!media) return this.music()
        this.playing = startPlayback(this.call, { ...media, instead: 'queue-thankyou' }, { channel: this.call.channelId }, () => {
          this.playing = null
          if (this.entertaining) this.music()
        })
      })
      .catch((error: unknown) => {
        this.call.pbx.log.warn('an announcement failed', { callId: this.call.id, error: String(error) })
        if (this.entertaining) this.music()
      })
  }
  private prompts(): Prompt[] {
    const { queue, call, dispatcher } = this
    const own = this.config.announcements
    const prompts: Prompt[] = []
    if (queue?.announcePosition) prompts.push(phrase(call, 'position', dispatcher.position(this.entry)))
    const wait = dispatcher.stats(this.entry.queueId).expectedWaitMs()
    if (queue?.announceWait && wait !== null) prompts.push(phrase(call, 'wait', Math.max(1, Math.round(wait / 60_000))))
    if (queue?.callbackKey && this.canBeCalledBack) prompts.push(phrase(call, 'offerCallback', queue.callbackKey))
    const announcement = own.length ? own[this.spoken++ % own.length] : undefined
    return announcement ? [...prompts, announcement] : prompts
  }
}
