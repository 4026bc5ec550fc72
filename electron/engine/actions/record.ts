// Record: the caller's voice into a file. What was said is never thrown away. Source: CallFactory's Record (docs/spec/actions.md).
import type { Call } from '../session/call.ts'
import { onCancel } from '../session/cancel.ts'
import { closeRecording, earlierRecording } from '../session/closedRecording.ts'
import type { WatchedLeg } from '../session/watchedLeg.ts'
import { ensureAnswered } from './answer.ts'

export type RecordEnd = 'success' | 'timeout' | 'maxDurationReached' | 'terminationDigit' | 'cancel' | 'error'
export type StoredRecording = { file: string; seconds: number }
/** `silent`: nothing was said; without it and without a file nothing of it could be stored. */
export type RecordResult = { result: RecordEnd; filePath: string | null; seconds: number; silent?: boolean }

export type RecordActionOptions = {
  /** Ours, unique, known to the journal. */
  name: string
  kind: 'recordings' | 'voicemail'
  timeLimitSeconds?: number
  silenceSeconds?: number
  terminationDigits?: string
  playBeep?: boolean
  /** A recording of before the host's restart. */
  resumed?: boolean
  /** More for the trace, so that the file finds its place after a crash. */
  about?: { mailbox: string }
  /** A leg's voice instead of the caller's. */
  on?: WatchedLeg
  /** The action's own signal; aborting ends the recording with `cancel`, and what was said is stored. */
  signal?: AbortSignal | undefined
  /** Told when a file was stored, also when the caller has hung up. */
  stored?(file: StoredRecording): void
}

/** How long Asterisk may take to close the file after the end. */
const closeMs = 4000
/** Asterisk cuts the silence that ended a recording down to 0.2 s: what is not longer than that holds no word. Seconds. */
const wordless = 0.3

const nothing: RecordResult = { result: 'error', filePath: null, seconds: 0 }

/** Nothing of what was said could be stored; the office is told. */
export function recordFailed(call: Call, { name, about }: Pick<RecordActionOptions, 'name' | 'about'>): void {
  call.trace('record.failed', { name, ...about })
}

/** Silence alone is `timeout`: nothing was said, and nothing is stored; a message may also be ended by key or hang-up. Rejects with CallEnded after what was said is stored. */
export async function record(call: Call, options: RecordActionOptions): Promise<RecordResult> {
  if (!options.on && !call.isGone) await ensureAnswered(call)
  let end: RecordEnd
  try {
    end = await listen(call, options)
  } catch (error) {
    await keep(call, options, { early: true })
    throw error
  }
  if (end === 'error') {
    recordFailed(call, options)
    return nothing
  }
  const kept = await keep(call, options, { early: false, bySilence: end === 'success' && options.silenceSeconds !== undefined })
  if (kept === 'failed') return nothing
  const silent = kept === 'silent'
  const stored = kept === 'silent' ? null : kept
  call.trace('record.ended', { result: stored || end === 'cancel' ? end : 'timeout', seconds: stored?.seconds ?? 0 })
  return stored
    ? { result: end, filePath: stored.file, seconds: stored.seconds }
    : { result: end === 'cancel' ? end : 'timeout', filePath: null, seconds: 0, silent }
}

async function listen(call: Call, options: RecordActionOptions): Promise<RecordEnd> {
  const { telephony, channels, clock } = call.pbx
  const { journal } = call.records
  const limit = options.timeLimitSeconds ?? 120
  const first = journal.effect(call.id, `record:${options.name}`)
  call.check()
  const before = first && !options.resumed ? 'none' : await earlierRecording(call, options.name, options.kind)
  if (before === 'ended') return 'success'
  const known = before === 'running'
  call.check()
  call.trace(known ? 'record.resumed' : 'record.started', { name: options.name, ...options.about })
  const startedAt = clock.now()
  return call.until<RecordEnd>((resolve) => {
    let ending: RecordEnd | null = null
    const forget = channels.awaitRecording(options.name, (ok) => {
      const full = clock.now() - startedAt >= limit * 1000 - 500
      resolve(ending ?? (ok ? (full ? 'maxDurationReached' : 'success') : 'error'))
    })
    const stopBy = (why: RecordEnd) => {
      ending ??= why
      telephony.stopRecording(options.name).catch(() => resolve(why)) // it ended in the same moment
    }
    // What was keyed in to skip the words before the tone does not end what is said after it.
    if (!known && !options.on) call.keys.take()
    const pressed = (digit: string) => {
      if (options.terminationDigits?.includes(digit)) stopBy('terminationDigit')
    }
    const unread = options.on ? options.on.onDigit(pressed) : call.keys.read(pressed)
    const uncancel = onCancel(options.signal, () => stopBy('cancel'))
    const timer = clock.after(limit * 1000 + closeMs, () => stopBy('maxDurationReached'))
    if (known) channels.begun(options.name)
    else
      telephony
        .record({
          target: { channel: options.on?.leg.channelId ?? call.channelId },
          name: options.name,
          maxSeconds: limit,
          beep: options.playBeep ?? true,
          terminateOn: 'none',
          ...(options.silenceSeconds ? { silenceSeconds: options.silenceSeconds } : {}),
        })
        .then(
          () => channels.begun(options.name),
          (error: unknown) => {
            call.pbx.log.error('a recording did not start', { callId: call.id, error: String(error) })
            resolve('error')
          },
        )
    return () => {
      forget()
      uncancel()
      unread()
      timer.cancel()
    }
  })
}

/** Stores the file once Asterisk has closed it. `early`: the recording was cut short and may still be running. */
async function keep(
  call: Call,
  options: RecordActionOptions,
  { early, bySilence = false }: { early: boolean; bySilence?: boolean },
): Promise<StoredRecording | null | 'silent' | 'failed'> {
  const { media } = call.sound
  const { log } = call.pbx
  try {
    if (early) await closeRecording(call, options.name)
    const stored = await media.storeRecording(options.name, options.kind)
    // A message in which nobody is heard is none, whatever ended it; any other recording that was asked for is what it is.
    const mute = stored?.silent === true && (bySilence || options.kind === 'voicemail')
    if (stored && (mute || (bySilence && stored.seconds < wordless))) {
      await media.remove(options.kind, stored.file)
      return 'silent'
    }
    if (stored) options.stored?.(stored)
    return stored
  } catch (error) {
    log.error('a recording was not kept', { callId: call.id, name: options.name, error: String(error) })
    recordFailed(call, options)
    return 'failed'
  }
}
