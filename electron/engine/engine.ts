// The engine: hands events to their owners, and keeps all of it alive from start to stop.
import type { Alert } from '../../shared/contract/live.ts'
import { fixedPhrases } from './actions/phrases.ts'
import type { DeskApi, EngineApi, IntegrationApi, PhoneApi, SuperviseApi, WorkApi } from './api.ts'
import { compose, type EngineParts } from './compose.ts'
import { integrationApi } from './desk/integrationDesk.ts'
import { deskApi, superviseApi } from './desk/operatorsDesk.ts'
import { phoneApi } from './desk/phoneDesk.ts'
import { TrunkTests } from './desk/trunkTests.ts'
import { workApi } from './desk/workDesk.ts'
import { LiveHub } from './live.ts'
import type { Device, PbxInstance, Ports, TelephonyEvent } from './ports.ts'
import { ReconnectRetry } from './reconnectRetry.ts'
import { OutboundCallflows } from './remote/callflow/outbound.ts'
import { BridgedCall } from './session/bridgedCall.ts'
import { HostStopping } from './session/callErrors.ts'
import { type GuardedClock, guarded, type ShutdownGuard } from './shutdownGuard.ts'
import { Monitors } from './supervision/monitors.ts'

/** Pause before the calls are reconciled once more, where it failed, ms. */
const reconcileAgainMs = 1000

/** Consoles are told of a fault so seldom, ms: one cause may fail for each call. */
const faultsApartMs = 60_000

export class Engine implements EngineApi {
  readonly live: LiveHub
  readonly desk: DeskApi
  readonly phone: PhoneApi
  readonly work: WorkApi
  readonly callflows: OutboundCallflows
  readonly trunkTests: TrunkTests
  readonly supervise: SuperviseApi
  readonly integration: IntegrationApi
  connected = false
  pbxVersion: string | null = null
  /** What runs inside; for tests and diagnostics. */
  readonly parts: EngineParts
  private readonly ports: Ports
  private readonly guard: ShutdownGuard = { closed: false }
  private readonly clock: GuardedClock
  private readonly retry: ReconnectRetry
  private readonly working = new Set<Promise<unknown>>()
  private unlisten: (() => void) | null = null
  /** Events that arrive while the past is being reconciled. */
  private waiting: TelephonyEvent[] | null = null
  private reconciled: (() => void) | null = null

  private faultToldAt = Number.NEGATIVE_INFINITY

  constructor(ports: Ports) {
    this.ports = ports
    const inner = guarded(ports, this.guard)
    this.clock = inner.clock
    this.retry = new ReconnectRetry(inner.clock)
    inner.telephony = this.retry.with(inner.telephony)
    this.live = new LiveHub(inner.clock, ports.chance.id())
    this.parts = compose(inner, {
      live: this.live,
      background: (work) => this.background(work),
      alarm: (alert) => this.alert(alert),
    })
    const { call, calls, queueing, callbacks, entry, transfers } = this.parts
    const { dispatcher, operators, lockouts } = queueing
    const inside = { ...call, calls, operators, ...entry }
    const monitors = new Monitors(inside)
    this.desk = deskApi({ ...inside, lockouts, pins: inner.pins, live: this.live })
    this.phone = phoneApi({ ...inside, transfers })
    this.work = workApi({ ...inside, ...callbacks, live: this.live, voicemails: inner.voicemails })
    this.supervise = superviseApi({ ...inside, dispatcher, monitors })
    this.trunkTests = new TrunkTests(call)
    this.integration = integrationApi({ ...inside, journal: inner.journal })
    this.callflows = new OutboundCallflows({ ...inside, journal: inner.journal, outbox: inner.outbox })
  }

  get runningCalls(): number {
    return this.parts.calls.size
  }
  /** Timers and listeners held; 0 when idle. */
  get held(): { timers: number; channels: number; followers: number } {
    return { timers: this.clock.count, channels: this.parts.call.pbx.channels.size, followers: this.live.followerCount }
  }

  async start(): Promise<void> {
    const { calls, call, queueing, callbacks } = this.parts
    const { office } = call
    const { operators, dispatcher, shifts } = queueing
    this.live.connect({
      operators: () => [...office.config.operators.keys()].flatMap((id) => operators.view(id) ?? []),
      operator: (id) => operators.view(id),
      queues: () => [...office.config.queues.keys()].flatMap((id) => dispatcher.queueView(id) ?? []),
      queue: (id) => dispatcher.queueView(id),
      waiting: (id) => dispatcher.waitingView(id),
      calls: () => [...calls.values()].map((each) => each.view()),
      call: (id) => calls.get(id)?.view() ?? null,
      connected: () => this.connected,
    })
    operators.restore()
    shifts.arm()
    callbacks.desk.restore()
    const first = new Promise<void>((resolve) => {
      this.reconciled = resolve
    })
    this.unlisten = this.ports.telephony.onEvent((event) => this.handle(event))
    await this.ports.telephony.open()
    await first
    this.callflows.restore()
    this.background(this.warmSpeech())
  }

  /** The phrases a caller may need at once are rendered before the first one does. */
  private async warmSpeech(): Promise<void> {
    const { config } = this.parts.call.office
    const { speech } = this.parts.call.sound
    const { log } = this.parts.call.pbx
    try {
      for (const text of fixedPhrases(config.settings.language)) {
        if (this.guard.closed) return
        await speech.render({ text, language: config.settings.language })
      }
    } catch (error) {
      log.warn('text-to-speech is not available', { error: String(error) })
    }
  }

