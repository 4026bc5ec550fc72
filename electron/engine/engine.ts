// The engine: builds the exchange, hands events to their owners, and keeps all of it alive from start to stop.
import type { Alert } from '../../shared/contract/live.ts'
import { OutsideCalls } from './actions/outsideCalls.ts'
import { fixedPhrases } from './actions/phrases.ts'
import type { DeskApi, EngineApi, IntegrationApi, PhoneApi, SuperviseApi, WorkApi } from './api.ts'
import { onPlaceholderTurn, restorePlaceholders } from './callbacks/placeholders.ts'
import { CallbackDesk } from './callbacks/requests.ts'
import { Returns } from './callbacks/returns.ts'
import { integrationApi, resumeClick } from './desk/integrationDesk.ts'
import { deskApi, superviseApi } from './desk/operatorsDesk.ts'
import { phoneApi } from './desk/phoneDesk.ts'
import { workApi } from './desk/workDesk.ts'
import { type Gate, type GatedClock, gated } from './gate.ts'
import { Incoming } from './incoming.ts'
import { LiveHub } from './live.ts'
import { Patience } from './patience.ts'
import type { PbxInstance, Ports, TelephonyEvent } from './ports.ts'
import { Dispatcher } from './queues/dispatcher.ts'
import { Lockouts } from './queues/lockouts.ts'
import { Operators } from './queues/operators.ts'
import { Shifts } from './queues/shifts.ts'
import { Recovery } from './recovery.ts'
import { OutboundCallflows } from './remote/callflow/outbound.ts'
import { Channels } from './session/channels.ts'
import { HostStopping } from './session/ends.ts'
import type { Exchange } from './session/exchange.ts'
import { Parking } from './session/parking.ts'
import { Rooms } from './session/rooms.ts'
import { extensionOf, Sessions } from './sessions.ts'

/** Pause before the calls are reconciled once more, where it failed, ms. */
const reconcileAgainMs = 1000

export class Engine implements EngineApi {
  readonly live: LiveHub
  readonly desk: DeskApi
  readonly phone: PhoneApi
  readonly work: WorkApi
  readonly callflows: OutboundCallflows
  readonly supervise: SuperviseApi
  readonly integration: IntegrationApi
  connected = false
  pbxVersion: string | null = null
  private readonly ports: Ports
  private readonly gate: Gate = { closed: false }
  private readonly clock: GatedClock
  private readonly patience: Patience
  readonly exchange: Exchange
  private readonly sessions: Sessions
  private readonly incoming: Incoming
  private readonly recovery: Recovery
  private readonly callbacks: CallbackDesk
  private readonly working = new Set<Promise<unknown>>()
  private unlisten: (() => void) | null = null
  /** Events that arrive while the past is being reconciled. */
  private waiting: TelephonyEvent[] | null = null
  private reconciled: (() => void) | null = null

  constructor(ports: Ports) {
    this.ports = ports
    const inner = gated(ports, this.gate)
    this.clock = inner.clock
    this.patience = new Patience(inner.clock)
    inner.telephony = this.patience.with(inner.telephony)
    this.live = new LiveHub(inner.clock, ports.chance.id())
    this.exchange = this.build(inner)
    this.sessions = new Sessions(this.exchange)
    this.incoming = new Incoming(this.exchange, this.sessions, (alert) => this.alert(alert))
    this.recovery = new Recovery(this.exchange, this.sessions, this.incoming)
    this.callbacks = new CallbackDesk(this.exchange)
    const returns = new Returns(this.exchange, this.sessions, this.callbacks)
    this.sessions.onEnd = (call) => returns.ended(call)
    this.recovery.goOn = (purpose, answered) =>
      this.background(
        purpose.kind === 'return'
          ? returns.resume(purpose, answered)
          : resumeClick(this.exchange, this.sessions, purpose, answered),
      )
    onPlaceholderTurn(this.exchange, async (id, operatorId) => {
      await returns.start(id, operatorId)
    })
    this.desk = deskApi(this.exchange)
    this.phone = phoneApi(this.exchange, this.incoming)
    this.work = workApi(this.exchange, this.callbacks, returns)
    this.supervise = superviseApi(this.exchange)
    this.integration = integrationApi(this.exchange, this.sessions)
    this.callflows = new OutboundCallflows(this.exchange, this.sessions)
    this.exchange.operators.onFree = () => this.exchange.dispatcher.match()
  }

  private build(ports: Ports): Exchange {
    const exchange = {
      ...ports,
      channels: new Channels(),
      calls: new Map(),
      live: this.live,
      online: new Set<string>(),
      bridged: new Map(),
      alive: new Map(),
      spoken: new Map(),
      override: (name: string) => ports.config().overrides.get(name),
      background: (work: Promise<unknown>) => this.background(work),
    } as unknown as Exchange
    Object.defineProperty(exchange, 'config', { get: () => ports.config() })
    return Object.assign(exchange, {
      operators: new Operators(exchange),
      dispatcher: new Dispatcher(exchange),
      rooms: new Rooms(exchange),
      parking: new Parking(exchange),
      outside: new OutsideCalls(exchange, (alert) => this.alert(alert)),
      shifts: new Shifts(exchange),
      lockouts: new Lockouts(ports.lockouts, ports.clock, (key) => this.alert({ kind: 'lockout', text: key })),
    })
  }

  get runningCalls(): number {
    return this.exchange.calls.size
  }
  /** Timers and listeners held; 0 when idle. */
  get held(): { timers: number; channels: number; followers: number } {
    return { timers: this.clock.count, channels: this.exchange.channels.size, followers: this.live.followerCount }
  }

