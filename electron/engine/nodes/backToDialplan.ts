// Back to dialplan: the channel leaves our application where its dialplan says, and the call is over for us.
import { z } from 'zod'
import { fill } from '../../../shared/domain/template.ts'
import { TelephonyError } from '../ports.ts'
import { behaviour } from './behaviour.ts'

/** Word that the channel has left takes no longer, ms. */
const leavingMs = 5000

const leaving = z.object({ phase: z.literal('leaving') })

export const backToDialplan = behaviour('backToDialplan', leaving, async ({ call, config, state, checkpoint }) => {
  const { telephony, clock, log } = call.pbx
  // A host that died as the caller left finds nobody there.
  if (state) call.assignment.countsAtLeast('transferred')
  call.check()
  const { context, priority } = config
  const extension = fill(config.extension, call.read).replace(/[^\w+*#.-]/g, '')
  checkpoint({ phase: 'leaving' })
  try {
    await telephony.continueIn(call.channelId, { context, extension, priority })
  } catch (error) {
    if (!(error instanceof TelephonyError)) throw error
    log.warn('a caller was not handed back to the dialplan', { callId: call.id, context, extension, error: String(error) })
    return 'failed'
  }
  call.trace('call.handedBack', { context, extension, priority })
  call.assignment.countsAtLeast('transferred')
  await call.until<void>((resolve) => {
    const timer = clock.after(leavingMs, () => resolve())
    return () => timer.cancel()
  })
  return 'failed'
})
