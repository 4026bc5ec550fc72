// A step session: asks the provider, acts, tells what came of it, until the caller is handed on or gone. Whatever happens, `/end` is sent once.
import { z } from 'zod'
import type { StepSettings } from '../../../../shared/domain/backend.ts'
import { hangup } from '../../actions/endings.ts'
import { phrase } from '../../actions/phrases.ts'
import { play } from '../../actions/play.ts'
import type { AliveChannels } from '../../nodes/behaviour.ts'
import type { Call } from '../../session/call.ts'
import { CallEnded, HostStopping, Redirected } from '../../session/ends.ts'
import { RemoteFailure } from '../sound.ts'
import { nextOf, readAction } from './actions.ts'
import { perform } from './perform.ts'
import { type EndReason, Provider, type StepEvent } from './provider.ts'
import { type Outcome, typeAhead, type Work } from './work.ts'

/** This many answers in a row without change and without input are a loop; this many in all are one, too. */
const sameAnswers = 10
const answersInAll = 1000
/** And this many actions of one answer: a `next` or a time-out that repeats itself. */
const actionsAnAnswer = 100

const event = z.looseObject({ type: z.string() })
const todo = z.union([z.object({ event }), z.object({ raw: z.unknown(), inner: z.unknown() })])
/** What the journal keeps of a session. */
export const stepState = z.object({
  todo,
  /** The fallback runs: the provider is not asked again. */
  fallback: z.enum(['timeout', 'error']).nullable(),
  variables: z.record(z.string(), z.string()),
  sipHeaders: z.record(z.string(), z.string()),
  /** The last prompt or menu, for `repeat`. */
  said: z.unknown(),
  answer: z.string(),
  same: z.int(),
  looped: z.boolean(),
  failures: z.object({ menu: z.string(), count: z.int() }),
  kept: z.string(),
  requests: z.int(),
  actions: z.int(),
})
export type StepState = z.infer<typeof stepState>

export type StepPort = 'transferred' | 'ended' | 'failed'

type Given = {
  nodeId: string
  ivrId: string
  sipHeaders: Record<string, string>
  state: StepState | null
  alive: AliveChannels | null
  checkpoint(state: StepState): void
  /** Whether the port leads anywhere. */
  leads(port: string): boolean
}

const inputs: ReadonlySet<string> = new Set([
  'dtmf',
  'dtmf_menu_invalid',
  'phone_collected',
  'recording_complete',
  'transfer_result',
])
const isInput = (told: StepEvent): boolean => inputs.has(told.type) || (told.type === 'input_voice' && told.text !== '')

type Todo = { event: StepEvent; path?: '/fail' } | { raw: unknown }

export class StepSession {
  private readonly call: Call
  private readonly settings: StepSettings
  private readonly given: Given
  private readonly provider: Provider
  private readonly state: StepState
  private readonly work: Work
  private ended = false

  constructor(call: Call, settings: StepSettings, given: Given) {
    this.call = call
    this.settings = settings
    this.given = given
    this.state = given.state ?? fresh(given.sipHeaders)
    const { nodeId, ivrId } = given
    this.provider = new Provider(call, settings, { ivrId, nodeId, visit: call.visit, sipHeaders: this.state.sipHeaders })
    this.provider.requests = this.state.requests
    for (const [name, value] of Object.entries(this.state.variables)) call.set(name, value)
    this.work = this.workOf()
  }

  private workOf(): Work {
    const { call, state, given } = this
    let inner = given.state && 'inner' in given.state.todo ? given.state.todo.inner : null
    const session = this
    return {
      call,
      nodeId: given.nodeId,
      alive: given.alive,
      resumed: () => {
        const once = inner
        inner = null
        return once
      },
      save: (saved) => {
        if ('raw' in state.todo) this.remember({ ...state.todo, inner: saved })
      },
      set: (name, value) => {
        state.variables[name] = value
        call.set(name, value)
      },
      get kept() {
        return session.state.kept
      },
      set kept(keys) {
        session.state.kept = keys
      },
      finish: (reason, detail) => this.finish(reason, detail ?? null),
      matched: (digit) => this.provider.matched(digit),
      failures: state.failures,
    }
  }

  /** The port to leave by. Rejects when the call ends or goes on elsewhere, after `/end` is on its way. */
  async run(): Promise<StepPort> {
    const { given } = this
    try {
      if (!given.state) await this.provider.start()
      let next: Todo = this.state.todo
      for (;;) {
        const step = 'event' in next ? await this.ask(next) : await this.act(next.raw)
        if (typeof step === 'string') return step
        next = step
      }
    } catch (error) {
      if (error instanceof HostStopping) throw error
      if (error instanceof CallEnded) this.finish('user_hangup', null)
      else if (error instanceof Redirected) this.finish('transfer', error.to)
      else this.finish('error', error instanceof Error ? error.message : String(error))
      throw error
    }
  }

  private remember(next: StepState['todo']): void {
    this.state.todo = next
    this.state.requests = this.provider.requests
    this.given.checkpoint(this.state)
  }

  private finish(reason: EndReason, detail: string | null): void {
    if (this.ended) return
    this.ended = true
    this.provider.end(reason, detail)
  }

  // ── asking ─────────────────────────────────────────────────────────────────────────────────────────────────

