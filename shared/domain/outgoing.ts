// Which way a number goes out: the same steps for the engine, and for whoever wants to try a number without dialling it.
import { DialError, type DialRefusal, displayNumber, matchRule, requireNumber, sentNumber, withPlus } from './dial.ts'
import { classOf, type NumberClass } from './numberClass.ts'
import type { OutgoingRule, Trunk } from './office.ts'

/** A trunk, and the digits that it is sent. */
type SentBy = { trunk: Pick<Trunk, 'id' | 'name'>; dialled: string }

export type WayOut =
  /** `others`: what is tried in their order where the trunk cannot carry the call. */
  ({ rule: OutgoingRule | null; others: SentBy[] } & SentBy) | { problem: DialRefusal; rule: OutgoingRule | null }

/** Without a sign of the call for so long the next trunk is tried, where a rule says nothing else, s. */
export const defaultNextAfterSeconds = 8

/** The trunks that a rule names, in the order in which they are tried. */
export const trunksOf = ({ trunkId, otherTrunkIds = [] }: Pick<OutgoingRule, 'trunkId' | 'otherTrunkIds'>): string[] => [
  ...new Set([trunkId, ...otherTrunkIds]),
]

/** The trunks for emergency calls: the one that is marked first. */
export const emergencyTrunks = <T extends Pick<Trunk, 'emergency'>>(trunks: readonly T[]): T[] => [
  ...trunks.filter(({ emergency }) => emergency),
  ...trunks.filter(({ emergency }) => !emergency),
]

type TrunkLike = Pick<Trunk, 'id' | 'name' | 'dialFormat' | 'emergency'> & Partial<Pick<Trunk, 'numbersOut'>>

/** The rule for a number, the form of the number that the rule shows, and what kind of number leaves by it. */
export type ChosenRule = { rule: OutgoingRule | null; form: string | null; kind: { class: NumberClass; country: string } }

const strictness: readonly NumberClass[] = ['national', 'international', 'costly']

/** The rule that takes a number. For a costly one a rule that says so goes first, also when it is written as it is dialled at home. */
export function chooseRule(number: string, rules: readonly OutgoingRule[], country: string): ChosenRule {
  const kind = classOf(number, country)
  if (kind.class === 'costly') {
    const premium = rules.filter((each) => each.class === 'premium')
    const atHome = kind.country === country ? displayNumber(number, country).replace(/\D/g, '') : number
    const found = matchRule(number, premium, country) ?? matchRule(atHome, premium, country)
    if (found) return { ...found, kind: leaving(number, found, kind, country) }
  }
  const found = matchRule(number, rules, country)
  return found ? { ...found, kind: leaving(number, found, kind, country) } : { rule: null, form: null, kind }
}

/** What is stripped off a number dialled at home may have hidden what it is; with a country code the whole number tells. The stricter counts. */
function leaving(
  number: string,
  { rule, form }: { rule: OutgoingRule; form: string },
  kind: ChosenRule['kind'],
  country: string,
): ChosenRule['kind'] {
  if (rule.strip === 0) return kind
  const rest = classOf(form.slice(rule.strip), country)
  if (!withPlus(number, country).startsWith('+')) return rest
  return strictness.indexOf(rest.class) > strictness.indexOf(kind.class) && rest.class === 'costly'
    ? { ...kind, class: 'costly' }
    : kind
}

/** The rule (`null`: an emergency number, which needs none), the trunks and the digits that each is sent; or what is missing. */
export function wayOut(
  number: string,
  rules: readonly OutgoingRule[],
  trunks: readonly TrunkLike[],
  emergencyNumbers: readonly string[],
  country: string,
): WayOut {
  let chosen: ChosenRule | null = null
  try {
    const digits = requireNumber(number, country).number
    if (emergencyNumbers.includes(digits)) {
      return sentBy(
        null,
        emergencyTrunks(trunks).map((trunk) => ({ trunk, dialled: digits })),
      )
    }
    chosen = chooseRule(digits, rules, country)
    const { rule, form, kind } = chosen
    if (!rule) return { problem: digits.length < 3 ? 'tooShort' : 'noRule', rule: null }
    // The engine's judgement, see electron/engine/actions/outgoing.ts.
    if (rule.class !== 'premium' && kind.class === 'costly') return { problem: 'costly', rule }
    const named = trunksOf(rule).flatMap((id) => trunks.find((each) => each.id === id) ?? [])
    return sentBy(
      rule,
      named.map((trunk) => ({
        trunk,
        dialled: sentNumber(digits, { form, strip: rule.strip }, trunk.dialFormat, country, trunk.numbersOut),
      })),
    )
  } catch (error) {
    return { problem: error instanceof DialError ? error.code : 'noRule', rule: chosen?.rule ?? null }
  }
}

function sentBy(rule: OutgoingRule | null, [first, ...others]: SentBy[]): WayOut {
  return first ? { rule, ...first, others } : { problem: 'noTrunk', rule }
}
