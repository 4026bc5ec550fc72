// Where a step session stands and what it does next: a function of what is known and of what came. It touches no call and no
// network; `session.ts` carries out what it says. Source: docs/spec/step-ivr.md.
import { z } from 'zod'
import { asAction, readAction, type StepAction } from './actions.ts'
import { type EndReason, type StepEvent, stepEvents } from './provider.ts'
import type { Outcome } from './work.ts'

/** This many answers in a row without change and without input are a loop; this many in all are one, too. */
export const sameAnswers = 10
export const answersInAll = 1000
/** And this many actions of one answer: a `next` or a time-out that repeats itself. */
export const actionsAnAnswer = 100

const event = z.looseObject({ type: z.enum(stepEvents) })
const todo = z.union([z.object({ event }), z.object({ raw: z.unknown(), inner: z.unknown() })])
/** What the journal keeps of a session. */
export const stepState = z.object({
  /** What is asked, or the action that runs with what the node within it saved. */
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
  /** Failures in a row of the menu that runs, by what it says. */
  failures: z.object({ menu: z.string(), count: z.int() }),
  /** Keys pressed during a prompt that could not be interrupted. */
  kept: z.string(),
  requests: z.int(),
  actions: z.int(),
  /** How often the provider got the caller back. */
  round: z.int().default(0),
  /** Questions of this round, and when the answer before came, ms since 1970. */
  steps: z.int().default(0),
  since: z.number().nullable().default(null),
  /** What the provider wants to be told each time. */
  customData: z.unknown().optional(),
  /** Silence led to what runs now. */
  silent: z.boolean().default(false),
  /** The recording of a part of the call that runs. */
  segment: z.object({ name: z.string(), endsAt: z.number().nullable() }).nullable().default(null),
})
export type StepState = z.infer<typeof stepState>

export type StepPort = 'transferred' | 'ended' | 'failed'

/** What came. */
export type StepInput =
  /** The provider's answer to `event`, read. */
  | { came: 'answer'; event: StepEvent; action: StepAction; text: string }
  /** It answered nothing that is an action. */
  | { came: 'noAnswer'; event: StepEvent; path: AskPath; reason: 'timeout' | 'error'; detail: string }
  /** The action is to say again what was said last. */
  | { came: 'repeat' }
  /** The action that ran is over. */
  | { came: 'outcome'; action: StepAction; outcome: Outcome }
  /** It could not be done; `tell`: the provider hears of it as of any other event, and is asked for no recovery step. */
  | { came: 'failure'; stepId: string; stepName?: string; action?: string; reason: string; tell?: boolean }

export type AskPath = '' | '/fail'

/** What to do next. */
export type StepCommand =
  | { do: 'ask'; event: StepEvent; path: AskPath }
  | { do: 'act'; action: StepAction }
  | { do: 'leave'; port: StepPort; reason: EndReason; detail: string | null; last: 'nothing' | 'hangUp' | 'apology' }

/** What of the settings decides. */
export type StepRules = {
  /** The action that runs when the provider fails, as JSON; empty: none. */
  fallback: string
  /** The node's way out for a failure leads somewhere. */
  failureLeads: boolean
}

export type Fallback = { reason: 'timeout' | 'error'; detail: string }
export type StepMove = {
  state: StepState
  command: StepCommand
  /** Why the provider is left, where it is. */
  fallbacks?: Fallback[]
  /** Keys that count for whatever asks for keys now. */
  typedAhead?: string
}

const inputs: ReadonlySet<string> = new Set([
  'dtmf',
  'dtmf_menu_invalid',
  'phone_collected',
  'recording_complete',
  'transfer_result',
])
/** What ends the call: in answer to silence it ended by a time-out. */
const ends: ReadonlySet<string> = new Set(['hangup', 'play_and_hangup'])

const isInput = (event: StepEvent): boolean => inputs.has(event.type) || (event.type === 'input_voice' && event.text !== '')

/** A session at its beginning. */
export const firstState = (sipHeaders: Record<string, string>): StepState => ({
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
  round: 0,
  steps: 0,
  since: null,
  customData: undefined,
  silent: false,
  segment: null,
})

/** What a session does first, or goes on with after a restart. Throws an Error when the journal's action is none. */
export const firstCommand = (state: StepState, rules: StepRules): StepMove =>
  'event' in state.todo ? ask(state, state.todo.event) : act(state, rules, readAction(state.todo.raw))

/** What follows from what came. Throws an Error when the fallback is no action. */
export function nextMove(state: StepState, rules: StepRules, input: StepInput): StepMove {
  switch (input.came) {
    case 'answer': {
      const counted = countAnswer(state, input)
      const circles = counted.looped || counted.requests > answersInAll
      if (circles) return fallBack(counted, rules, 'error', 'the provider goes round in circles')
      const { custom_data: customData = state.customData } = input.action
      const silent = input.event.type === 'dtmf_menu_timeout' && ends.has(input.action.type)
      return act({ ...counted, customData, silent, actions: 0 }, rules, input.action)
    }
    case 'noAnswer':
      // A step that failed: without a recovery step the provider hears of it as an event.
      if (input.path === '/fail' && input.reason !== 'timeout')
        return ask(state, { type: 'error', reason: String(input.event.reason ?? '') })
      return fallBack(state, rules, input.reason, input.detail)
    case 'outcome':
      return after(state, rules, input.action, input.outcome)
    case 'repeat':
      return act(state, rules, readAction(state.said))
    case 'failure':
      return failed(state, rules, input)
  }
}

