// A recording is over when Asterisk has closed its file.
import type { Call } from './call.ts'

/** How long it may take, ms. */
const closeMs = 5000

/** Stops the recording and resolves when its file is closed, or has had the time to be; also when it ended before. */
export function closeRecording(call: Call, name: string): Promise<void> {
  const { telephony, channels, clock } = call.exchange
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
