// Two people in a bridge. The talk owns the bridge, its recording and the leg; it ends when either side leaves.
import type { Telephony } from '../ports.ts'
import type { Call } from './call.ts'
import { Holds } from './holds.ts'
import { Leg } from './leg.ts'
import { BridgeRecording } from './recording.ts'
import { ringAgain } from './rejoin.ts'

/** `legLeft`: the other side hung up. `legLost`: an operator's console vanished and did not come back in time. */
export type TalkEnd = 'legLeft' | 'legLost'

export type TalkOptions = {
  bridgeId: string
  /** Name of the recording to make; null for none. */
  recording: string | null
  /** The bridge stands already, from before the host's restart. */
  resumed?: boolean
  /** Both are in the bridge, as far as they were not before. */
  onMet(): void
  /** Another leg took the place of the first (rejoined console, attended transfer). */
  onLegChanged?(leg: Leg): void
}

export type Side = 'caller' | 'leg'

/** How long an operator whose console vanished is rung again. */
const rejoinMs = 60_000
/** How long word of a hang-up may take, ms. */
const goneMs = 1000

export class Talk {
  readonly call: Call
  leg: Leg
  private readonly options: TalkOptions
  private readonly track: BridgeRecording | null
  recordingPaused = false
  private finish: (end: TalkEnd) => void = () => {}
  private rejoining: Side | null = null
  /** Settles when the bridge is no more. */
  private removed: Promise<void> = Promise.resolve()
  /** Whoever was merged in besides the two. */
  private readonly guests: Leg[] = []
  private readonly holds: Holds

  constructor(call: Call, leg: Leg, options: TalkOptions) {
    this.call = call
    this.leg = leg
    this.options = options
    this.holds = new Holds(call.exchange.telephony)
    this.track = options.recording ? new BridgeRecording(call, options.bridgeId, options.recording) : null
  }

  get bridgeId(): string {
    return this.options.bridgeId
  }
  /** The channel of our own person: the leg's, unless only the caller is one of us. */
  get operatorChannel(): string {
    return this.leg.extension === null && this.call.extension !== null ? this.call.channelId : this.leg.channelId
  }

  /** Somebody in it holds. */
  get held(): boolean {
    return this.holds.any
  }
  private get members(): string[] {
    return [this.call, this.leg, ...this.guests].map(({ channelId }) => channelId)
  }

  get recording(): boolean {
    return this.track?.running ?? false
  }

  /** Joins both and resolves when the leg leaves; rejects when the call ends. Releases everything either way. */
  async run(): Promise<TalkEnd> {
    const { call, options } = this
    const { telephony } = call.exchange
    call.talk = this
    try {
      this.watch(this.leg)
      if (this.leg.state === 'ended') return 'legLeft'
      try {
        await this.meet(telephony)
      } catch (error) {
        if (!(await this.someoneLeft())) throw error
        return 'legLeft'
      }
      await this.track?.start(options.resumed ?? false)
      call.changed()
      return await call.until<TalkEnd>((resolve) => {
        this.finish = resolve
        if (this.leg.state === 'ended') resolve('legLeft')
        return () => {
          this.finish = () => {}
        }
      })
    } finally {
      this.close()
      // What is played to a channel that is still on its way out of the bridge is lost.
      if (!call.isGone) await this.removed
    }
  }

  /** Both into the bridge; whoever the restart left in it is not touched. */
  private async meet(telephony: Telephony): Promise<void> {
    const { call, options } = this
    const both = [call.channelId, this.leg.channelId]
    const missing = options.resumed ? both.filter((id) => call.exchange.bridged.get(id) !== options.bridgeId) : both
    if (missing.length > 0) {
      await telephony.createBridge(options.bridgeId, 'mixing', call.id).catch((error: unknown) => {
        if (!options.resumed) throw error // after a restart it stands already
      })
      await telephony.join(options.bridgeId, missing)
    }
    options.onMet()
  }

  /** Joining fails when either side has just hung up; word of it may be on its way still. Rejects when it was the caller. */
  private async someoneLeft(): Promise<boolean> {
    for (let waited = 0; waited < goneMs && this.leg.state !== 'ended'; waited += goneMs / 10) await this.call.sleep(goneMs / 10)
    return this.leg.state === 'ended'
  }

