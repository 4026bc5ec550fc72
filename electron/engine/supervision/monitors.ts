// Supervisors on running calls: listen (nobody hears them), whisper (only the operator does), barge (everyone does).
import type { MonitorMode } from '../../../shared/domain/calls.ts'
import { dial } from '../actions/dial.ts'
import { EngineError } from '../api.ts'
import { BridgedCall } from '../session/bridgedCall.ts'
import type { Call } from '../session/call.ts'
import type { ChannelOwner } from '../session/channels.ts'
import type { OfficeContext, PbxContext } from '../session/context.ts'
import type { Leg } from '../session/leg.ts'
import { supervisorRole } from '../session/othersState.ts'
import { phonesToRing } from '../session/ringing.ts'

const ringSeconds = 30
/** How long a snoop channel may take to come up, ms. */
const snoopMs = 3000

type MonitorsContext = {
  pbx: Pick<PbxContext, 'background'>
  office: OfficeContext
  calls: ReadonlyMap<string, Call>
}

export class Monitors {
  private readonly context: MonitorsContext
  /** By the supervisor's extension. */
  private readonly running = new Map<string, Monitor>()

  constructor(context: MonitorsContext) {
    this.context = context
  }

  /** Rings the supervisor's telephone and puts it on the call; a second time changes the mode. Throws NOT_FOUND, CONFLICT, NO_PHONE. */
  async start(callId: string, extension: string, mode: MonitorMode): Promise<void> {
    const call = this.context.calls.get(callId)
    const talk = call ? BridgedCall.of(call) : null
    if (!call || !talk) throw new EngineError('NOT_FOUND', 'Nobody talks on that call any more.')
    const running = this.running.get(extension)
    if (running?.call === call) return running.change(mode)
    if (running) throw new EngineError('CONFLICT', 'You are on another call already.')
    const barging = talk.others.of(extension)
    if (barging && barging.role === supervisorRole) {
      // From before the host's restart.
      const again = this.follow(new Monitor(call, extension, barging))
      await again.begun
      return again.change(mode)
    }
    if (talk.sideOf(extension) || barging) throw new EngineError('CONFLICT', 'This is your own call.')
    if (this.context.office.phones.of(extension).length === 0)
      throw new EngineError('NO_PHONE', 'Your telephone is not registered.')
    await this.follow(new Monitor(call, extension), mode).begun
  }

  private follow(monitor: Monitor, mode: MonitorMode = 'barge'): Monitor {
    this.running.set(monitor.extension, monitor)
    this.context.pbx.background(monitor.run(mode).finally(() => this.running.delete(monitor.extension)))
    return monitor
  }
}

class Monitor {
  readonly call: Call
  mode: MonitorMode = 'listen'
  readonly begun: Promise<void>
  readonly extension: string
  private leg: Leg | null
  /** The supervisor left, or is one of the two who talk now. */
  private over: () => void = () => {}
  private snoopId: string | null = null
  private bridgeId: string | null = null
  private settle: { resolve(): void; reject(error: Error): void } = { resolve: () => {}, reject: () => {} }

  /** `leg`: already on the call. */
  constructor(call: Call, extension: string, leg: Leg | null = null) {
    this.call = call
    this.extension = extension
    this.leg = leg
    this.begun = new Promise((resolve, reject) => {
      this.settle = { resolve, reject }
    })
    this.begun.catch(() => {}) // those who wait for it get the error
  }

  /** Until the supervisor or the call leaves; releases what it took. */
  async run(mode: MonitorMode): Promise<void> {
    const { call } = this
    call.monitors.set(this.extension, mode)
    try {
      await call.until<void>((resolve, reject) => {
        this.over = resolve
        this.begin(mode).then(
          () => (this.leg?.state === 'ended' ? resolve() : this.settle.resolve()),
          (error: Error) => reject(error),
        )
        return () => {
          this.over = () => {}
        }
      })
    } catch (error) {
      this.settle.reject(error instanceof EngineError ? error : new EngineError('CONFLICT', 'The call ended.'))
    } finally {
      await this.away()
      this.leg?.drop('normal')
      call.monitors.delete(this.extension)
      call.trace('monitor.ended', { by: this.extension })
      call.changed()
    }
  }

