// A step session: carries out what the machine says with the call and the provider, and tells it what came, until the caller is
// handed on or gone. Whatever happens, `/end` is sent once.

import type { StepSettings } from '../../../../shared/domain/backend.ts'
import { hangup } from '../../actions/endings.ts'
import { phrase } from '../../actions/phrases.ts'
import { play } from '../../actions/play.ts'
import type { AliveChannels } from '../../nodes/behaviour.ts'
import type { Ports } from '../../ports.ts'
import type { Call } from '../../session/call.ts'
import { CallEnded, HostStopping, Redirected } from '../../session/callErrors.ts'
import { backendOf } from '../backendOf.ts'
import type { EmbeddedNodes } from '../embeddedNode.ts'
import { RemoteFailure } from '../sound.ts'
import { filled, type StepAction } from './actions.ts'
import {
  firstCommand,
  firstState,
  nextMove,
  type StepCommand,
  type StepInput,
  type StepMove,
  type StepPort,
  type StepRules,
  type StepState,
} from './machine.ts'
import { perform } from './perform.ts'
import { type EndReason, Provider } from './provider.ts'
import { Segments } from './segments.ts'
import type { Work } from './work.ts'

/** What a session works with: the web, and the nodes that its actions run. */
export type StepContext = Pick<Ports, 'http' | 'outbox'> & { nodes: EmbeddedNodes }

type Given = {
  nodeId: string
  ivrId: string
  sipHeaders: Record<string, string>
  state: StepState | null
  alive: AliveChannels | null
  /** What the provider is called, in small letters. */
  names: readonly string[]
  checkpoint(state: StepState): void
  /** Whether the port leads anywhere. */
  leads(port: string): boolean
}

/** An action as RustPBX names it where it tells of a failure: `DtmfMenu`. */
const labelOf = (type: StepAction['type']): string =>
  type === 'voip_bridge' ? 'Bridge' : type.replace(/(?:^|_)(\w)/g, (_whole, letter: string) => letter.toUpperCase())

type Command<D extends StepCommand['do']> = Extract<StepCommand, { do: D }>

export class StepSession {
  private readonly call: Call
  private readonly who: { backend?: string }
  private readonly rules: StepRules
  private readonly given: Given
  private readonly provider: Provider
  private readonly segments: Segments
  private readonly work: Work
  private state: StepState
  private ended = false

  constructor(call: Call, context: StepContext, settings: StepSettings, given: Given) {
    this.call = call
    this.given = given
    this.who = backendOf(settings)
    this.rules = { fallback: settings.fallback, failureLeads: given.leads('failed') }
    this.state = given.state ?? firstState(given.sipHeaders)
    const { sipHeaders, requests, variables } = this.state
    const { nodeId, ivrId } = given
    const identity = { ivrId, nodeId, visit: call.position.visit, sipHeaders }
    this.provider = new Provider(call, context, settings, { ...identity, asked: requests, progress: () => this.state })
    this.segments = new Segments(call, this.state.segment, given.alive, (segment) => this.remember({ ...this.state, segment }))
    for (const [name, value] of Object.entries(variables)) call.set(name, value)
    this.work = this.workOf(context)
  }

  private workOf({ http, nodes }: StepContext): Work {
    const { call, given } = this
    let saved = given.state && 'inner' in given.state.todo ? given.state.todo.inner : null
    return {
      call,
      http,
      nodes,
      nodeId: given.nodeId,
      alive: given.alive,
      resumed: () => {
        const once = saved
        saved = null
        return once
      },
      save: (inner) => {
        if ('raw' in this.state.todo) this.remember({ ...this.state, todo: { ...this.state.todo, inner } })
      },
      set: (name, value) => {
        this.state = { ...this.state, variables: { ...this.state.variables, [name]: value } }
        call.set(name, value)
      },
      keep: (keys) => {
        this.state = { ...this.state, kept: this.state.kept + keys }
      },
      dropKeys: () => {
        this.state = { ...this.state, kept: '' }
      },
      segments: this.segments,
      facts: () => this.provider.facts(),
      isOwn: (name) => given.names.includes(name.toLowerCase()),
      typeAhead: () => {
        const { kept } = this.state
        this.state = { ...this.state, kept: '' }
        if (kept !== '') call.keys.keep(kept)
      },
      finish: (reason, detail) => this.finish(reason, detail ?? null),
      matched: (digit, action) => this.provider.matched(digit, action),
      menuBegins: (menu) => {
        const { failures } = this.state
        if (failures.menu !== menu) this.state = { ...this.state, failures: { menu, count: 0 } }
        return this.state.failures.count
      },
      menuEnded: (right) => {
        const { menu, count } = this.state.failures
        this.state = { ...this.state, failures: { menu, count: right ? 0 : count + 1 } }
      },
    }
  }

