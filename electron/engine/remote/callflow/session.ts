// A call-action session: carries out what the machine says with the call and the backend, and reports what came, until there is
// nothing more to do. Whatever ends it, the summary is sent once.

import type { CallActionSettings } from '../../../../shared/domain/backend.ts'
import { DialError } from '../../../../shared/domain/dial.ts'
import type { Destination } from '../../../../shared/nodes/destination.ts'
import { nodeTypes } from '../../../../shared/nodes/index.ts'
import { diallerOf, ringables } from '../../actions/destinations.ts'
import { hangup } from '../../actions/endings.ts'
import { phrase } from '../../actions/phrases.ts'
import { play } from '../../actions/play.ts'
import type { AliveChannels } from '../../nodes/behaviour.ts'
import type { Ports } from '../../ports.ts'
import type { Call } from '../../session/call.ts'
import { CallEnded, ConfigurationError, HostStopping } from '../../session/callErrors.ts'
import { backendOf } from '../backendOf.ts'
import { type EmbeddedNodes, runWithin, type Within } from '../embeddedNode.ts'
import { RemoteFailure } from '../sound.ts'
import type { ErrorCode } from './codes.ts'
import type { CallAction, CallActionOf } from './document.ts'
import {
  type CallflowCommand,
  type CallflowInput,
  type CallflowRules,
  cancelLeg,
  connectLeg,
  dialLeg,
  endLeg,
  firstCommand,
  isDialled,
  nextMove,
  type SessionFailure,
  summaryOf,
  withQualities,
} from './machine.ts'
import { playFile, say, sayAndCapture } from './promptActions.ts'
import { QualityReader } from './quality.ts'
import { SessionRecording } from './recording.ts'
import { type Begun, type CallflowState, fresh, noWayOut, whereTo } from './state.ts'
import { askNext, bodyContext, tellSummary, type Vca } from './webhooks.ts'

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
  constructor({ code, message }: SessionFailure) {
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
  private readonly rules: CallflowRules
  private state: CallflowState
  private saved: unknown
  private recording: SessionRecording | null = null
  private ended = false

  constructor(call: Call, context: CallflowContext, settings: CallActionSettings, given: Given) {
    this.call = call
    this.context = context
    this.settings = settings
    this.given = given
    this.rules = { failureLeads: given.leads('failed') }
    this.state = given.state ?? fresh(call, given.begun)
    this.saved = this.state.inner
    if (this.state.recording) this.recording = new SessionRecording(call, this.state.recording, given.alive)
  }

  /** The port to leave by. Rejects when the call ends; the summary is on its way then. */
  async run(): Promise<'ended' | 'failed'> {
    const reader = new QualityReader(this.call, (read) => {
      this.state = withQualities(this.state, read)
    })
    try {
      if (this.given.begun?.record && !this.given.state) await this.record()
      let command = this.take(firstCommand(this.state))
      while (command.do !== 'leave') {
        const came = await this.carryOut(command)
        command = this.take(nextMove(this.state, this.rules, came))
      }
      // The figures of a session that hangs up by itself: for shorter ones there are no others.
      await reader.read()
      return await this.leave(command)
    } catch (error) {
      if (error instanceof HostStopping) throw error
      if (error instanceof CallEnded) this.state = cancelLeg(this.state)
      this.summary(null)
      throw error
    } finally {
      reader.stop()
    }
  }

  private take({ state, command }: { state: CallflowState; command: CallflowCommand }): CallflowCommand {
    this.state = state
    return command
  }
  private remember(state: CallflowState): void {
    this.state = state
    this.given.checkpoint(state)
  }

  private async carryOut(command: Exclude<CallflowCommand, { do: 'leave' }>): Promise<CallflowInput> {
    this.remember(this.state)
    try {
      return command.do === 'ask' ? await this.ask(command.vca) : await this.act(command.action)
    } catch (error) {
      if (!(error instanceof SessionError) && !(error instanceof RemoteFailure)) throw error
      const code = error instanceof SessionError ? error.code : errorOf[error.what]
      this.call.trace('callflow.failed', { ...backendOf(this.settings), code, detail: error.message })
      return { came: 'failure', failure: { code, message: error.message }, at: this.now() }
    }
  }

  private async ask(vca: Vca): Promise<CallflowInput> {
    const { sessionId, a } = this.state
    const answer = await askNext(this.call, this.context.http, this.settings, { id: sessionId, leg: a }, vca)
    if (answer === 'empty') return { came: 'noDocument' }
    if ('failed' in answer) throw new SessionError({ code: -2003, message: answer.failed })
    return { came: 'document', document: answer }
  }

  private async act(action: CallAction): Promise<CallflowInput> {
    const { call } = this
    call.trace('callflow.action', { action: action.action })
    switch (action.action) {
      case 'hangup':
        return { came: 'hangup' }
      case 'say':
        await say(call, action.params)
        return { came: 'done' }
      case 'playFile':
        await playFile(call, action.params)
        return { came: 'done' }
      case 'sayAndCapture':
        return { came: 'done', digits: await sayAndCapture(call, action.params) }
      case 'makeCall':
        await this.makeCall(action.params)
        return { came: 'done' }
    }
  }

  private async makeCall(params: CallActionOf<'makeCall'>): Promise<void> {
    const { call } = this
    const { chance } = call.pbx
    const resumed = isDialled(this.state)
    if (!resumed) {
      const dialled = dialLeg(this.state, `${call.id}-${chance.id()}`, params, this.now())
      if ('code' in dialled) throw new SessionError(dialled)
      this.state = dialled
    }
    const to = whereTo(params.destination, call.office)
    if (params.callRecording) await this.record()
    if (!resumed) this.check(to, params.source)
    const config = nodeTypes.transfer.schema.parse({ to, callerId: params.source, ringSeconds })
    const port = await runWithin(this.within(), this.context.transfer, config, () => {
      this.state = connectLeg(this.state, this.now())
    })
    this.state = endLeg(this.state, port, this.now())
  }

  private within(): Within {
    const { call, given } = this
    return {
      call,
      nodeId: given.nodeId,
      alive: given.alive,
      resumed: () => {
        const once = this.saved
        this.saved = null
        return once
      },
      save: (inner) => this.remember({ ...this.state, inner }),
    }
  }

  /** Whether there is a way out at all. Throws SessionError. */
  private check(to: Destination, source: string): void {
    try {
      ringables(diallerOf(this.call), to, source)
    } catch (error) {
      if (error instanceof DialError || error instanceof ConfigurationError)
        throw new SessionError({ code: noWayOut(error), message: error.message })
      throw error
    }
  }

  private async record(): Promise<void> {
    const { call } = this
    if (this.recording) return
    const name = `cb-n-${call.pbx.chance.id()}`
    this.remember({ ...this.state, recording: name })
    this.recording = new SessionRecording(call, name)
    await this.recording.start()
  }

  private async leave({ port, failure, last }: Extract<CallflowCommand, { do: 'leave' }>): Promise<'ended' | 'failed'> {
    this.summary(failure)
    if (last === 'apology') await play(this.call, phrase(this.call, 'apology'))
    if (last !== 'nothing') await this.hangUp()
    return port
  }

  /** Rejects with CallEnded as soon as word of the end comes. */
  private async hangUp(): Promise<void> {
    await hangup(this.call)
    await this.call.sleep(2000)
  }

  private now(): number {
    return this.call.pbx.clock.now()
  }

  private summary(failure: SessionFailure | null): void {
    if (this.ended) return
    this.ended = true
    this.recording?.stop()
    const summary = summaryOf(this.state, failure, this.now())
    this.call.trace('callflow.ended', { status: summary.status, ...(failure ? { code: failure.code } : {}) })
    tellSummary({ ...bodyContext(this.call), outbox: this.context.outbox }, this.settings, summary)
  }
}
