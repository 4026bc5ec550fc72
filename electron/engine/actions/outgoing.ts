// Who may call what outside: every number and SIP address that leaves the house is judged here, whichever way it was asked for.
import { DialError, type DialRefusal, requireNumber, sentNumber } from '../../../shared/domain/dial.ts'
import { numberOf } from '../../../shared/domain/dialled.ts'
import { classOf, type NumberClass } from '../../../shared/domain/numberClass.ts'
import type { OutgoingRule, Trunk } from '../../../shared/domain/office.ts'
import { chooseRule, emergencyTrunks, trunksOf } from '../../../shared/domain/outgoing.ts'
import { ConfigurationError } from '../session/callErrors.ts'
import type { OfficeContext } from '../session/context.ts'

/** On whose right: an extension's person, or the office itself (its flows, backends and API, which administrators made). */
export type Asker = { office: Pick<OfficeContext, 'config' | 'limits'>; onRightOf: string | null }

/** A trunk, and what it is sent. */
export type SentBy = { trunk: Trunk; dialled: string }

/** `by`: the trunks in the order in which they are tried. */
export type WayOutside = {
  by: [SentBy, ...SentBy[]]
  rule: OutgoingRule | null
  country: string
  emergency: boolean
}

type Right = OutgoingRule['class']
const order: readonly Right[] = ['national', 'international', 'premium']
const rightFor: Record<NumberClass, Right> = { national: 'national', international: 'international', costly: 'premium' }
const officeRights: readonly Right[] = order

/** The trunks a number leaves by, and what each is sent. An emergency number always has one. Throws DialError, ConfigurationError. */
export function judgeNumber({ office, onRightOf }: Asker, asked: string, trunkId?: string): WayOutside {
  const { config, limits } = office
  const { country } = config.settings
  const { number } = requireNumber(asked, country)
  if (config.settings.emergencyNumbers.includes(number)) return emergencyWay(config, number)
  const { rule, form, kind } = chooseRule(number, config.outgoing, country)
  if (!rule && !trunkId) throw new DialError('noRule', `No outgoing rule fits ${number}.`)
  const named = trunkId ? [trunkId] : rule ? trunksOf(rule) : []
  const [first, ...others] = named.flatMap((id) => config.trunks.get(id) ?? [])
  if (!first) throw new ConfigurationError('UNKNOWN_TRUNK', `There is no trunk “${named[0]}”.`)
  const counted = trunkId ? classOf(number, country) : kind
  checkRight(config, onRightOf, rule, counted.class, number)
  limits.check(counted.country, counted.country !== country)
  const strip = trunkId ? 0 : (rule?.strip ?? 0)
  const sent = (trunk: Trunk): SentBy => ({
    trunk,
    dialled: sentNumber(number, { form, strip }, trunk.dialFormat, country, trunk.numbersOut),
  })
  return {
    by: [sent(first), ...others.map(sent)],
    rule: trunkId ? null : rule,
    country: counted.country,
    emergency: false,
  }
}

/** What a rule calls national may be premium all the same: the stricter of the two counts. A costly range needs a premium rule. */
function checkRight(
  config: OfficeContext['config'],
  onRightOf: string | null,
  rule: OutgoingRule | null,
  kind: NumberClass,
  number: string,
): void {
  if (kind === 'costly' && rule?.class !== 'premium')
    throw new DialError('costly', `${number} is in a range that costs extra, which no rule allows.`)
  const needed = [rightFor[kind], rule?.class ?? 'national'].reduce((a, b) => (order.indexOf(a) > order.indexOf(b) ? a : b))
  // An extension that is gone has no rights.
  const rights = onRightOf === null ? officeRights : (config.extensions.get(onRightOf)?.mayDial ?? [])
  if (!rights.includes(needed)) throw new DialError('notAllowed', `Extension ${onRightOf} may not make ${needed} calls.`)
}

function emergencyWay({ trunks }: OfficeContext['config'], number: string): WayOutside {
  const [first, ...others] = emergencyTrunks([...trunks.values()])
  if (!first) throw new DialError('noTrunk', 'There is no trunk for emergency calls.')
  const sent = (trunk: Trunk): SentBy => ({ trunk, dialled: number })
  return { by: [sent(first), ...others.map(sent)], rule: null, country: '', emergency: true }
}

/** A SIP address on another server: off unless the office wants it, and then with the right for calls abroad. Throws DialError. */
export function judgeAddress({ office, onRightOf }: Asker, uri: string): void {
  const { config, limits } = office
  if (!config.settings.sipAddresses) throw new DialError('sipAddress', `SIP addresses may not be called: ${uri}`)
  if (onRightOf !== null && !config.extensions.get(onRightOf)?.mayDial.includes('international'))
    throw new DialError('notAllowed', `Extension ${onRightOf} may not call SIP addresses.`)
  limits.check('sip', true)
}

/** Why a number may not be dialled; null when it may. Inside numbers always may. */
export function refusalOf(asker: Asker, number: string): DialRefusal | null {
  const { extensions, settings } = asker.office.config
  if (extensions.has(numberOf(number, settings.country))) return null
  try {
    judgeNumber(asker, number)
    return null
  } catch (error) {
    if (error instanceof DialError) return error.code
    if (error instanceof ConfigurationError) return 'noTrunk'
    throw error
  }
}
