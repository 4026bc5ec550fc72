// Two people in a bridge, and third parties. The bridged call owns the bridge, its recording and the legs; it ends when one
// of the two leaves and nobody is there to take the place.
import type { Telephony } from '../ports.ts'
import type { Call, CallerSide } from './call.ts'
import { onCancel } from './cancel.ts'
import type { Conversation, ConversationView } from './conversation.ts'
import { Leg } from './leg.ts'
import { type Bridge, Others } from './others.ts'
import type { OthersState } from './othersState.ts'
import { BridgeRecording } from './recording.ts'
import { ringAgain } from './ringing.ts'

/** `legLeft`: the other side hung up. `legLost`: an operator's console vanished and did not come back in time. */
export type BridgedCallEnd = 'legLeft' | 'legLost'

export type BridgedCallOptions = {
  bridgeId: string
  /** Name of the recording to make; null for none. */
  recording: string | null
  /** The bridge stands already, from before the host's restart. */
  resumed?: boolean
  /** Both are in the bridge, as far as they were not before. */
  onMet(): void
  /** Another leg took the place of the first (rejoined console, attended transfer). */
  onLegChanged?(leg: Leg): void
  /** Who else is in it, as it was before the host's restart. */
  before?: OthersState | undefined
  /** Aborting parts the two. */
  signal?: AbortSignal | undefined
  /** Others are in it, or hold, or are put aside. */
  onOthersChanged?(others: OthersState): void
}

export type Side = 'caller' | 'leg'

/** How long an operator whose console vanished is rung again. */
const rejoinMs = 60_000
/** How long word of a hang-up may take, ms. */
const goneMs = 1000

export class BridgedCall implements Conversation, Bridge {
  readonly call: Call
  private other: Leg
  private readonly options: BridgedCallOptions
  private readonly track: BridgeRecording | null
  private paused = false
  met = false
  private finish: (end: BridgedCallEnd) => void = () => {}
  /** Who of the last two hung up; null: the caller, or the talk was handed on. */
  private endedBy: Leg | null = null
  private rejoining: Side | null = null
  /** Settles when the bridge is no more. */
  private removed: Promise<void> = Promise.resolve()
  /** Whoever is in it besides the two, and who holds. */
  readonly others: Others

  constructor(call: Call, leg: Leg, options: BridgedCallOptions) {
    this.call = call
    this.other = leg
    this.options = options
    this.others = new Others(this, options)
    this.track = options.recording ? new BridgeRecording(call, options.bridgeId, options.recording) : null
  }

  /** The one that the call is in, or null. */
  static of(call: Call): BridgedCall | null {
    return call.conversation instanceof BridgedCall ? call.conversation : null
  }

  /** The other side; others may be in it as well. */
  get leg(): Leg {
    return this.other
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
    return this.others.held
  }

  get recording(): boolean {
    return this.track?.running ?? false
  }

  get view(): ConversationView {
    const { held, recording, paused, others } = this
    const { parties, departed } = others
    return { held, recording, recordingPaused: paused, ...(parties ? { parties } : {}), departed }
  }

