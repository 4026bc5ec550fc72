import { backOff } from '../../lib/backoff.ts'
import { rpc } from '../../lib/rpc/index.ts'

type CallerKnown = Awaited<ReturnType<typeof rpc.phone.caller>>

const attempts = 5

/**
 * What the host knows of a caller. Asked again a few times: a busy host, or one that has not seen this telephone ring yet, refuses.
 * Rejects with the last error.
 */
export async function askCaller(callId: string): Promise<CallerKnown> {
  const pause = backOff(400, 3000)
  for (let attempt = 1; ; attempt++) {
    try {
      return await rpc.phone.caller({ callId })
    } catch (error) {
      if (attempt === attempts) throw error
      await new Promise((resolve) => setTimeout(resolve, pause.next()))
    }
  }
}
