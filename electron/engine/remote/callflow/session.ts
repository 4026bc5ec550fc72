// A call-action session: runs documents, asks the backend for the next one, and sums up once, whatever ended it.
import type { CallActionSettings } from '../../../../shared/domain/backend.ts'
import { DialError } from '../../../../shared/domain/dial.ts'
import { nodeTypes } from '../../../../shared/nodes/index.ts'
import type { Destination } from '../../../../shared/nodes/transfer.ts'
import { diallerOf, ringables } from '../../actions/destinations.ts'
import { hangup } from '../../actions/endings.ts'
import { phrase } from '../../actions/phrases.ts'
import { play } from '../../actions/play.ts'
import type { AliveChannels } from '../../nodes/behaviour.ts'
import type { Ports } from '../../ports.ts'
import type { Call } from '../../session/call.ts'
import { CallEnded, ConfigurationError, HostStopping } from '../../session/callErrors.ts'
import { type EmbeddedNodes, runWithin } from '../embeddedNode.ts'
import { RemoteFailure } from '../sound.ts'
import type { CallAction, CallActionOf } from './document.ts'
import { playFile, say, sayAndCapture } from './promptActions.ts'
import { SessionRecording } from './recording.ts'
import { type Begun, type CallflowState, fresh, legOf, outcomes, whereTo } from './state.ts'
import {
  askNext,
  bodyContext,
  type ErrorCode,
  type LastAction,
  type LegRecord,
  type SessionStatus,
  tellSummary,
} from './webhooks.ts'

/** How many makeCall a session may have. */
const mostCalls = 2
const ringSeconds = 60

type Given = {
  nodeId: string
  state: CallflowState | null
  begun: Begun | null
  alive: AliveChannels | null
  checkpoint(state: CallflowState): void
  leads(port: string): boolean
}

/** What a session works with: the web, and the node that its makeCall runs. */
export type CallflowContext = Pick<Ports, 'http' | 'outbox'> & Pick<EmbeddedNodes, 'transfer'>

const names: Record<CallAction['action'], LastAction> = {
  makeCall: 'MAKE_CALL',
  say: 'SAY',
  sayAndCapture: 'SAY_AND_CAPTURE',
  playFile: 'PLAY_FILE',
  hangup: 'HANGUP',
}
const errorOf: Record<RemoteFailure['what'], ErrorCode> = {
  speech: -2005,
  file: -2006,
  recogniser: -2005,
  target: -2010,
  request: -2006,
}

/** The session cannot go on. */
class SessionError extends Error {
  readonly code: ErrorCode
  constructor(code: ErrorCode, message: string) {
    super(message)
    this.code = code
  }
}

/** One session from its first webhook, or its API request, to its summary. */
export class CallflowSession {
  private readonly call: Call
  private readonly context: CallflowContext
  private readonly settings: CallActionSettings
  private readonly given: Given
  private readonly state: CallflowState
  private inner: unknown
  private recording: SessionRecording | null = null
  private told = false

  constructor(call: Call, context: CallflowContext, settings: CallActionSettings, given: Given) {
    this.call = call
    this.context = context
    this.settings = settings
    this.given = given
    this.state = given.state ?? fresh(call, given.begun)
    this.inner = this.state.inner
    if (this.state.recording) this.recording = new SessionRecording(call, this.state.recording, given.alive)
  }

  /** The port to leave by. Rejects when the call ends; the summary is on its way then. */
  async run(): Promise<'ended' | 'failed'> {
    try {
      if (this.given.begun?.record && !this.given.state) await this.record()
      for (;;) {
        if (this.state.document === null && !(await this.next())) return await this.over()
        if (!(await this.act())) return await this.over()
      }
    } catch (error) {
      if (error instanceof HostStopping) throw error
      if (error instanceof SessionError || error instanceof RemoteFailure) return await this.failed(error)
      if (error instanceof CallEnded && this.state.b?.endedAt === null && this.state.b.connectedAt === null)
        this.state.b.status = 'CANCELED'
      this.summary(null)
      throw error
    }
  }

  private save(): void {
    this.given.checkpoint(this.state)
  }

  /** The next document; false: the backend has none. */
  private async next(): Promise<boolean> {
    const { call, state, settings } = this
    this.save()
    const callStatus = state.received ? 'ACTION_COMPLETED' : 'CALL_RECEIVED'
    const session = { id: state.sessionId, leg: state.a }
    const answer = await askNext(call, this.context.http, settings, session, {
      callStatus,
      digits: state.digits,
      clientActionId: state.clientActionId,
    })
    state.received = true
    if (answer === 'empty') return false
    if ('failed' in answer) throw new SessionError(-2003, answer.failed)
    Object.assign(state, { document: answer, at: 0, digits: null, clientActionId: answer.clientActionId })
    return true
  }

