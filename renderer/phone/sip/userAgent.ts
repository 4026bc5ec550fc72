// The softphone's SIP side: a small wrapper over sip.js 0.21.2 in plain TypeScript. What sip.js does wrong is mended
// here, in mediaHandler.ts and in supervisor.ts, and nowhere else. A page that unloads sends no BYE: the host owns the call.
import { type Invitation, Inviter, Registerer, RegistererState, UserAgent, type Web } from 'sip.js'
import type { PhoneCredentials } from '../../../shared/contract/desk.ts'
import { Line, type LineEvents, type LineStart } from './line.ts'
import { type MicrophoneSource, mediaHandlers } from './mediaHandler.ts'
import { type Registration, RegistrationRefused, type RegistrationState, Supervisor } from './supervisor.ts'

export type PhoneEvents = LineEvents & {
  registration(state: RegistrationState, problem: string | null): void
  /** A new line, ringing here or dialled from here. */
  line(line: Line): void
}

export type PhoneOptions = {
  /** Asked at the start and again whenever the exchange refuses the ones we have. */
  credentials(): Promise<PhoneCredentials>
  microphone: MicrophoneSource
  events: PhoneEvents
}

/** Header of the INVITE by which the host brings back the call that a page reload interrupted. */
const resumeHeader = 'X-Cordboard-Resume'
/** Headers of calls that this person has asked for. */
const callbackHeader = 'X-Cordboard-Callback'
const monitorHeader = 'X-Cordboard-Monitor'
const askedHeaders = [callbackHeader, monitorHeader]
const registerPatienceMs = 6000
const pingPatienceMs = 4000
const expiresSeconds = 180

export class PhoneAgent implements Registration {
  readonly lines = new Map<string, Line>()
  readonly #options: PhoneOptions
  readonly #supervisor: Supervisor
  #agent: UserAgent | undefined
  #registerer: Registerer | undefined
  #credentials: PhoneCredentials | undefined
  #mustRenew = false

  constructor(options: PhoneOptions) {
    this.#options = options
    this.#supervisor = new Supervisor(this, { changed: (state, problem) => options.events.registration(state, problem) })
  }

  /** Registers and stays registered until `stop()`. */
  start(): void {
    this.#supervisor.start()
  }

  /** Looks at once whether it is still registered; see the supervisor. */
  wake(): void {
    this.#supervisor.wake()
  }

  /** Unregisters and leaves. Running lines are ended: only for signing out. */
  async stop(): Promise<void> {
    this.#supervisor.stop()
    await this.#agent?.stop()
    this.#agent = undefined
    this.#credentials = undefined
  }

  /** Another console took this extension over: no more registering, which would fight with it. Running lines stay up. */
  standDown(): void {
    this.#supervisor.stop()
    this.#retire()
    if (this.lines.size === 0) void this.#agent?.transport.disconnect().catch(() => undefined)
  }

  /** Dials a number or extension as cleaned by the caller of this. */
  async call(number: string): Promise<Line> {
    const agent = this.#agent
    const target = UserAgent.makeURI(`sip:${encodeURIComponent(number)}@${this.#credentials?.domain ?? ''}`)
    if (!agent || !target) throw new Error('The telephone is not registered.')
    const inviter = new Inviter(agent, target, {
      earlyMedia: true,
      sessionDescriptionHandlerOptions: { constraints: { audio: true, video: false } } as Web.SessionDescriptionHandlerOptions,
    })
    const line = this.#adopt(inviter, { number, name: '', resumed: false, asked: true, callbackId: null, monitors: null })
    await inviter.invite({
      requestDelegate: {
        onProgress: (response) => {
          if (response.message.statusCode !== 100) line.change({ state: 'alerting' })
        },
        onReject: (response) => line.refused(response.message.statusCode ?? 0),
      },
    })
    return line
  }

  // ── what the supervisor drives ──────────────────────────────────────────────────────────────────────────────

