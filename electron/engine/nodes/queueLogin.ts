// Queue Login: an operator logs in or out by PIN from any phone; off-hook the line is kept for the callers.
import { z } from 'zod'
import { ensureAnswered } from '../actions/answer.ts'
import { gatherDigits } from '../actions/collect.ts'
import { hangup } from '../actions/endings.ts'
import { phrase } from '../actions/phrases.ts'
import { play } from '../actions/play.ts'
import type { Pins } from '../ports.ts'
import { type Lockouts, outsideFailures } from '../queues/lockouts.ts'
import type { Operators } from '../queues/operators.ts'
import type { Call } from '../session/call.ts'
import { behaviour } from './behaviour.ts'

const loginState = z.object({ phase: z.literal('offHook'), operatorId: z.string(), queues: z.array(z.string()) })
const pinTries = 3
const pinSeconds = 10

/** Who is counted for wrong PINs, and how many each may make: the extension of our own phones; of everyone else the number they
 * show, the number they dialled, and all that try from outside together. */
const locks = (call: Call): { key: string; most?: number }[] =>
  call.extension
    ? [{ key: `ext:${call.extension}` }]
    : [
        { key: `num:${call.from || 'anonymous'}` },
        { key: `route:${call.to}`, most: outsideFailures.route },
        { key: 'pins:outside', most: outsideFailures.pins },
      ]

export type LoginContext = { operators: Operators; lockouts: Lockouts; pins: Pins }

type Asked = { kind: 'operator'; id: string } | { kind: 'logout' } | { kind: 'refused' }

async function askPin(
  call: Call,
  { lockouts, pins }: LoginContext,
  config: { prompt?: Parameters<typeof gatherDigits>[1] },
): Promise<Asked> {
  const { config: office } = call.office
  const counted = locks(call)
  const locked = () => counted.some(({ key }) => lockouts.lockedUntil(key) !== null)
  for (let tries = 0; tries < pinTries; tries++) {
    if (locked()) {
      call.trace('login.locked')
      await play(call, phrase(call, 'locked'))
      return { kind: 'refused' }
    }
    const typed = await gatherDigits(call, config.prompt ?? phrase(call, 'enterPin'), {
      maxDigits: office.settings.pinLength,
      terminationDigits: '#',
      timeoutSeconds: pinSeconds,
      secret: true,
    })
    call.check()
    // Part of a PIN is not tried: a slow caller is asked again, and has used no try of the lockout.
    if (typed.result !== 'success') continue
    if (typed.digits === '') {
      if (typed.terminator === '#' && call.extension) return { kind: 'logout' }
      continue
    }
    const id = await pins.find(typed.digits)
    call.check()
    const operator = id ? office.operators.get(id) : undefined
    // From outside only permitted operators; all others hear the prompt for a wrong PIN.
    if (id && operator && (call.extension || operator.loginFromOutside)) {
      // What others tried for this number and these PINs stays counted.
      lockouts.succeeded(counted[0]?.key ?? '')
      return { kind: 'operator', id }
    }
    const left = counted.map(({ key, most }) => lockouts.failed(key, most))
    call.trace('login.refused', { triesLeft: Math.min(...left) })
    await play(call, phrase(call, 'wrongPin'))
    // The “#” some press after a PIN of full length must not count as the wish to log out.
    call.keys.keep(call.keys.take().join('').replace(/^#/, ''))
  }
  if (locked()) await play(call, phrase(call, 'locked'))
  return { kind: 'refused' }
}

export const queueLogin = (context: LoginContext) =>
  behaviour('queueLogin', loginState, async ({ call, config, state, checkpoint }) => {
    if (state) return offHook(call, context.operators, state.operatorId, state.queues, true)
    await ensureAnswered(call)
    const { operators } = context
    const operator = call.extension ? operators.byExtension(call.extension) : undefined
    const isIn = operator !== undefined && operators.of(operator.id).queues.length > 0
    const asked: Asked = config.whenLoggedIn === 'logout' && isIn ? { kind: 'logout' } : await askPin(call, context, config)
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
