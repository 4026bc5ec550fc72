// An operator's PIN by phone: who is counted for wrong ones, and who is locked out.
import { gatherDigits } from '../actions/collect.ts'
import { phrase } from '../actions/phrases.ts'
import { play } from '../actions/play.ts'
import type { Pins } from '../ports.ts'
import { type Lockouts, outsideFailures } from '../queues/lockouts.ts'
import type { Call } from '../session/call.ts'

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

export type PinContext = { lockouts: Lockouts; pins: Pins }

/** Whose PIN it was; `logout` for `#` alone, pressed at a phone of the office. */
export type Asked = { kind: 'operator'; id: string } | { kind: 'logout' } | { kind: 'refused' }

/** Asks up to three times, as long as nobody who is counted is locked. Rejects with CallEnded. */
export async function askPin(
  call: Call,
  { lockouts, pins }: PinContext,
  prompt?: Parameters<typeof gatherDigits>[1],
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
    const typed = await gatherDigits(call, prompt ?? phrase(call, 'enterPin'), {
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