  async connect(): Promise<void> {
    if (!this.#credentials || this.#mustRenew) this.#credentials = await this.#options.credentials()
    this.#mustRenew = false
    if (this.#agent) {
      Object.assign(this.#agent.configuration, { authorizationHa1: this.#credentials.ha1 })
      await this.#agent.transport.connect()
      return
    }
    this.#agent = this.#makeAgent(this.#credentials)
    await this.#agent.start()
  }

  async disconnect(): Promise<void> {
    // Not awaited: a dead socket needs its time to close, and sip.js opens the next one beside it.
    if (this.#agent?.transport.isConnected()) void this.#agent.transport.disconnect().catch(() => undefined)
  }

  async register(): Promise<void> {
    if (!this.#agent) throw new Error('no user agent')
    this.#retire()
    const registerer = new Registerer(this.#agent, { expires: expiresSeconds, refreshFrequency: 70, logConfiguration: false })
    this.#registerer = registerer
    try {
      await registered(registerer)
    } catch (error) {
      this.#mustRenew = error instanceof RegistrationRefused
      throw error
    }
    registerer.stateChange.addListener((state) => {
      if (state === RegistererState.Unregistered && registerer === this.#registerer) this.#supervisor.lost()
    })
  }

  async ping(): Promise<void> {
    const agent = this.#agent
    const credentials = this.#credentials
    const exchange = credentials && UserAgent.makeURI(`sip:${credentials.domain}`)
    if (!agent?.transport.isConnected() || !exchange) throw new Error('not connected')
    const core = agent.userAgentCore
    const options = core.makeOutgoingRequestMessage('OPTIONS', exchange, core.configuration.aor, exchange, {})
    await within(pingPatienceMs, (done) =>
      core.request(options, { onAccept: done, onReject: done, onRedirect: done, onProgress: done }),
    )
  }

  async recover(): Promise<void> {
    await Promise.allSettled([...this.lines.values()].map((line) => line.recover()))
  }

  // ── inside ──────────────────────────────────────────────────────────────────────────────────────────────────

  #makeAgent(credentials: PhoneCredentials): UserAgent {
    const { user, domain, ha1, displayName, webSocket } = credentials
    const uri = UserAgent.makeURI(`sip:${user}@${domain}`)
    if (!uri) throw new Error(`"${user}@${domain}" is no SIP address`)
    const agent = new UserAgent({
      uri,
      displayName,
      authorizationUsername: user,
      authorizationHa1: ha1,
      transportOptions: { server: socketAddress(webSocket), connectionTimeout: 5, keepAliveInterval: 0, traceSip: false },
      reconnectionAttempts: 0,
      gracefulShutdown: false,
      logBuiltinEnabled: false,
      noAnswerTimeout: 120,
      userAgentString: 'Cordboard',
      sessionDescriptionHandlerFactory: mediaHandlers(this.#options.microphone),
      delegate: {
        onInvite: (invitation) => this.#onInvite(invitation),
        onDisconnect: () => this.#supervisor.lost(),
      },
    })
    return agent
  }

  #onInvite(invitation: Invitation): void {
    const resumed = invitation.request.getHeader(resumeHeader) === '1'
    if (resumed) for (const line of [...this.lines.values()]) line.replaced()
    const { remoteIdentity } = invitation
    const line = this.#adopt(invitation, {
      number: remoteIdentity.uri.user ?? '',
      name: displayNameOf(remoteIdentity),
      resumed,
      asked: askedHeaders.some((header) => invitation.request.hasHeader(header)),
      callbackId: invitation.request.getHeader(callbackHeader) ?? null,
      monitors: invitation.request.getHeader(monitorHeader) ?? null,
    })
    if (resumed) void line.answer().catch(() => undefined)
  }

  #adopt(session: Invitation | Inviter, about: LineStart): Line {
    const { events } = this.#options
    const line = new Line(session, about, {
      ...events,
      ended: (ended) => {
        this.lines.delete(ended.view.id)
        events.ended(ended)
      },
    })
    this.lines.set(line.view.id, line)
    events.line(line)
    return line
  }

  /** An old registerer must not refresh behind the new one's back; sip.js has no public way to silence one without unregistering. */
  #retire(): void {
    const old = this.#registerer as unknown as { clearTimers?(): void } | undefined
    this.#registerer = undefined
    old?.clearTimers?.()
  }
}

/** The caller's name; sip.js leaves it undefined, against its types, where the header has none. */
function displayNameOf({ displayName, uri }: Invitation['remoteIdentity']): string {
  const name = (displayName as string | undefined) ?? ''
  return name === uri.user ? '' : name
}

/** A path on the page's own origin becomes a whole address. */
function socketAddress(webSocket: string): string {
  if (/^wss?:/.test(webSocket)) return webSocket
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${webSocket}`
}

/** Runs a request that calls `done` when answered; rejects after `ms`. */
function within(ms: number, start: (done: () => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no answer')), ms)
    start(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}

function registered(registerer: Registerer): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no answer to REGISTER')), registerPatienceMs)
    const settle = (run: () => void) => {
      clearTimeout(timer)
      run()
    }
    registerer.stateChange.addListener((state) => {
      if (state === RegistererState.Registered) settle(resolve)
    })
    const onReject = (response: { message: { statusCode: number | undefined } }) => {
      const status = response.message.statusCode ?? 0
      const final = status === 401 || status === 403 || status === 404 || status === 407
      settle(() => reject(final ? new RegistrationRefused(status) : new Error(`REGISTER answered with ${status}`)))
    }
    registerer.register({ requestDelegate: { onReject } }).catch((error: unknown) => settle(() => reject(error)))
  })
}
