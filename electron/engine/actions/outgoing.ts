// Who may call what outside: every number and SIP address that leaves the house is judged here, whichever way it was asked for.
import { DialError, type DialRefusal, requireNumber, sentNumber } from '../../../shared/domain/dial.ts'
import { numberOf } from '../../../shared/domain/dialled.ts'
import { classOf, type NumberClass } from '../../../shared/domain/numberClass.ts'
import type { OutgoingRule, Trunk } from '../../../shared/domain/office.ts'
import { chooseRule } from '../../../shared/domain/outgoing.ts'
import { ConfigurationError } from '../session/callErrors.ts'
import type { OfficeContext } from '../session/context.ts'

/** On whose right: an extension's person, or the office itself (its flows, backends and API, which administrators made). */
export type Asker = { office: Pick<OfficeContext, 'config' | 'limits'>; onRightOf: string | null }

/** `dialled`: what the trunk is sent. */
export type WayOutside = { trunk: Trunk; rule: OutgoingRule | null; dialled: string; country: string; emergency: boolean }

type Right = OutgoingRule['class']
const order: readonly Right[] = ['national', 'international', 'premium']
const rightFor: Record<NumberClass, Right> = { national: 'national', international: 'international', costly: 'premium' }
const officeRights: readonly Right[] = order

/** The trunk a number leaves by, and what it is sent. An emergency number always has one. Throws DialError, ConfigurationError. */
export function judgeNumber({ office, onRightOf }: Asker, asked: string, trunkId?: string): WayOutside {
  const { config, limits } = office
  const { country } = config.settings
  const { number } = requireNumber(asked, country)
  if (config.settings.emergencyNumbers.includes(number)) return emergencyWay(config, number)
  const { rule, form, kind } = chooseRule(number, config.outgoing, country)
  if (!rule && !trunkId) throw new DialError('noRule', `No outgoing rule fits ${number}.`)
  const trunk = config.trunks.get(trunkId ?? rule?.trunkId ?? '')
  if (!trunk) throw new ConfigurationError('UNKNOWN_TRUNK', `There is no trunk “${trunkId ?? rule?.trunkId}”.`)
  const counted = trunkId ? classOf(number, country) : kind
  checkRight(config, onRightOf, rule, counted.class, number)
  limits.check(counted.country, counted.country !== country)
  return {
    trunk,
    rule: trunkId ? null : rule,
    dialled: sentNumber(number, { form, strip: trunkId ? 0 : (rule?.strip ?? 0) }, trunk.dialFormat, country),
    country: counted.country,
    emergency: false,
  }
}

/** What a rule calls national may be premium all the same: the stricter of the two counts. A costly range needs a rule of its own. */
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
  const all = [...trunks.values()]
  const trunk = all.find((each) => each.emergency) ?? all[0]
  if (!trunk) throw new DialError('noTrunk', 'There is no trunk for emergency calls.')
  return { trunk, rule: null, dialled: number, country: '', emergency: true }
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