  async start(): Promise<void> {
    const { exchange } = this
    this.live.connect({
      operators: () => [...exchange.config.operators.keys()].flatMap((id) => exchange.operators.view(id) ?? []),
      operator: (id) => exchange.operators.view(id),
      queues: () => [...exchange.config.queues.keys()].flatMap((id) => exchange.dispatcher.queueView(id) ?? []),
      queue: (id) => exchange.dispatcher.queueView(id),
      waiting: (id) => exchange.dispatcher.waitingView(id),
      calls: () => [...exchange.calls.values()].map((call) => call.view()),
      call: (id) => exchange.calls.get(id)?.view() ?? null,
      connected: () => this.connected,
    })
    exchange.operators.restore()
    exchange.shifts.arm()
    this.callbacks.restore()
    const first = new Promise<void>((resolve) => {
      this.reconciled = resolve
    })
    this.unlisten = this.ports.telephony.onEvent((event) => this.handle(event))
    await this.ports.telephony.open()
    await first
    restorePlaceholders(exchange)
    this.callflows.restore()
    this.background(this.warmSpeech())
  }

  /** The phrases a caller may need at once are rendered before the first one does. */
  private async warmSpeech(): Promise<void> {
    const { speech, config, log } = this.exchange
    try {
      for (const text of fixedPhrases(config.settings.language)) {
        if (this.gate.closed) return
        await speech.render({ text, language: config.settings.language })
      }
    } catch (error) {
      log.warn('text-to-speech is not available', { error: String(error) })
    }
  }

  private handle(event: TelephonyEvent): void {
    if (this.gate.closed) return
    if (event.type === 'disconnected' || event.type === 'replaced') this.patience.lost()
    if (event.type === 'connected') this.onConnected(event.instance)
    else if (this.waiting) this.waiting.push(event)
    else this.route(event)
  }

  private onConnected(instance: PbxInstance): void {
    this.waiting ??= []
    this.pbxVersion = instance.version
    this.recovery
      .reconcile(instance)
      .then(({ resumed, lost }) => {
        this.connected = true
        this.live.pbx(true)
        this.patience.back(instance)
        this.exchange.log.info('connected to Asterisk', { version: instance.version, resumed, lost })
      })
      .catch((error: unknown) => {
        this.exchange.log.error('the calls could not be reconciled', {
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
      else if (event.type === 'endpoint') this.onEndpoint(event.endpoint, event.online)
      else if (!this.exchange.channels.dispatch(event) && event.type === 'entered') this.onUnknown(event)
    } catch (error) {
      // One bad event must not take the others with it.
      this.exchange.log.error('an event could not be handled', {
        event: event.type,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      })
    }
  }

  private onUnknown({ channel, args }: Extract<TelephonyEvent, { type: 'entered' }>): void {
    if (args[0] === 'leg' || args[0] === 'snoop') {
      // A leg that was given up in the moment it answered.
      this.background(this.exchange.telephony.hangup(channel.id, 'normal').catch(() => {})) // gone already is as good
      return
    }
    this.incoming.take(channel, args)
  }

  private onLost(event: { type: 'disconnected'; reason: string } | { type: 'replaced' }): void {
    this.connected = false
    this.live.pbx(false)
    this.exchange.log.warn('Asterisk is out of reach', {
      reason: event.type === 'replaced' ? 'another host took over' : event.reason,
    })
  }

  private onEndpoint(endpoint: string, online: boolean): void {
    const known = this.exchange.online.has(endpoint)
    if (known === online) return
    if (online) this.exchange.online.add(endpoint)
    else this.exchange.online.delete(endpoint)
    this.exchange.operators.phoneChanged(endpoint.replace(/-web$/, ''))
  }

  /** The disk is nearly full: conversations are not recorded any more, messages are. */
  stopRecordings(): void {
    for (const call of this.exchange.calls.values()) call.talk?.stopRecording()
  }

  /** Removes what belongs to no call and did not at the look `before` either; returns what this look found. Rejects with TelephonyError. */
  async sweep(before: ReadonlySet<string>): Promise<Set<string>> {
    return this.connected ? this.recovery.sweep(before) : new Set()
  }

  configChanged(): void {
    this.sessions.forget()
    this.exchange.spoken.clear() // another voice may have been chosen
    this.exchange.shifts.arm()
    for (const id of this.exchange.config.operators.keys()) this.exchange.operators.touch(id)
    for (const id of this.exchange.config.queues.keys()) this.live.queueChanged(id)
  }

  alert(alert: Omit<Alert, 'id' | 'at'>): void {
    this.live.alert({ ...alert, id: this.ports.chance.id(), at: this.ports.clock.now() })
  }

  /** The extension behind a channel's name; for adapters that report phones by channel. */
  extensionOf(channelName: string): string | null {
    return extensionOf(this.exchange, channelName)
  }

  private background(work: Promise<unknown>): void {
    this.working.add(work)
    work
      .catch((error: unknown) => {
        if (!(error instanceof HostStopping)) this.ports.log.error('background work failed', { error: String(error) })
      })
      .finally(() => this.working.delete(work))
  }

  /** Resolves when no call runs and nothing is left to do; for tests and for a graceful end. */
  async settled(): Promise<void> {
    await this.sessions.settled()
    while (this.working.size) await Promise.allSettled([...this.working])
  }

  async stop(): Promise<void> {
    this.unlisten?.()
    this.unlisten = null
    await Promise.race([
      Promise.allSettled([...this.working]),
      new Promise((resolve) => this.ports.clock.after(2000, () => resolve(null))),
    ])
    this.gate.closed = true
    this.patience.stop()
    this.live.stop()
    this.exchange.operators.stop()
    this.exchange.shifts.stop()
    this.callbacks.stop()
    this.clock.cancelAll()
    await this.ports.telephony.close()
  }
}
