// Connect: bridges the caller and a leg until either leaves. Source: CallFactory's Connect (spec/actions.md).
import type { Call } from '../session/call.ts'
import type { Leg, LegStart } from '../session/leg.ts'
import { Talk, type TalkEnd } from '../session/talk.ts'
import { ensureAnswered } from './answer.ts'
import { play } from './play.ts'

/** What the journal keeps of a connection, so that a restarted host finds it again. */
export type Connected = { phase: 'connected'; leg: LegStart; bridgeId: string; recording: string | null; at: number }

export type ConnectOptions = {
  record: boolean
  /** Told whenever what has to be remembered changes. */
  save(connected: Connected): void
  /** From before the host's restart. */
  resumed?: Connected
  onLegChanged?(leg: Leg): void
}

/** Rejects with CallEnded when the caller leaves. */
export async function connect(call: Call, leg: Leg, options: ConnectOptions): Promise<TalkEnd> {
  const { chance, clock } = call.exchange
  const before = options.resumed
  const bridgeId = before?.bridgeId ?? `cb-b-${chance.id()}`
  const recording = before ? before.recording : options.record ? `cb-r-${chance.id()}` : null
  const connected: Connected = { phase: 'connected', leg: leg.start, bridgeId, recording, at: before?.at ?? clock.now() }
  if (!before) {
    options.save(connected)
    try {
      await ensureAnswered(call)
    } catch (error) {
      leg.drop('normal')
      throw error
    }
  }
  const talk = new Talk(call, leg, {
    bridgeId,
    recording,
    resumed: before !== undefined,
    onLegChanged: (changed) => {
      options.save({ ...connected, leg: changed.start })
      options.onLegChanged?.(changed)
    },
  })
  call.outcome = 'answered'
  try {
    return await talk.run()
  } finally {
    call.exchange.callLog.update(call.id, { talkMs: clock.now() - connected.at })
  }
}

/** Tells the caller that the call is recorded, where the office wants it told. */
export async function noticeOfRecording(call: Call): Promise<void> {
  const text = call.exchange.config.settings.recordingNotice
  if (text) await play(call, { kind: 'text', text }, { interruptible: false })
}
