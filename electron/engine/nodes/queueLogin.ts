// Queue Login: an operator logs in or out by PIN from any phone; off-hook the line is kept for the callers.
import { z } from 'zod'
import { ensureAnswered } from '../actions/answer.ts'
import { hangup } from '../actions/endings.ts'
import { phrase } from '../actions/phrases.ts'
import { play } from '../actions/play.ts'
import type { Operators } from '../queues/operators.ts'
import type { Call } from '../session/call.ts'
import { type Asked, askPin, type PinContext } from './askPin.ts'
import { behaviour } from './behaviour.ts'

const loginState = z.object({ phase: z.literal('offHook'), operatorId: z.string(), queues: z.array(z.string()) })
export type LoginContext = PinContext & { operators: Operators }

export const queueLogin = (context: LoginContext) =>
  behaviour('queueLogin', loginState, async ({ call, config, state, checkpoint }) => {
    if (state) return offHook(call, context.operators, state.operatorId, state.queues, true)
    await ensureAnswered(call)
    const { operators } = context
    const operator = call.extension ? operators.byExtension(call.extension) : undefined
    const isIn = operator !== undefined && operators.of(operator.id).queues.length > 0
    const asked: Asked =
      config.whenLoggedIn === 'logout' && isIn ? { kind: 'logout' } : await askPin(call, context, config.prompt)
    if (asked.kind === 'logout') {
      if (operator) operators.logout(operator.id, config.queueIds)
      call.trace('login.out', { operatorId: operator?.id ?? null })
      await play(call, phrase(call, 'loggedOut'))
    } else if (asked.kind === 'operator') {
      call.assignment.by(asked.id)
      call.trace('login.in', { operatorId: asked.id, mode: config.mode })
      if (config.mode === 'offHook') {
        await play(call, phrase(call, 'loggedIn'))
        checkpoint({ phase: 'offHook', operatorId: asked.id, queues: config.queueIds })
        return offHook(call, context.operators, asked.id, config.queueIds, false)
      }
      operators.login(asked.id, config.queueIds)
      await play(call, phrase(call, 'loggedIn'))
    }
    await hangup(call)
    return 'done'
  })

/** The operator's line waits with music; each caller is announced by a beep and joined to it without ringing. */
async function offHook(
  call: Call,
  operators: Operators,
  operatorId: string,
  queues: string[],
  resumed: boolean,
): Promise<string> {
  const { telephony, channels, log } = call.pbx
  const quietly = (work: Promise<void>) =>
    work.catch((error: unknown) => log.warn('an operator’s line', { callId: call.id, error: String(error) }))
  const music = () => void quietly(telephony.startMusic(call.channelId))
  const closeLine = operators.openLine(operatorId, {
    callId: call.id,
    channelId: call.channelId,
    sipCallId: call.sipCallId,
    taken: () => telephony.stopMusic(call.channelId),
    back: (ended) => {
      if (ended) return call.end()
      channels.own(call.channelId, call)
      music()
    },
  })
  operators.login(operatorId, queues)
  if (!resumed) music() // after a restart it still plays, or the line is talking
  try {
    await call.until<void>(() => () => {})
    return 'done'
  } finally {
    closeLine()
    operators.logout(operatorId, queues)
  }
}
