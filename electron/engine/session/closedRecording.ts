// What became of a recording: it is over when Asterisk has closed its file, and a host that takes over asks how far it came.
import type { Call } from './call.ts'

/** How long it may take, ms. */
const closeMs = 5000

/** Stops the recording and resolves when its file is closed, or has had the time to be; also when it ended before. */
export function closeRecording(call: Call, name: string): Promise<void> {
  const { telephony, channels, clock } = call.pbx
  return new Promise((resolve) => {
    const settle = () => {
      timer.cancel()
      forget()
      resolve()
    }
    const timer = clock.after(closeMs, settle)
    const forget = channels.awaitRecording(name, settle)
    channels.begun(name)
    telephony.stopRecording(name).catch(settle) // it ended by itself, with its channel or bridge
  })
}

/**
 * What a host before this one got done of a recording it had noted: `none` where it died before Asterisk was told, which is then
 * still to be done. What `ended` is stored already, or is by `storeRecording`.
 */
export async function earlierRecording(
  call: Call,
  name: string,
  kind: 'recordings' | 'voicemail',
): Promise<'running' | 'ended' | 'none'> {
  const { telephony, log } = call.pbx
  const { media } = call.sound
  if (await telephony.isRecording(name)) return 'running'
  try {
    return (await media.storeRecording(name, kind)) ? 'ended' : 'none'
  } catch (error) {
    // It lies where it lay, and is found there later: nothing may be recorded over it.
    log.error('a recording could not be looked for', { callId: call.id, name, error: String(error) })
    return 'ended'
  }
}