  private close(): void {
    const { call } = this
    const { telephony, log, background } = call.exchange
    call.talk = null
    const resumed = call.isGone ? undefined : this.carriedOut(this.holds.release([call.channelId]))
    this.leg.drop('normal')
    for (const guest of this.guests.splice(0)) guest.drop('normal')
    this.track?.stop()
    const gone = telephony
      .destroyBridge(this.options.bridgeId)
      .catch((error: unknown) => log.warn('a bridge was not removed', { callId: call.id, error: String(error) }))
    this.removed = Promise.all([gone, resumed]).then(() => undefined)
    background(this.removed)
    call.trace('talk.ended')
    call.changed()
  }

  private watch(leg: Leg): void {
    leg.events = { ended: () => (this.rejoining === 'leg' ? undefined : this.legLeft()) }
  }

  /** With a guest there the talk goes on between the guest and the caller. */
  private legLeft(): void {
    const guest = this.guests.shift()
    if (!guest) {
      this.finish('legLeft')
      return
    }
    this.turnTo(guest)
  }
  /** From now on the other side is this one. */
  private turnTo(leg: Leg): void {
    this.leg = leg
    this.watch(leg)
    this.options.onLegChanged?.(leg)
    this.membersChanged()
  }

  /** Another joins the two; who leaves then is replaced by them. */
  welcome(guest: Leg): void {
    guest.events = {
      ended: () => {
        this.guests.splice(this.guests.indexOf(guest), 1)
        this.membersChanged()
      },
    }
    this.guests.push(guest)
    this.membersChanged()
  }

  private membersChanged(): void {
    this.carriedOut(this.holds.update(this.members))
    this.call.changed()
  }

  /** Our own person placed the call, merged someone in and leaves: the guest takes their place. */
  callerLeft(): boolean {
    const guest = this.call.extension === null ? undefined : this.guests.shift()
    if (!guest) return false
    guest.release()
    this.call.extension = guest.extension
    this.call.rebind({ id: guest.channelId, sipCallId: guest.sipCallId })
    this.membersChanged()
    return true
  }

  /** Someone was merged in (with that extension). */
  hasGuest(extension?: string): boolean {
    return this.guests.some((guest) => extension === undefined || guest.extension === extension)
  }

  /** The side an extension's phone is on, or null. */
  sideOf(extension: string): Side | null {
    if (this.leg.extension === extension) return 'leg'
    return this.call.extension === extension ? 'caller' : null
  }

  /** The side on which a console's softphone of that extension is, or null. */
  consoleOf(extension: string): Side | null {
    const side = this.sideOf(extension)
    const onConsole = side === 'leg' ? isConsole(this.leg.endpoint) : this.call.onConsole
    return side && onConsole ? side : null
  }

  legDigit(digit: string): void {
    this.call.trace('talk.digit', { digit, by: 'leg' })
  }

  /** A phone put the call on hold or took it back. */
  heldBy(channelId: string, held: boolean): void {
    this.carriedOut(this.hold(channelId, held))
  }
  /** What fails is noted: nobody waits for it. */
  private carriedOut(holding: Promise<void>): Promise<void> {
    const { id, exchange } = this.call
    const done = holding.catch((error: unknown) => exchange.log.warn('a hold failed', { callId: id, error: String(error) }))
    exchange.background(done)
    return done
  }

  /** Whoever is on that channel is not heard by the others any more, or is again. */
  async hold(channelId: string, on: boolean): Promise<void> {
    if (!this.members.includes(channelId)) return
    const done = this.holds.set(channelId, on, this.members)
    this.call.trace(on ? 'talk.held' : 'talk.resumed', { by: this.whois(channelId) })
    this.call.changed()
    await done
  }

  /** The trace's word for who is on that channel. */
  private whois(channelId: string): string {
    if (channelId === this.call.channelId) return 'caller'
    return channelId === this.leg.channelId
      ? 'leg'
      : (this.guests.find((guest) => guest.channelId === channelId)?.destination ?? '')
  }

  /** The channel of that extension's phone in this conversation, or null. */
  channelOf(extension: string): string | null {
    const everybody = [this.leg, this.call, ...this.guests]
    return everybody.find((each) => each.extension === extension)?.channelId ?? null
  }

