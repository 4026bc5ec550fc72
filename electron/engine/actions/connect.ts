// Connect: bridges the caller and a leg until either leaves. Source: CallFactory's Connect (docs/spec/actions.md).
import type { SimplePrompt } from '../../../shared/flow/prompt.ts'
import { BridgedCall, type BridgedCallEnd } from '../session/bridgedCall.ts'
import type { Call } from '../session/call.ts'
import type { Leg, LegStart } from '../session/leg.ts'
import type { OthersState } from '../session/othersState.ts'
import { ensureAnswered } from './answer.ts'
import { promptDigit } from './collect.ts'
import { phrase } from './phrases.ts'
import { play } from './play.ts'

/** How long a caller may think about being recorded, s. */
const consentSeconds = 8

/** Set once the customer of a return call was talked to, whatever comes after. */
export const reachedVariable = 'callback.reached'

/** What the journal keeps of a connection, so that a restarted host finds it again; `met` once the two were together and it was told. */
export type Connected = {
  phase: 'connected'
  leg: LegStart
  bridgeId: string
  recording: string | null
  at: number
  met: boolean
  /** Whoever is in it besides the two, and who holds. */
  others?: OthersState | undefined
}

export type ConnectOptions = {
  record: boolean
  /** Told whenever what has to be remembered changes. */
  save(connected: Connected): void
  /** From before the host's restart. */
  resumed?: Connected
  onLegChanged?(leg: Leg): void
  /** The two are together, for the first time. */
  onMet?(): void
  /** The action's own signal; aborting parts the two. */
  signal?: AbortSignal | undefined
  /** How the call counts from now on; default `answered`. */
  outcome?: 'answered' | 'transferred'
}

/** Rejects with CallEnded when the caller leaves. */
export async function connect(call: Call, leg: Leg, options: ConnectOptions): Promise<BridgedCallEnd> {
  const { chance, clock } = call.pbx
  const before = options.resumed
  const bridgeId = before?.bridgeId ?? `cb-b-${chance.id()}`
  const wanted = options.record && call.read(refused) !== 'true'
  const recording = before ? before.recording : wanted ? `cb-r-${chance.id()}` : null
  const { at = clock.now(), met = false } = before ?? {}
  let connected: Connected = { phase: 'connected', leg: leg.start, bridgeId, recording, at, met, others: before?.others }
  const save = (change: Partial<Connected>) => {
    connected = { ...connected, ...change }
    options.save(connected)
  }
  if (!before) {
    save({})
    try {
      await ensureAnswered(call)
    } catch (error) {
      leg.drop('normal')
      throw error
    }
  }
  const talk = new BridgedCall(call, leg, {
    bridgeId,
    recording,
    signal: options.signal,
    resumed: before !== undefined,
    onMet: () => {
      if (connected.met) return
      options.onMet?.()
      call.trace('talk.started', { with: leg.destination, role: leg.role })
      save({ met: true })
    },
    onLegChanged: (changed) => {
      save({ leg: changed.start })
      options.onLegChanged?.(changed)
    },
    before: before?.others,
    onOthersChanged: (others) => save({ others }),
  })
  call.assignment.counts(options.outcome ?? 'answered')
  call.assignment.handOn(null)
  if (call.kind === 'return') call.set(reachedVariable, 'true')
  try {
    return await talk.run()
  } finally {
    call.records.callLog.update(call.id, { talkMs: call.parts.spoke(clock.now() - connected.at) })
  }
}

const refused = 'recording.refused'

/** Tells the caller that the call is recorded, where the office wants it told; asks for the key, where it wants them asked. Once a call. */
export async function noticeOfRecording(call: Call): Promise<void> {
  const { recordingNotice: text, recordingConsentKey: key } = call.office.config.settings
  if (call.variables.has(refused) || (!text && !key)) return
  call.set(refused, '')
  const notice: SimplePrompt[] = text ? [{ kind: 'text', text }] : []
  if (!key) {
    await play(call, { kind: 'list', items: notice }, { interruptible: false })
    return
  }
  const items = [...notice, phrase(call, 'askToRecord', key) as SimplePrompt]
  const heard = await promptDigit(call, { kind: 'list', items }, { timeoutSeconds: consentSeconds })
  const agreed = heard.result === 'success' && heard.digit === key
  if (!agreed) call.set(refused, 'true')
  call.trace('recording.consent', { agreed })
}
