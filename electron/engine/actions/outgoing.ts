// Who may call what outside: every number and SIP address that leaves the house is judged here, whichever way it was asked for.
import { cleanNumber, DialError, type DialRefusal, displayNumber, ruleFor } from '../../../shared/domain/dial.ts'
import { classOf, type NumberClass } from '../../../shared/domain/numberClass.ts'
import type { OutgoingRule, Trunk } from '../../../shared/domain/office.ts'
import { ConfigurationError } from '../session/callErrors.ts'
import type { OfficeContext } from '../session/context.ts'

/** On whose right: an extension's person, or the office itself (its flows, backends and API, which administrators made). */
export type Asker = { office: Pick<OfficeContext, 'config' | 'limits'>; onRightOf: string | null }

export type WayOutside = { trunk: Trunk; rule: OutgoingRule | null; number: string; country: string; emergency: boolean }

type Right = OutgoingRule['class']
const order: readonly Right[] = ['national', 'international', 'premium']
const rightFor: Record<NumberClass, Right> = { national: 'national', international: 'international', costly: 'premium' }
const officeRights: readonly Right[] = order

/** The trunk a number leaves by. An emergency number always has one. Throws DialError, ConfigurationError. */
export function judgeNumber({ office, onRightOf }: Asker, asked: string, trunkId?: string): WayOutside {
  const { config, limits } = office
  const number = cleanNumber(asked)
  if (config.settings.emergencyNumbers.includes(number)) return emergencyWay(config, number)
  const { rule, whole } = ruleOf(config, number)
  if (!rule && !trunkId) throw new DialError('noRule', `No outgoing rule fits ${number}.`)
  const trunk = trunkId ? config.trunks.get(trunkId) : config.trunks.get(rule?.trunkId ?? '')
  if (!trunk) throw new ConfigurationError('UNKNOWN_TRUNK', `There is no trunk “${trunkId ?? rule?.trunkId}”.`)
  const strip = trunkId ? 0 : (rule?.strip ?? 0)
  const kind = classOf(strip ? whole.slice(strip) : number, config.settings.country)
  checkRight(config, onRightOf, rule, kind.class, number)
  limits.check(kind.country, kind.country !== config.settings.country)
  return {
    trunk,
    rule: trunkId ? null : rule,
    number: strip ? whole.slice(strip) : trunkId ? number : whole,
    country: kind.country,
    emergency: false,
  }
}

/** The rule for a number, and the number in the form that the rule fits. For a costly one a rule that says so goes first, also when it is written as it is dialled at home. */
function ruleOf({ outgoing, settings }: OfficeContext['config'], number: string): { rule: OutgoingRule | null; whole: string } {
  const whole = number.replace(/^\+/, '00')
  const kind = classOf(number, settings.country)
  if (kind.class === 'costly') {
    const atHome = kind.country === settings.country ? displayNumber(number, settings.country).replace(/\D/g, '') : whole
    for (const form of [whole, number, atHome]) {
      const rule = ruleFor(
        form,
        outgoing.filter((each) => each.class === 'premium'),
      )
      if (rule) return { rule, whole: form }
    }
  }
  return { rule: ruleFor(whole, outgoing) ?? ruleFor(number, outgoing), whole }
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
  return { trunk, rule: null, number, country: '', emergency: true }
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
  if (asker.office.config.extensions.has(cleanNumber(number))) return null
  try {
    judgeNumber(asker, number)
    return null
  } catch (error) {
    if (error instanceof DialError) return error.code
    if (error instanceof ConfigurationError) return 'noTrunk'
    throw error
  }
}