  /** The document's actions from where it stands; false: it hung up. */
  private async act(): Promise<boolean> {
    const { state, call } = this
    const actions = state.document?.actions ?? []
    for (; state.at < actions.length; state.at++) {
      const action = actions[state.at] as CallAction
      this.save()
      call.trace('callflow.action', { action: action.action })
      state.lastAction = names[action.action]
      if (action.action === 'hangup') return false
      await this.perform(action)
      state.inner = null
    }
    state.document = null
    return true
  }

  private async perform(action: Exclude<CallAction, { action: 'hangup' }>): Promise<void> {
    const { call, state } = this
    switch (action.action) {
      case 'say':
        return say(call, action.params)
      case 'playFile':
        return playFile(call, action.params)
      case 'sayAndCapture':
        state.digits = await sayAndCapture(call, action.params)
        return
      case 'makeCall':
        return this.makeCall(action.params)
    }
  }

  // ── the second leg ─────────────────────────────────────────────────────────────────────────────────────────

  private async makeCall(params: CallActionOf<'makeCall'>): Promise<void> {
    const { call, state } = this
    const { clock, chance } = call.pbx
    const resumed = state.inner !== null && state.b !== null
    if (!resumed) {
      if (state.calls >= mostCalls) throw new SessionError(-2003, `more than ${mostCalls} makeCall in a session`)
      state.calls++
      state.b = legOf('OUTBOUND', `${call.id}-${chance.id()}`, params, clock.now())
    }
    const b = state.b as LegRecord
    const to = whereTo(params.destination, call.office)
    if (params.callRecording) await this.record()
    if (!resumed) this.check(to, params.source)
    const within = {
      call,
      nodeId: this.given.nodeId,
      alive: this.given.alive,
      resumed: () => {
        const once = this.inner
        this.inner = null
        return once
      },
      save: (inner: unknown) => {
        state.inner = inner
        this.save()
      },
    }
    const config = nodeTypes.transfer.schema.parse({ to, callerId: params.source, ringSeconds })
    const port = await runWithin(within, this.context.transfer, config, () => {
      b.connectedAt ??= clock.now()
      b.status = 'COMPLETED'
      b.sipCode = 200
    })
    b.endedAt = clock.now()
    if (port === 'ended') return
    const [status, sip] = outcomes[port] ?? ['FAILED', 503]
    b.status = status
    b.sipCode = sip
  }

  /** Whether there is a way out at all. Throws SessionError. */
  private check(to: Destination, source: string): void {
    try {
      ringables(diallerOf(this.call), to, source)
    } catch (error) {
      if (error instanceof DialError || error instanceof ConfigurationError) throw new SessionError(-2010, error.message)
      throw error
    }
  }

  private async record(): Promise<void> {
    const { call, state } = this
    if (this.recording) return
    state.recording = `cb-n-${call.pbx.chance.id()}`
    this.save()
    this.recording = new SessionRecording(call, state.recording)
    await this.recording.start()
  }

  // ── the end ────────────────────────────────────────────────────────────────────────────────────────────────

  private async over(): Promise<'ended'> {
    this.summary(null)
    await this.hangUp()
    return 'ended'
  }

  private async failed(error: SessionError | RemoteFailure): Promise<'failed'> {
    const code = error instanceof SessionError ? error.code : errorOf[error.what]
    this.call.trace('callflow.failed', { code, detail: error.message })
    if (this.state.b && this.state.b.endedAt === null) Object.assign(this.state.b, { status: 'FAILED', endedAt: this.now() })
    this.summary({ code, message: error.message })
    if (this.given.leads('failed')) return 'failed'
    await play(this.call, phrase(this.call, 'apology'))
    await this.hangUp()
    return 'failed'
  }

  /** Rejects with CallEnded as soon as word of the end comes. */
  private async hangUp(): Promise<void> {
    await hangup(this.call)
    await this.call.sleep(2000)
  }

  private now(): number {
    return this.call.pbx.clock.now()
  }

  private summary(error: { code: ErrorCode; message: string } | null): void {
    if (this.told) return
    this.told = true
    const { state, call } = this
    const now = this.now()
    this.recording?.stop()
    state.a.endedAt = now
    if (state.b) state.b.endedAt ??= now
    const missed: SessionStatus | null = state.b && state.b.status !== 'COMPLETED' ? state.b.status : null
    const status: SessionStatus = error ? 'ERROR' : (missed ?? 'COMPLETED')
    call.trace('callflow.ended', { status, ...(error ? { code: error.code } : {}) })
    const { sessionId, requestId, a, b, lastAction } = state
    const summary = { sessionId, requestId, status, startedAt: a.initiatedAt, endedAt: now, a, b, lastAction, error }
    tellSummary({ ...bodyContext(call), outbox: this.context.outbox }, this.settings, summary)
  }
}
