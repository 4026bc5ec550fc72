// Answering: once by name, or by itself before whatever needs an answered call.
import { TelephonyError } from '../ports.ts'
import type { Call } from '../session/call.ts'
import { InvalidState } from '../session/callErrors.ts'

/** Takes the call. Throws InvalidState when it is taken already. */
export async function answer(call: Call): Promise<void> {
  if (call.answered) throw new InvalidState('the call is answered already')
  await ensureAnswered(call)
}

/** As `answer`, without complaint when it is taken already. */
export async function ensureAnswered(call: Call): Promise<void> {
  call.check()
  if (call.answered) return
  const { telephony, clock } = call.pbx
  const { callLog } = call.records
  await orGone(call, telephony.answer(call.channelId))
  const at = clock.now()
  call.markAnswered(at)
  callLog.update(call.id, { answeredAt: at })
  call.trace('call.answered')
}

/** A command on a channel that is just going: the end of the call is told by its own event, so wait for that. */
async function orGone(call: Call, command: Promise<void>): Promise<void> {
  try {
    await command
  } catch (error) {
    if (!(error instanceof TelephonyError) || (error.code !== 'notFound' && error.code !== 'conflict')) throw error
    call.check()
    await call.sleep(1000)
    throw error
  }
}