  /** Joins both and resolves when the leg leaves; rejects when the call ends. Releases everything either way. */
  async run(): Promise<BridgedCallEnd> {
    const { call, options } = this
    const { telephony } = call.pbx
    call.converse(this)
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
      if (options.before) this.others.membersChanged()
      if (options.resumed) this.catchUpOnHolds()
      call.changed()
      const end = await call.until<BridgedCallEnd>((resolve) => {
        this.finish = resolve
        if (this.leg.state === 'ended') resolve('legLeft')
        const forget = onCancel(options.signal, () => resolve('legLeft'))
        return () => {
          forget()
          this.finish = () => {}
        }
      })
      this.endedBy = options.signal?.aborted ? null : this.leg
      if (this.others.callerGone) this.endCall()
      return end
    } finally {
      this.close()
      // What is played to a channel that is still on its way out of the bridge is lost.
      if (!call.isGone) await this.removed
    }
  }

  /** The caller is gone, and so is the last who talked to somebody in their place: nobody is led through the caller's flow. */
  private endCall(): void {
    this.hangup(this.call.channelId)
    this.call.end()
  }

  /** All into the bridge; channels that the restart left in it are not touched. */
  private async meet(telephony: Telephony): Promise<void> {
    const { call, options } = this
    const all = this.others.members
    const missing = options.resumed ? all.filter((id) => call.found.bridged.get(id) !== options.bridgeId) : all
    if (missing.length > 0) {
      await telephony.createBridge(options.bridgeId, 'mixing', call.id).catch((error: unknown) => {
        if (!options.resumed) throw error // after a restart it stands already
      })
      await telephony.join(options.bridgeId, missing)
    }
    options.onMet()
    this.met = true
    call.parts.present(this.others.colleagues)
  }

  /** Joining fails when either side has just hung up; word of it may be on its way still. Rejects when it was the caller. */
  private async someoneLeft(): Promise<boolean> {
    for (let waited = 0; waited < goneMs && this.leg.state !== 'ended'; waited += goneMs / 10) await this.call.sleep(goneMs / 10)
    return this.leg.state === 'ended'
  }

  private close(): void {
    const { call } = this
    const { telephony, log, background } = call.pbx
    call.fallSilent(this)
    const resumed = call.isGone ? undefined : this.carriedOut(this.others.release())
    this.leg.drop('normal')
    this.others.dropAll()
    this.track?.stop()
    const gone = telephony
      .destroyBridge(this.options.bridgeId)
      .catch((error: unknown) => log.warn('a bridge was not removed', { callId: call.id, error: String(error) }))
    this.removed = Promise.all([gone, resumed]).then(() => undefined)
    background(this.removed)
    call.parts.present([])
    const by = this.endedBy ?? (call.isGone ? call : null)
    call.trace('talk.ended', by ? { by: this.others.who(by).number } : {})
    call.changed()
  }

  private watch(leg: Leg): void {
    leg.listen({ ended: () => (this.rejoining === 'leg' ? undefined : this.legLeft()) })
  }

  /** With somebody else there the talk goes on between them and the caller. */
  private legLeft(): void {
    const next = this.others.follow(this.leg)
    if (next) this.turnTo(next)
    else this.finish('legLeft')
  }
  /** From now on the other side is this one. */
  private turnTo(leg: Leg): void {
    this.placeLeg(leg)
    this.options.onLegChanged?.(leg)
    this.others.membersChanged()
  }
  private placeLeg(leg: Leg): void {
    this.other = leg
    this.watch(leg)
  }

  /** The caller leaves: one of the others takes the place, and the talk goes on. False when nobody can. */
  callerLeft(): boolean {
    const ours = this.call.extension !== null
    const next = this.others.follow(this.call)
    if (next) this.fillCallersPlace(next, ours)
    return next !== null
  }
  /** `ours`: it was one of us, so that whoever was merged in goes on in the place. Otherwise the other side does, and talks to them. */
  private fillCallersPlace(next: Leg, ours: boolean): void {
    const { call } = this
    const person = ours ? next : this.leg
    this.others.standIn(person, !ours)
    if (!ours) this.placeLeg(next)
    person.release()
    call.rebind(sideOf(person, person.console))
    if (!ours) this.options.onLegChanged?.(next)
    this.others.membersChanged()
  }

  /** Sends one of three or more away; false when there is nobody of that channel, or but two. */
  sendAway(channelId: string, by: string): boolean {
    const { call, leg, others } = this
    if (others.sendAway(channelId, by)) return true
    const person = [call, leg].find((one) => one.channelId === channelId)
    const next = person ? others.follow(person, by) : null
    if (!next) return false
    if (person === leg) this.replaceLeg(next)
    else {
      this.fillCallersPlace(next, call.extension !== null)
      this.hangup(channelId)
    }
    return true
  }

  /** The side an extension's phone is on, or null. */
  sideOf(extension: string): Side | null {
    if (this.leg.extension === extension) return 'leg'
    return this.call.extension === extension ? 'caller' : null
  }

  /** The side on which a console's softphone of that extension is, or null. */
  consoleOf(extension: string): Side | null {
    const side = this.sideOf(extension)
    const onConsole = side === 'leg' ? this.leg.console : this.call.onConsole
    return side && onConsole ? side : null
  }

  digit(channelId: string, digit: string): void {
    if (channelId === this.leg.channelId) this.call.trace('talk.digit', { digit, by: 'leg' })
  }

  /** A phone put the call on hold or took it back. */
  heldBy(channelId: string, held: boolean): void {
    this.carriedOut(this.others.hold(channelId, held))
  }
  /** What telephones held or took back while nobody listened is put right. A console says itself when it holds. */
  catchUpOnHolds(): void {
    this.carriedOut(this.readHolds())
  }
  private async readHolds(): Promise<void> {
    const { telephony } = this.call.pbx
    const phones = this.others.holding.filter(({ person }) => (person instanceof Leg ? !person.console : !this.call.onConsole))
    const read = phones.map(async ({ person: { channelId }, onHold }) => {
      const holding = await telephony.isHolding(channelId)
      if (holding !== onHold) await this.others.hold(channelId, holding)
    })
    await Promise.all(read)
  }
  /** What fails is noted: nobody waits for it. */
  carriedOut(holding: Promise<void>): Promise<void> {
    const { id, pbx } = this.call
    const done = holding.catch((error: unknown) => pbx.log.warn('a hold failed', { callId: id, error: String(error) }))
    pbx.background(done)
    return done
  }

  /** The channel of that extension's phone in this conversation, or null. */
  channelOf(extension: string): string | null {
    const everybody = [this.leg, this.call, ...this.others.legs]
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
    this.paused = paused
    this.call.trace(paused ? 'recording.paused' : 'recording.resumed')
    this.call.changed()
  }

  /** The caller's place goes to the person on the leg; returns the channel of who had it, which nobody owns any more unless it is kept. */
  makeLegTheCaller(): string {
    const { call, leg } = this
    const old = call.channelId
    leg.release()
    call.rebind(sideOf(leg))
    return old
  }

  /** The phone on `side` keeps its line, outside of the conversation; null for a line that goes home by itself. Its place is empty then. */
  keep(side: Side): Leg | null {
    const { call, leg } = this
    if (side === 'leg') {
      if (leg.borrowed) return null
      const { start, sipCallId } = leg
      leg.release()
      return Leg.adopt(call, { ...start, role: 'transferor' }, sipCallId)
    }
    const { channelId, extension, sipCallId } = call
    const start = { channelId, console: false, role: 'transferor', extension, destination: extension ?? '' }
    call.pbx.channels.disown(channelId, call)
    return Leg.adopt(call, start, sipCallId)
  }

  /** Somebody else takes the leg's place; who had it is hung up. */
  replaceLeg(far: Leg): void {
    const old = this.leg
    old.listen({})
    this.turnTo(far)
    old.drop('normal')
  }
  /** Somebody else takes the caller's place; who had it is hung up. */
  replaceCaller(far: Leg): void {
    const { call } = this
    const old = call.channelId
    far.release()
    call.rebind(sideOf(far))
    this.others.membersChanged()
    this.hangup(old)
  }

  /** The console on `side` vanished: the other one hears music while the same person is rung again. */
  async rejoin(side: Side): Promise<void> {
    const extension = side === 'leg' ? this.leg.extension : this.call.extension
    if (this.rejoining || extension === null) return
    this.rejoining = side
    const { telephony, log } = this.call.pbx
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
      this.call.rebind({ ...sideOf(leg, leg.console), extension: this.call.extension })
      this.others.membersChanged()
      this.hangup(old)
      return
    }
    this.turnTo(leg)
  }

  hangup(channelId: string): void {
    const { telephony, background, log } = this.call.pbx
    background(
      telephony
        .hangup(channelId, 'normal')
        .catch((error: unknown) => log.warn('a channel was not hung up', { channelId, error: String(error) })),
    )
  }
}

const sideOf = ({ channelId, sipCallId, extension, trunkId }: Leg, onConsole = false): CallerSide => ({
  id: channelId,
  sipCallId,
  extension,
  onConsole,
  trunkId,
})
