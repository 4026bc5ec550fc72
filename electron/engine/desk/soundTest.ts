// What is heard of a telephone during a test call, read once a second while it lasts.
import type { Call } from '../session/call.ts'

const everyMs = 1000

/** Reads until `ended`; returns how many packets of sound arrived of the caller, null where that is not told. Never rejects. */
export async function receivedDuring(call: Call, ended: Promise<unknown>): Promise<number | null> {
  const { telephony, clock } = call.pbx
  let received: number | null = null
  let over = false
  const wait = () => new Promise<void>((resolve) => clock.after(everyMs, resolve))
  const done = ended.then(() => {
    over = true
  })
  while (!over) {
    const figures = await telephony.soundFigures(call.channelId).catch(() => null) // the call may be over now
    if (figures) received = Math.max(received ?? 0, figures.received)
    await Promise.race([wait(), done])
  }
  return received
}
