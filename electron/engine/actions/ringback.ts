// What the caller hears while someone is rung: 180 before the answer, the country's ring tone after it.
import type { Call } from '../session/call.ts'
import { startPlayback } from './play.ts'

/** Starts it; the function returned ends it and may be called again. */
export async function ringback(call: Call): Promise<() => void> {
  call.check()
  const { telephony, log } = call.pbx
  if (!call.answered) {
    telephony
      .ring(call.channelId)
      .catch((error: unknown) => log.warn('ringing was not shown', { callId: call.id, error: String(error) }))
    return () => {}
  }
  const tone = startPlayback(call, { uris: ['tone:ring'], ms: null }, { channel: call.channelId }, () => {})
  return () => tone.stop()
}
