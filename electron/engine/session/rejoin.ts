// An operator whose console vanished in mid-call is rung again until it is back; the telephone answers by itself.
import type { Call } from './call.ts'
import { Leg } from './leg.ts'

/** Header by which a console knows that this is its own running call and answers at once. */
const resumeHeader = 'X-Cordboard-Resume'
const retryMs = 250

/** Rings the phones of `extension` again and again for `forMs`; the leg that entered, or null. Rejects when the call ends. */
export async function ringAgain(call: Call, extension: string, like: Leg, forMs: number): Promise<Leg | null> {
  const { clock, chance } = call.exchange
  const until = clock.now() + forMs
  while (clock.now() < until) {
    for (const name of [`${extension}-web`, extension]) {
      if (!call.exchange.online.has(name)) continue
      const leg = await ringOnce(call, {
        ...like.start,
        channelId: `cb-${chance.id()}`,
        endpoint: `PJSIP/${name}`,
        extension,
        role: 'rejoin',
      })
      if (leg) return leg
    }
    await call.sleep(retryMs)
  }
  return null
}

function ringOnce(call: Call, start: Leg['start']): Promise<Leg | null> {
  const { telephony } = call.exchange
  return call.until<Leg | null>((resolve) => {
    let kept = false
    const leg: Leg = new Leg(call, start, {
      entered: () => {
        kept = true
        resolve(leg)
      },
      ended: () => resolve(null),
    })
    telephony
      .originate({
        channelId: start.channelId,
        endpoint: start.endpoint,
        callerId: { name: call.fromName, number: call.from },
        timeoutSeconds: 5,
        callId: call.id,
        role: 'rejoin',
        headers: { [resumeHeader]: '1', 'X-Cordboard-Call': call.id },
      })
      .catch(() => resolve(null)) // the phone is not there after all: the next round tries again
    return () => {
      if (!kept) leg.drop('normal')
    }
  })
}