  private async ask({ event: told, path }: { event: StepEvent; path?: '/fail' }): Promise<Todo | StepPort> {
    const { state } = this
    if (state.fallback) return this.over('ended', state.fallback, true)
    // Written while the provider thinks; a host that died before would ask the same again.
    const asked = this.provider.ask(told, path)
    this.remember({ event: told })
    const answer = await asked
    if (answer.result === 'failed') {
      // A step that failed: without a recovery step the provider hears of it as an event.
      if (path === '/fail' && answer.reason !== 'timeout') return { event: { type: 'error', reason: String(told.reason ?? '') } }
      return this.fallBack(answer.reason, answer.detail)
    }
    if (this.loops(answer.raw, told)) return this.fallBack('error', 'the provider goes round in circles')
    state.actions = 0
    return { raw: answer.raw }
  }

  /** Counts answers without change and without input; true when that was too many. */
  private loops(raw: unknown, told: StepEvent): boolean {
    const { state } = this
    const repeats = typeof raw === 'object' && raw !== null && 'type' in raw && raw.type === 'repeat'
    const answer = repeats ? state.answer : JSON.stringify(raw)
    const same = answer === state.answer && !isInput(told)
    if (!same) state.looped = false
    state.same = same ? state.same + 1 : 1
    state.answer = answer
    return state.looped || this.provider.requests > answersInAll
  }

  private async fallBack(reason: 'timeout' | 'error', detail: string): Promise<Todo | StepPort> {
    const { call, state, settings } = this
    call.trace('step.fallback', { reason, detail })
    if (state.fallback === null && settings.fallback !== '') {
      state.fallback = reason
      return { raw: JSON.parse(settings.fallback) }
    }
    this.finish(reason, detail)
    if (settings.fallback === '' && this.given.leads('failed')) return 'failed'
    await play(call, phrase(call, 'apology'))
    await this.hangUp()
    return 'failed'
  }

  // ── acting ─────────────────────────────────────────────────────────────────────────────────────────────────

  private async act(raw: unknown): Promise<Todo | StepPort> {
    const { call, state } = this
    if (++state.actions > actionsAnAnswer) return this.fallBack('error', 'the answer repeats itself')
    this.remember({ raw, inner: null })
    let outcome: Outcome
    let stepId = ''
    try {
      const action = readAction(raw, (name) => this.variable(name))
      stepId = action.step_id ?? ''
      call.trace('step.action', {
        type: action.type,
        ...(action.step_id ? { step: action.step_id } : {}),
        ...(action.step_name ? { name: action.step_name } : {}),
        ...(action.extra === undefined ? {} : { extra: action.extra }),
      })
      if (action.type === 'repeat') {
        if (state.said === null) throw new RemoteFailure('file', 'there is nothing to repeat')
        return { raw: state.said }
      }
      if (action.type === 'prompt' || action.type === 'dtmf_menu') state.said = raw
      outcome = await perform(this.work, action)
    } catch (error) {
      if (error instanceof RemoteFailure) return this.failed(error.message, stepId)
      throw error
    }
    return this.after(raw, outcome)
  }

  private async after(raw: unknown, outcome: Outcome): Promise<Todo | StepPort> {
    switch (outcome.kind) {
      case 'over':
        return this.over(outcome.port, outcome.reason, outcome.hangUp ?? false)
      case 'goto':
        return { raw: outcome.raw }
      case 'tooMany':
        return this.fallBack('error', 'the menu failed too often')
      case 'told':
        return { event: this.looped(outcome.event) }
      case 'done': {
        const next = nextOf(raw)
        return next === undefined ? { event: this.looped(this.orKept(outcome.event)) } : { raw: next }
      }
    }
  }

  /** A key that was kept during a prompt is told in place of its end; further ones are typed ahead. */
  private orKept(told: StepEvent): StepEvent {
    const { work } = this
    const [first, ...rest] = work.kept
    if (first === undefined) return told
    work.kept = told.type === 'audio_complete' ? rest.join('') : work.kept
    typeAhead(work)
    return told.type === 'audio_complete' ? { type: 'dtmf', digit: first } : told
  }

  private looped(told: StepEvent): StepEvent {
    if (isInput(told) || this.state.same < sameAnswers) return told
    this.state.looped = true
    return { type: 'dtmf_menu_timeout' }
  }

  private failed(reason: string, stepId: string): Todo | Promise<Todo | StepPort> {
    this.call.trace('step.failed', { step: stepId, detail: reason })
    if (this.state.fallback) return this.fallBack(this.state.fallback, reason)
    if (this.state.same >= sameAnswers) return { event: this.looped({ type: 'error', reason }) }
    return { event: { type: 'fail', reason, failed_step_id: stepId }, path: '/fail' }
  }

  private variable(name: string): string | undefined {
    const header = name.startsWith('sip_') ? this.state.sipHeaders[name.slice('sip_'.length)] : undefined
    return header ?? this.call.variables.get(name)
  }

  private async over(port: StepPort, reason: EndReason, hangUp: boolean): Promise<StepPort> {
    this.finish(reason, null)
    if (hangUp) await this.hangUp()
    return port
  }

  /** Rejects with CallEnded as soon as word of the end comes. */
  private async hangUp(): Promise<void> {
    await hangup(this.call)
    await this.call.sleep(2000)
  }
}

const fresh = (sipHeaders: Record<string, string>): StepState => ({
  todo: { event: { type: 'session_start' } },
  fallback: null,
  variables: {},
  sipHeaders,
  said: null,
  answer: '',
  same: 0,
  looped: false,
  failures: { menu: '', count: 0 },
  kept: '',
  requests: 0,
  actions: 0,
})