  private handle(event: TelephonyEvent): void {
    if (this.guard.closed) return
    if (event.type === 'disconnected' || event.type === 'replaced') this.retry.lost()
    if (event.type === 'connected') this.onConnected(event.instance)
    else if (this.waiting) this.waiting.push(event)
    else this.route(event)
  }

  private onConnected(instance: PbxInstance): void {
    this.waiting ??= []
    this.pbxVersion = instance.version
    this.parts.recovery
      .reconcile(instance)
      .then(({ resumed, lost }) => {
        this.connected = true
        this.live.pbx(true)
        this.retry.back(instance)
        this.ports.log.info('connected to Asterisk', { version: instance.version, resumed, lost })
      })
      .catch((error: unknown) => {
        this.ports.log.error('the calls could not be reconciled', {
          error: error instanceof Error ? (error.stack ?? error.message) : String(error),
        })
        this.clock.after(reconcileAgainMs, () => {
          if (!this.connected && this.ports.telephony.connected) this.onConnected(instance)
        })
      })
      .finally(() => {
        const waiting = this.waiting ?? []
        this.waiting = null
        for (const event of waiting) this.handle(event)
        this.reconciled?.()
      })
  }

  private route(event: TelephonyEvent): void {
    try {
      if (event.type === 'disconnected' || event.type === 'replaced') this.onLost(event)
      else if (event.type === 'phone') this.onPhone(event.device, event.online)
      else if (!this.parts.call.pbx.channels.dispatch(event) && event.type === 'entered') this.onUnknown(event)
    } catch (error) {
      // One bad event must not take the others with it.
      this.ports.log.error('an event could not be handled', {
        event: event.type,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      })
    }
  }

  private onUnknown({ channel, args }: Extract<TelephonyEvent, { type: 'entered' }>): void {
    if (args[0] === 'leg' || args[0] === 'snoop') {
      // A leg that was given up in the moment it answered.
      this.background(this.parts.call.pbx.telephony.hangup(channel.id, 'normal').catch(() => {})) // gone already is as good
      return
    }
    this.parts.entry.incoming.take(channel, args)
  }

  private onLost(event: { type: 'disconnected'; reason: string } | { type: 'replaced' }): void {
    this.connected = false
    this.live.pbx(false)
    this.ports.log.warn('Asterisk is out of reach', {
      reason: event.type === 'replaced' ? 'another host took over' : event.reason,
    })
  }

  private onPhone(device: Device, online: boolean): void {
    const { call, queueing } = this.parts
    if (call.office.phones.set(device, online)) queueing.operators.phoneChanged(device.extension)
  }

  /** The disk is nearly full: conversations are not recorded any more, messages are. */
  stopRecordings(): void {
    for (const call of this.parts.calls.values()) BridgedCall.of(call)?.stopRecording()
  }

  /** Removes what belongs to no call and did not at the look `before` either; returns what this look found. Rejects with TelephonyError. */
  async sweep(before: ReadonlySet<string>): Promise<Set<string>> {
    return this.connected ? this.parts.recovery.sweep(before) : new Set()
  }

  configChanged(): void {
    const { flows, call, queueing } = this.parts
    flows.published()
    call.sound.spoken.clear() // another voice may have been chosen
    queueing.shifts.arm()
    queueing.placeholders.hoursChanged()
    for (const id of queueing.operators.known()) queueing.operators.touch(id)
    for (const id of call.office.config.queues.keys()) this.live.queueChanged(id)
  }

  alert(alert: Omit<Alert, 'id' | 'at'>): void {
    this.live.alert({ ...alert, id: this.ports.chance.id(), at: this.ports.clock.now() })
  }

  private background(work: Promise<unknown>): void {
    this.working.add(work)
    work
      .catch((error: unknown) => {
        if (!(error instanceof HostStopping)) this.failed(error)
      })
      .finally(() => this.working.delete(work))
  }

  /** Work beside a call failed: it is in the log, and consoles are told of the first in a minute. */
  private failed(error: unknown): void {
    this.ports.log.error('background work failed', {
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    })
    const now = this.ports.clock.now()
    if (now - this.faultToldAt < faultsApartMs) return
    this.faultToldAt = now
    this.alert({ kind: 'fault', text: (error instanceof Error ? error.message : String(error)).slice(0, 160) })
  }

  /** Resolves when no call runs and nothing is left to do; for tests and for a graceful end. */
  async settled(): Promise<void> {
    await this.parts.entry.sessions.settled()
    while (this.working.size) await Promise.allSettled([...this.working])
  }

  async stop(): Promise<void> {
    this.unlisten?.()
    this.unlisten = null
    await Promise.race([
      Promise.allSettled([...this.working]),
      new Promise((resolve) => this.ports.clock.after(2000, () => resolve(null))),
    ])
    this.guard.closed = true
    this.retry.stop()
    this.live.stop()
    this.parts.queueing.operators.stop()
    this.parts.queueing.shifts.stop()
    this.parts.callbacks.desk.stop()
    this.parts.callbacks.placeholders.stop()
    this.clock.cancelAll()
    await this.ports.telephony.close()
  }
}
