// Actions on legs that answered, while the caller waits: a prompt to one, and two connected with each other.
// Source: CallFactory's Play and Connect with outbound channels (docs/spec/actions.md).
import type { Prompt } from '../../../shared/flow/prompt.ts'
import type { Timer } from '../ports.ts'
import type { Call } from '../session/call.ts'
import { onCancel } from '../session/cancel.ts'
import type { WatchedLeg } from '../session/watchedLeg.ts'
import { readyMedia, startPlayback } from './play.ts'

/** How long word of a hang-up may take, ms. */
const goneMs = 1000

/** Plays to the leg's phone; `cancel` when it hangs up, or the signal is aborted. Rejects with CallEnded when the caller leaves. */
export async function playOn(
  call: Call,
  watched: WatchedLeg,
  prompt: Prompt,
  signal?: AbortSignal,
): Promise<'success' | 'fail' | 'cancel'> {
  const media = await readyMedia(call, prompt)
  call.check()
  if (!media) return 'fail'
  call.trace('prompt.started', { media: media.uris, to: watched.leg.destination })
  const result = await call.until<'success' | 'fail' | 'cancel'>((resolve) => {
    if (watched.ended) {
      resolve('cancel')
      return () => {}
    }
    let late: Timer | null = null
    const playback = startPlayback(call, media, { channel: watched.leg.channelId }, (ok) => {
      // A phone that hangs up ends its playback first, and itself a moment later.
      if (ok) resolve('success')
      else late = call.pbx.clock.after(goneMs, () => resolve('fail'))
    })
    const forget = onCancel(signal, () => resolve('cancel'))
    const unwatch = watched.onEnded(() => resolve('cancel'))
    return () => {
      forget()
      unwatch()
      late?.cancel()
      playback.stop()
    }
  })
  call.trace('prompt.ended', { result })
  return result
}

/** Two legs talk with each other until either leaves; who is left stays on the line. Rejects with CallEnded when the caller leaves. */
export async function connectLegs(
  call: Call,
  first: WatchedLeg,
  second: WatchedLeg,
  signal?: AbortSignal,
): Promise<'success' | 'cancel' | 'error'> {
  const { telephony, chance, log, background } = call.pbx
  const bridgeId = `cb-b-${chance.id()}`
  const both = [first.leg.channelId, second.leg.channelId]
  if (first.ended || second.ended) return 'error'
  try {
    await telephony.createBridge(bridgeId, 'mixing', call.id)
    await telephony.join(bridgeId, both)
    call.check()
    call.trace('legs.connected', { first: first.leg.destination, second: second.leg.destination })
    return await call.until<'success' | 'cancel'>((resolve) => {
      const forget = onCancel(signal, () => resolve('cancel'))
      const unwatch = [first, second].map((each) => each.onEnded(() => resolve('success')))
      return () => {
        forget()
        for (const stop of unwatch) stop()
      }
    })
  } finally {
    // What is played to a channel that is still on its way out of the bridge is lost.
    const gone = telephony
      .destroyBridge(bridgeId)
      .catch((error: unknown) => log.warn('a bridge was not removed', { callId: call.id, error: String(error) }))
    background(gone)
    if (!call.isGone) await gone
  }
}
