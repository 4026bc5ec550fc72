// Supervisors on running calls: listen (nobody hears them), whisper (only the operator does), barge (everyone does).
import { phonesOf } from '../actions/destinations.ts'
import { dial } from '../actions/dial.ts'
import { EngineError } from '../api.ts'
import type { Call } from '../session/call.ts'
import type { ChannelOwner } from '../session/channels.ts'
import type { Exchange } from '../session/exchange.ts'
import type { Leg } from '../session/leg.ts'

export type MonitorMode = 'listen' | 'whisper' | 'barge'

const ringSeconds = 30
/** How long a snoop channel may take to come up, ms. */
const snoopMs = 3000

export class Monitors {
  private readonly exchange: Exchange
  /** By the supervisor's extension. */
  private readonly running = new Map<string, Monitor>()

  constructor(exchange: Exchange) {
    this.exchange = exchange
  }

  /** Rings the supervisor's telephone and puts it on the call; a second time changes the mode. Throws NOT_FOUND, CONFLICT, NO_PHONE. */
  async start(callId: string, extension: string, mode: MonitorMode): Promise<void> {
    const call = this.exchange.calls.get(callId)
    if (!call?.talk) throw new EngineError('NOT_FOUND', 'Nobody talks on that call any more.')
    const running = this.running.get(extension)
    if (running?.call === call) return running.change(mode)
    if (running) throw new EngineError('CONFLICT', 'You are on another call already.')
    if (call.talk.sideOf(extension)) throw new EngineError('CONFLICT', 'This is your own call.')
    if (phonesOf(this.exchange, extension).length === 0) throw new EngineError('NO_PHONE', 'Your telephone is not registered.')
    const monitor = new Monitor(call, extension)
    this.running.set(extension, monitor)
    this.exchange.background(monitor.run(mode).finally(() => this.running.delete(extension)))
    await monitor.begun
  }
}

class Monitor {
  readonly call: Call
  mode: MonitorMode = 'listen'
  readonly begun: Promise<void>
  private readonly extension: string
  private leg: Leg | null = null
  private snoopId: string | null = null
  private bridgeId: string | null = null
  private settle: { resolve(): void; reject(error: Error): void } = { resolve: () => {}, reject: () => {} }

  constructor(call: Call, extension: string) {
    this.call = call
    this.extension = extension
    this.begun = new Promise((resolve, reject) => {
      this.settle = { resolve, reject }
    })
    this.begun.catch(() => {}) // told to whoever waits for it
  }

  /** Until the supervisor or the call leaves; releases what it took. */
  async run(mode: MonitorMode): Promise<void> {
    const { call } = this
    try {
      this.leg = await this.ring()
      await this.enter(mode)
      this.settle.resolve()
      await call.until<void>((resolve) => {
        const leg = this.leg as Leg
        leg.events = { ended: () => resolve() }
        if (leg.state === 'ended') resolve()
        return () => {
          leg.events = {}
        }
      })
    } catch (error) {
      this.settle.reject(error instanceof EngineError ? error : new EngineError('CONFLICT', 'The call ended.'))
    } finally {
      await this.away()
      this.leg?.drop('normal')
      call.trace('monitor.ended', { by: this.extension })
    }
  }

  private async ring(): Promise<Leg> {
    const { call, extension } = this
    const targets = phonesOf(call.exchange, extension).map((name) => ({
      endpoint: `PJSIP/${name}`,
      extension,
      destination: extension,
      callerId: { name: call.fromName, number: call.from },
    }))
    const dialed = await dial(call, targets, {
      ringTimeoutSeconds: ringSeconds,
      role: 'supervisor',
      headers: { 'X-Cordboard-Monitor': call.id },
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
    const { talk } = call
    if (!talk || !this.leg) throw new EngineError('NOT_FOUND', 'Nobody talks on that call any more.')
    const { telephony, chance } = call.exchange
    this.mode = mode
    if (mode === 'barge') await telephony.join(talk.bridgeId, [this.leg.channelId])
    else {
      this.bridgeId = `cb-m-${chance.id()}`
      this.snoopId = await this.snoop(talk.operatorChannel, mode)
      await telephony.createBridge(this.bridgeId, 'mixing', call.id)
      await telephony.join(this.bridgeId, [this.leg.channelId, this.snoopId])
    }
    call.trace('monitor.started', { by: this.extension, mode })
    call.changed()
  }

  /** A channel beside the operator's: hears both sides; when whispering it speaks to the operator alone. */
  private async snoop(channelId: string, mode: 'listen' | 'whisper'): Promise<string> {
    const { call } = this
    const { telephony, channels, chance, clock } = call.exchange
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
    const { telephony, log } = this.call.exchange
    const { snoopId, bridgeId } = this
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
