// Which way a number goes out: the same steps as the engine's, for whoever wants to try a number without dialling it.
import { cleanNumber, DialError, type DialRefusal, formatDialNumber, ruleFor } from './dial.ts'
import { classOf } from './numberClass.ts'
import type { OutgoingRule, Trunk } from './office.ts'

export type WayOut =
  | { rule: OutgoingRule | null; trunk: Pick<Trunk, 'id' | 'name'>; dialled: string }
  | { problem: DialRefusal; rule: OutgoingRule | null }

type TrunkLike = Pick<Trunk, 'id' | 'name' | 'dialFormat' | 'emergency'>

/** The rule (`null`: an emergency number, which needs none), the trunk and the digits that it is sent; or what is missing. */
export function wayOut(
  number: string,
  rules: readonly OutgoingRule[],
  trunks: readonly TrunkLike[],
  emergencyNumbers: readonly string[],
  country: string,
): WayOut {
  const digits = cleanNumber(number)
  if (emergencyNumbers.includes(digits)) {
    const trunk = trunks.find((each) => each.emergency) ?? trunks[0]
    return trunk ? { rule: null, trunk, dialled: digits } : { problem: 'noTrunk', rule: null }
  }
  // A plus is dialled as 00, as trunks without E.164 want it.
  const whole = digits.replace(/^\+/, '00')
  const rule = ruleFor(whole, rules) ?? ruleFor(digits, rules)
  // The engine's judgement, see electron/engine/actions/outgoing.ts.
  if (rule && rule.class !== 'premium' && classOf(whole.slice(rule.strip), country).class === 'costly')
    return { problem: 'costly', rule }
  if (!rule) return { problem: digits.length < 3 ? 'tooShort' : 'noRule', rule: null }
  const trunk = trunks.find((each) => each.id === rule.trunkId)
  if (!trunk) return { problem: 'noTrunk', rule }
  try {
    return { rule, trunk, dialled: formatDialNumber(whole.slice(rule.strip), trunk.dialFormat, emergencyNumbers) }
  } catch (error) {
    return { problem: error instanceof DialError ? error.code : 'noRule', rule }
  }
}
