// Keys behind a dialled number, as an extension of the far side: sent once somebody answers, where no person of ours is at hand to send
// them (a softphone offers them instead). A comma is a pause, as modems and phones have it (ITU-T V.250, 6.3.1).
import type { Call } from '../session/call.ts'
import type { Leg } from '../session/leg.ts'

/** How long one comma is, and how long the far side may take to listen, ms. */
const pauseMs = 2000

/** Sends them in the background, as long as the call and the leg last. A wait `;` is a pause: nobody is there who could end it. */
export function sendKeysAfter(call: Call, leg: Leg, keys: string): void {
  if (keys === '') return
  call.pbx.background(send(call, leg, keys.replaceAll(';', ',')).catch(() => {})) // the call has ended
}

async function send(call: Call, leg: Leg, keys: string): Promise<void> {
  for (const part of keys.split(/(,)/)) {
    if (part === ',') await call.sleep(pauseMs)
    else if (part !== '' && leg.state === 'up') {
      call.trace('dial.keys', { to: leg.destination, keys: part })
      await call.pbx.telephony.sendDigits(leg.channelId, part).catch((error: unknown) => {
        call.pbx.log.info('keys behind a number were not sent', { callId: call.id, error: String(error) })
      })
    }
  }
}