/** Counts answers without change and without input; `looped` stays from one answer to the next as long as nothing changes. */
function countAnswer(state: StepState, { event, action, text }: Extract<StepInput, { came: 'answer' }>): StepState {
  const answer = action.type === 'repeat' ? state.answer : text
  const unchanged = answer === state.answer && !isInput(event)
  return { ...state, answer, same: unchanged ? state.same + 1 : 1, looped: unchanged && state.looped }
}

const ask = (state: StepState, event: StepEvent, path: AskPath = ''): StepMove => {
  if (!state.fallback) return { state: { ...state, todo: { event } }, command: { do: 'ask', event, path } }
  return { state, command: { do: 'leave', port: 'ended', reason: state.fallback, detail: null, last: 'hangUp' } }
}

function act(before: StepState, rules: StepRules, action: StepAction): StepMove {
  const state = { ...before, actions: before.actions + 1, todo: { raw: action, inner: null } }
  if (state.actions > actionsAnAnswer) return fallBack(state, rules, 'error', 'the answer repeats itself')
  const said = action.type === 'prompt' || action.type === 'dtmf_menu' ? action : state.said
  return { state: { ...state, said }, command: { do: 'act', action } }
}

function after(state: StepState, rules: StepRules, action: StepAction, outcome: Outcome): StepMove {
  switch (outcome.kind) {
    case 'over': {
      const { port, hangUp } = outcome
      const reason = outcome.reason === 'hangup' && state.silent ? 'timeout' : outcome.reason
      return { state, command: { do: 'leave', port, reason, detail: null, last: hangUp ? 'hangUp' : 'nothing' } }
    }
    case 'goto':
      return act(state, rules, outcome.action)
    case 'again':
      return again(state)
    case 'tooMany':
      return fallBack(state, rules, 'error', 'the menu failed too often')
    case 'told':
      return looped(state, outcome.event)
    case 'done': {
      const next = 'next' in action ? action.next : undefined
      return next === undefined ? tell(state, outcome.event) : act(state, rules, asAction(next))
    }
  }
}

/** The caller is back: a session like the first, that knows how often the same was answered. */
function again(state: StepState): StepMove {
  const { answer, same, looped: told, requests, round, customData, variables, segment } = state
  const fresh = firstState(state.sipHeaders)
  const next = { ...fresh, answer, same, looped: told, requests, round: round + 1, customData, variables, segment }
  return looped(next, { type: 'session_start' })
}

/** A key that was kept during a prompt is told in place of its end; further ones are typed ahead. */
function tell(state: StepState, event: StepEvent): StepMove {
  const [first, ...rest] = state.kept
  if (first === undefined) return looped(state, event)
  const isEnd = event.type === 'audio_complete'
  const typedAhead = isEnd ? rest.join('') : state.kept
  const move = looped({ ...state, kept: '' }, isEnd ? { type: 'dtmf', digit: first } : event)
  return { ...move, typedAhead }
}

/** A provider that asks the same again and again is told of silence once, before it counts as a loop. */
function looped(state: StepState, event: StepEvent): StepMove {
  if (isInput(event) || state.same < sameAnswers) return ask(state, event)
  return ask({ ...state, looped: true }, { type: 'dtmf_menu_timeout' })
}

function failed(state: StepState, rules: StepRules, failure: Extract<StepInput, { came: 'failure' }>): StepMove {
  const { reason, stepId, stepName, action, tell: tells } = failure
  if (state.fallback) return fallBack(state, rules, state.fallback, reason)
  const told: StepEvent = { type: 'error', reason }
  if (state.same >= sameAnswers) return looped(state, told)
  if (tells) return ask(state, told)
  const where = {
    ...(stepId ? { failed_step_id: stepId } : {}),
    ...(stepName ? { failed_step_name: stepName } : {}),
    ...(action ? { failed_action: action } : {}),
  }
  return ask(state, { type: 'fail', reason, ...where }, '/fail')
}

function fallBack(before: StepState, rules: StepRules, reason: 'timeout' | 'error', detail: string): StepMove {
  const why: Fallback = { reason, detail }
  if (before.fallback === null && rules.fallback !== '') {
    const state = { ...before, fallback: reason }
    const move = act(state, rules, readAction(JSON.parse(rules.fallback)))
    return { ...move, fallbacks: [why, ...(move.fallbacks ?? [])] }
  }
  const leads = rules.fallback === '' && rules.failureLeads
  return {
    state: before,
    command: { do: 'leave', port: 'failed', reason, detail, last: leads ? 'nothing' : 'apology' },
    fallbacks: [why],
  }
}