  private async begin(mode: MonitorMode): Promise<void> {
    this.leg ??= await this.ring()
    await this.enter(mode)
  }

  private async ring(): Promise<Leg> {
    const { call, extension } = this
    const callerId = { name: call.fromName, number: call.from }
    const dialed = await dial(call, phonesToRing(call.office, [extension], callerId), {
      ringTimeoutSeconds: ringSeconds,
      role: supervisorRole,
      notes: { monitors: call.id },
      taker: () => null,
    })
    if (dialed.result !== 'answered') throw new EngineError('NO_PHONE', 'Your telephone did not answer.')
    return dialed.leg
  }

  async change(mode: MonitorMode): Promise<void> {
    if (mode === this.mode || !this.leg) return
    await this.away()
    await this.enter(mode)
  }

  private async enter(mode: MonitorMode): Promise<void> {
    const { call } = this
    const talk = BridgedCall.of(call)
    if (!talk || !this.leg) throw new EngineError('NOT_FOUND', 'Nobody talks on that call any more.')
    const { telephony, chance } = call.pbx
    this.mode = mode
    call.monitors.set(this.extension, mode)
    if (mode === 'barge') await this.barge(talk, this.leg)
    else {
      this.leg.listen({ ended: () => this.over() })
      this.bridgeId = `cb-m-${chance.id()}`
      this.snoopId = await this.snoop(talk.operatorChannel, mode)
      await telephony.createBridge(this.bridgeId, 'mixing', call.id)
      await telephony.join(this.bridgeId, [this.leg.channelId, this.snoopId])
    }
    call.trace('monitor.started', { by: this.extension, mode })
    call.changed()
  }

  /** One of those who talk: takes the operator's place when they leave. */
  private async barge(talk: BridgedCall, leg: Leg): Promise<void> {
    if (talk.others.legs.includes(leg)) talk.others.dismiss(leg)
    else await this.call.pbx.telephony.join(talk.bridgeId, [leg.channelId])
    talk.others.welcome(leg, (how) => {
      if (how === 'moved') this.leg = null
      this.over()
    })
  }

  /** A channel beside the operator's: hears both sides; when whispering it speaks to the operator alone. */
  private async snoop(channelId: string, mode: 'listen' | 'whisper'): Promise<string> {
    const { call } = this
    const { telephony, channels, chance, clock } = call.pbx
    const snoopId = `cb-s-${chance.id()}`
    await call.until<void>((resolve, reject) => {
      const timer = clock.after(snoopMs, () => reject(new EngineError('PBX_DOWN', 'The call could not be listened to.')))
      const owner: ChannelOwner = {
        entered: () => resolve(),
        ended: () => reject(new EngineError('CONFLICT', 'The call ended.')),
      }
      channels.own(snoopId, owner)
      telephony
        .snoop({ channelId, snoopId, spy: 'both', whisper: mode === 'whisper' ? 'out' : 'none', callId: call.id })
        .catch(reject)
      return () => {
        timer.cancel()
        channels.disown(snoopId, owner)
      }
    })
    return snoopId
  }

  /** Off the call, the supervisor's own line stays. */
  private async away(): Promise<void> {
    const { telephony, log } = this.call.pbx
    const { snoopId, bridgeId } = this
    if (this.leg) BridgedCall.of(this.call)?.others.dismiss(this.leg)
    this.snoopId = null
    this.bridgeId = null
    try {
      if (snoopId) await telephony.hangup(snoopId, 'normal')
      if (bridgeId) await telephony.destroyBridge(bridgeId)
    } catch (error) {
      log.warn('a supervisor’s line was not released', { callId: this.call.id, error: String(error) })
    }
  }
}
