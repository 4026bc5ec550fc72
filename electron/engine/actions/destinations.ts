// What a destination means in SIP: the phones of an extension, a number through a trunk, a SIP URI.

import { cleanNumber, DialError, formatDialNumber, ruleFor } from '../../../shared/domain/dial.ts'
import type { Extension, Trunk } from '../../../shared/domain/office.ts'
import { fill } from '../../../shared/domain/template.ts'
import type { Destination } from '../../../shared/nodes/transfer.ts'
import type { Call } from '../session/call.ts'
import { ConfigurationError } from '../session/ends.ts'
import type { Exchange } from '../session/exchange.ts'

/** One thing to ring; an extension has one a registered phone. */
export type Ringable = {
  endpoint: string
  extension: string | null
  destination: string
  callerId: { name: string; number: string }
}

/** Whom a number is dialled for: rights, caller id, variables. */
export type Dialler = Pick<Call, 'exchange' | 'kind' | 'extension' | 'from' | 'fromName' | 'read'>

/** Registered phones of an extension, the softphone first. */
export function phonesOf(exchange: Pick<Exchange, 'online'>, extension: string): string[] {
  return [`${extension}-web`, extension].filter((name) => exchange.online.has(name))
}

/** Everything that rings for `to`; empty for an extension without a registered phone. Throws DialError, ConfigurationError. */
export function ringables(call: Dialler, to: Destination, callerId: string): Ringable[] {
  const text = fill(to.kind === 'uri' ? to.uri : to.number, call.read).trim()
  const { config } = call.exchange
  const own = { name: call.fromName, number: callerId || call.from }
  if (to.kind === 'uri') {
    return [{ endpoint: `PJSIP/sip-address/${text}`, extension: null, destination: text, callerId: own }]
  }
  const digits = cleanNumber(text)
  if (to.kind === 'extension' || config.extensions.has(digits)) {
    if (!config.extensions.has(text) && !config.extensions.has(digits))
      throw new ConfigurationError('UNKNOWN_EXTENSION', `There is no extension “${text}”.`)
    const number = config.extensions.has(text) ? text : digits
    return phonesOf(call.exchange, number).map((name) => ({
      endpoint: `PJSIP/${name}`,
      extension: number,
      destination: number,
      callerId: own,
    }))
  }
  return [outside(call, digits, to.trunkId, callerId)]
}

function outside(call: Dialler, number: string, trunkId: string | undefined, callerId: string): Ringable {
  const { config } = call.exchange
  const emergency = config.settings.emergencyNumbers
  const way = emergency.includes(number)
    ? emergencyWay(call.exchange)
    : trunkId
      ? namedTrunk(call.exchange, trunkId)
      : byRules(call, number)
  const dialled = formatDialNumber(way.number ?? number, way.trunk.dialFormat, emergency)
  const shown = callerId || way.callerId || way.trunk.callerId || config.settings.reception[0] || ''
  return {
    endpoint: `PJSIP/${dialled}@trunk-${way.trunk.id}`,
    extension: null,
    destination: number,
    callerId: { name: shown === call.from ? call.fromName : config.settings.name, number: shown },
  }
}

type Way = { trunk: Trunk; callerId: string; number?: string }

function emergencyWay({ config }: Exchange): Way {
  const trunks = [...config.trunks.values()]
  const trunk = trunks.find((t) => t.emergency) ?? trunks[0]
  if (!trunk) throw new DialError('noTrunk', 'There is no trunk for emergency calls.')
  return { trunk, callerId: '' }
}

function namedTrunk({ config }: Exchange, id: string): Way {
  const trunk = config.trunks.get(id)
  if (!trunk) throw new ConfigurationError('UNKNOWN_TRUNK', `There is no trunk “${id}”.`)
  return { trunk, callerId: '' }
}

function byRules(call: Dialler, number: string): Way {
  const { config } = call.exchange
  const rule = ruleFor(number.replace(/^\+/, '00'), config.outgoing) ?? ruleFor(number, config.outgoing)
  if (!rule) throw new DialError('noRule', `No outgoing rule fits ${number}.`)
  const caller: Extension | undefined =
    call.kind === 'phone' && call.extension ? config.extensions.get(call.extension) : undefined
  if (caller && !caller.mayDial.includes(rule.class))
    throw new DialError('notAllowed', `Extension ${caller.number} may not make ${rule.class} calls.`)
  const trunk = config.trunks.get(rule.trunkId)
  if (!trunk) throw new ConfigurationError('UNKNOWN_TRUNK', `There is no trunk “${rule.trunkId}”.`)
  return { trunk, callerId: rule.callerId, number: number.replace(/^\+/, '00').slice(rule.strip) }
}