  /** Ends the recording for good: the disk keeps its last space for messages. */
  stopRecording(): void {
    if (!this.track?.running) return
    this.track.stop()
    this.call.trace('recording.stopped', { reason: 'space' })
    this.call.changed()
  }

  async pauseRecording(paused: boolean): Promise<void> {
    await this.track?.pause(paused)
    this.recordingPaused = paused
    this.call.trace(paused ? 'recording.paused' : 'recording.resumed')
    this.call.changed()
  }

  /** The caller's place goes to the person on the leg; returns the channel of who had it, which nobody owns any more unless it is kept. */
  makeLegTheCaller(): string {
    const { call, leg } = this
    const old = call.channelId
    leg.release()
    call.extension = leg.extension
    call.rebind({ id: leg.channelId, sipCallId: leg.sipCallId })
    return old
  }

  /** The phone on `side` keeps its line, outside of the conversation; null for a line that goes home by itself. Its place is empty then. */
  keep(side: Side): Leg | null {
    const { call, leg } = this
    if (side === 'leg') {
      if (leg.home) return null
      const { start, sipCallId } = leg
      leg.release()
      return Leg.adopt(call, { ...start, role: 'transferor' }, sipCallId, {})
    }
    const { channelId, extension, sipCallId } = call
    const start = { channelId, endpoint: `PJSIP/${extension ?? ''}`, role: 'transferor', extension, destination: extension ?? '' }
    call.exchange.channels.disown(channelId, call)
    return Leg.adopt(call, start, sipCallId, {})
  }

  /** Somebody else takes the leg's place; who had it is hung up. */
  replaceLeg(far: Leg): void {
    const old = this.leg
    old.events = {}
    this.turnTo(far)
    old.drop('normal')
  }
  /** Somebody else takes the caller's place; who had it is hung up. */
  replaceCaller(far: Leg): void {
    const { call } = this
    const old = call.channelId
    far.release()
    call.extension = far.extension
    call.rebind({ id: far.channelId, sipCallId: far.sipCallId })
    this.membersChanged()
    this.hangup(old)
  }

  /** The party that is not `extension`; null when that phone did not place the call or nobody talks to it. */
  farEnd(extension: string | null): Leg | null {
    return extension !== null && this.call.extension === extension && this.leg.state === 'up' ? this.leg : null
  }

  /** The console on `side` vanished: the other one hears music while the same person is rung again. */
  async rejoin(side: Side): Promise<void> {
    const extension = side === 'leg' ? this.leg.extension : this.call.extension
    if (this.rejoining || extension === null) return
    this.rejoining = side
    const { telephony, log } = this.call.exchange
    try {
      this.call.trace('console.lost', { side })
      await telephony.startBridgeMusic(this.options.bridgeId)
      if (side === 'leg') this.leg.drop('normal')
      const leg = await ringAgain(this.call, extension, this.leg, rejoinMs)
      await telephony.stopBridgeMusic(this.options.bridgeId)
      if (!leg) return this.finish('legLost')
      await telephony.join(this.options.bridgeId, [leg.channelId])
      this.rejoined(side, leg)
    } catch (error) {
      log.warn('an operator could not be rung again', { callId: this.call.id, error: String(error) })
      this.finish('legLost')
    } finally {
      this.rejoining = null
    }
  }

  private rejoined(side: Side, leg: Leg): void {
    this.call.trace('console.rejoined', { side })
    if (side === 'caller') {
      const old = this.call.channelId
      leg.release()
      this.call.rebind({ id: leg.channelId, sipCallId: leg.sipCallId }, isConsole(leg.endpoint))
      this.membersChanged()
      this.hangup(old)
      return
    }
    this.turnTo(leg)
  }

  hangup(channelId: string): void {
    const { telephony, background, log } = this.call.exchange
    background(
      telephony
        .hangup(channelId, 'normal')
        .catch((error: unknown) => log.warn('a channel was not hung up', { channelId, error: String(error) })),
    )
  }
}

const isConsole = (endpoint: string): boolean => /^PJSIP\/\d+-web$/.test(endpoint)