  /** The port to leave by. Rejects when the call ends or goes on elsewhere, after `/end` is on its way. */
  async run(): Promise<StepPort> {
    try {
      let command = this.take(firstCommand(this.state, this.rules))
      while (command.do !== 'leave') {
        const came = command.do === 'ask' ? await this.ask(command) : await this.act(command.action)
        command = this.take(nextMove(this.state, this.rules, came))
      }
      return await this.leave(command)
    } catch (error) {
      if (error instanceof HostStopping) {
        this.segments.leave()
        throw error
      }
      if (error instanceof CallEnded) this.finish('user_hangup', null)
      else if (error instanceof Redirected) this.finish('transfer', error.to)
      else this.finish('error', error instanceof Error ? error.message : String(error))
      throw error
    } finally {
      this.segments.release()
    }
  }

  private take({ state, command, fallbacks = [], typedAhead = '' }: StepMove): StepCommand {
    this.state = state
    for (const fallback of fallbacks) this.call.trace('step.fallback', { ...this.who, ...fallback })
    if (typedAhead !== '') this.state = { ...state, kept: typedAhead }
    return command
  }
  private remember(state: StepState): void {
    this.state = { ...state, requests: this.provider.requests }
    this.given.checkpoint(this.state)
  }
  private finish(reason: EndReason, detail: string | null): void {
    if (this.ended) return
    this.ended = true
    this.provider.end(reason, detail)
  }

  private async ask({ event, path }: Command<'ask'>): Promise<StepInput> {
    // A session that begins, or begins again; the same one after a host's restart is not announced a second time.
    if (event.type === 'session_start' && this.state.steps === 0) await this.provider.start()
    // Written while the provider thinks; a host that died before would ask the same again.
    const asked = this.provider.ask(event, path)
    this.remember(this.state)
    const answer = await asked
    const { steps } = this.state
    const next = path === '/fail' ? steps : steps + 1
    this.state = { ...this.state, requests: this.provider.requests, steps: next, since: this.call.pbx.clock.now() }
    if (answer.result === 'failed') return { came: 'noAnswer', event, path, reason: answer.reason, detail: answer.detail }
    return { came: 'answer', event, action: answer.action, text: answer.text }
  }

  private async act(unfilled: StepAction): Promise<StepInput> {
    const { call } = this
    this.remember(this.state)
    const action = filled(unfilled, (name) => this.variable(name))
    const stepId = action.step_id ?? ''
    call.trace('step.action', {
      type: action.type,
      ...(action.step_id ? { step: action.step_id } : {}),
      ...(action.step_name ? { name: action.step_name } : {}),
      ...(action.extra === undefined ? {} : { extra: action.extra }),
    })
    if (action.type === 'repeat' && this.state.said !== null) return { came: 'repeat' }
    try {
      if (action.type === 'repeat') throw new RemoteFailure('file', 'there is nothing to repeat')
      const outcome = await perform(this.work, action)
      if (outcome.kind === 'again') this.ended = false
      return { came: 'outcome', action, outcome }
    } catch (error) {
      if (!(error instanceof RemoteFailure)) throw error
      call.trace('step.failed', { ...this.who, step: stepId, detail: error.message })
      // What could not be said or understood is an event of the session; what could not be done asks for a recovery step.
      const tell = error.what === 'speech' || error.what === 'recogniser'
      return {
        came: 'failure',
        stepId,
        stepName: action.step_name ?? '',
        action: labelOf(action.type),
        reason: error.message,
        tell,
      }
    }
  }

  private variable(name: string): string | undefined {
    const header = name.startsWith('sip_') ? this.state.sipHeaders[name.slice('sip_'.length)] : undefined
    return header ?? this.provider.own()[name] ?? this.call.variables.get(name)
  }

  private async leave({ port, reason, detail, last }: Command<'leave'>): Promise<StepPort> {
    this.finish(reason, detail)
    if (last === 'apology') await play(this.call, phrase(this.call, 'apology'))
    if (last !== 'nothing') await this.hangUp()
    return port
  }

  /** Rejects with CallEnded as soon as word of the end comes. */
  private async hangUp(): Promise<void> {
    await hangup(this.call)
    await this.call.sleep(2000)
  }
}
