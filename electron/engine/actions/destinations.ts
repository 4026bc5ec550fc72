// What a destination means in SIP: the phones of an extension, a number through a trunk, a SIP URI.

import { isWithheld } from '../../../shared/domain/caller.ts'
import { DialError, inFormat } from '../../../shared/domain/dial.ts'
import { numberOf, readDialled } from '../../../shared/domain/dialled.ts'
import type { NumberFormat } from '../../../shared/domain/office.ts'
import { defaultNextAfterSeconds } from '../../../shared/domain/outgoing.ts'
import { fill } from '../../../shared/domain/template.ts'
import { thereOf } from '../../../shared/domain/trunk.ts'
import type { Destination } from '../../../shared/nodes/destination.ts'
import type { Call } from '../session/call.ts'
import { ConfigurationError } from '../session/callErrors.ts'
import { phonesToRing, type Ringable } from '../session/ringing.ts'
import type { TrunkWay } from '../session/trunkWay.ts'
import { byStanding, withRoom } from './failover.ts'
import { type Asker, judgeAddress, judgeNumber, type SentBy } from './outgoing.ts'

/** Whom a number is dialled for: rights, caller id, variables. */
export type Dialler = Pick<Call, 'office' | 'kind' | 'extension' | 'from' | 'fromName' | 'read'> &
  Pick<Call['assignment'], 'handOver' | 'operatorId'> & {
    /** Who calls by what the network asserts beside a withheld number: for emergency calls. */
    asserted?(): string | null
  }

/** The caller as the party for whom a number is dialled. */
export function diallerOf({ office, kind, extension, from, fromName, read, assignment, records, id }: Call): Dialler {
  const { handOver, operatorId } = assignment
  return { office, kind, extension, from, fromName, read, handOver, operatorId, asserted: () => records.identities.of(id) }
}

/** The extension that `to` names; null for what is outside, and for one there is not. */
export function extensionAt(call: Pick<Dialler, 'office' | 'read'>, to: Destination): string | null {
  if (to.kind === 'uri') return null
  const text = fill(to.number, call.read).trim()
  const { extensions, settings } = call.office.config
  const digits = numberOf(text, settings.country)
  return extensions.has(text) ? text : extensions.has(digits) ? digits : null
}

/** Everything that rings for `to`; empty for an extension without a registered phone. Throws DialError, ConfigurationError. */
export function ringables(call: Dialler, to: Destination, callerId: string): Ringable[] {
  const text = fill(to.kind === 'uri' ? to.uri : to.number, call.read).trim()
  const { config } = call.office
  const own = { name: call.fromName, number: callerId || call.from }
  if (to.kind === 'uri') {
    judgeAddress(askerOf(call), text)
    return [{ to: { kind: 'address', uri: text }, extension: null, destination: text, callerId: own, country: 'sip' }]
  }
  const read = readDialled(text, config.settings.country)
  const digits = read.kind === 'number' ? read.number : ''
  if (to.kind === 'extension' || config.extensions.has(digits)) {
    const number = extensionAt(call, to)
    if (number === null) throw new ConfigurationError('UNKNOWN_EXTENSION', `There is no extension “${text}”.`)
    return phonesToRing(call.office, [number], own)
  }
  const keys = read.kind === 'number' && read.keys !== '' ? { keys: read.keys } : {}
  return [{ ...outside(call, digits || text, to.trunkId, callerId), ...keys }]
}

function outside(call: Dialler, number: string, trunkId: string | undefined, callerId: string): Ringable {
  const { config } = call.office
  const way = judgeNumber(askerOf(call), number, trunkId)
  const asserted = way.emergency && isWithheld(call.from) ? call.asserted?.() : null
  const via = ({ trunk, dialled }: SentBy): TrunkWay => {
    const there = thereOf(trunk)
    const emergencyIdentity = trunk.trustIdentity ? asserted : null
    const own = way.rule?.callerId || trunk.callerId || config.settings.reception[0] || ''
    return {
      to: { kind: 'trunk', trunkId: trunk.id, number: dialled, ...(there ? { there } : {}) },
      callerId: emergencyIdentity
        ? { name: '', number: inFormat(emergencyIdentity, trunk.numbersOut, config.settings.country), withheld: true }
        : shownOutside(call, callerId || own, own, trunk.numbersOut),
      trunk: trunk.name,
    }
  }
  // Whoever is in need is not told that there are too many calls.
  const room = way.emergency ? { by: way.by, passedOver: [] } : withRoom(way.by, call.office.trunkCalls)
  const { by, passedOver } = byStanding(room.by, call.office.trunkStates)
  const [first, ...others] = by
  if (!first) throw new DialError('trunksFull', `The trunks for ${number} carry as many calls as they may.`)
  const { trunk, ...leaves } = via(first)
  const passed = [...room.passedOver, ...passedOver]
  const failover = others.length > 0 || passed.length > 0
  const silentMs = (way.rule?.nextAfterSeconds ?? defaultNextAfterSeconds) * 1000
  return {
    ...leaves,
    extension: null,
    destination: number,
    ...(failover ? { failover: { trunk, next: others.map(via), silentMs, passedOver: passed } } : {}),
    // An emergency call counts for nothing.
    ...(way.emergency ? {} : { country: way.country }),
  }
}

/** A caller who withholds the number stays withheld when the call goes on: the network gets the office's, and shows none. */
function shownOutside(call: Dialler, shown: string, own: string, format: NumberFormat): Ringable['callerId'] {
  const { name, country } = call.office.config.settings
  const written = (number: string) => inFormat(number, format, country)
  if (shown !== '' && isWithheld(shown)) return { name: '', number: written(own), withheld: true }
  return { name: shown === call.from ? call.fromName : name, number: written(shown) }
}

/** Whose right counts: the transferor's, else that of the person at the caller's phone, else the office's. */
function askerOf({ office, kind, extension, handOver, operatorId }: Dialler): Asker {
  const person = kind === 'inbound' || kind === 'test' ? null : extension
  if (handOver) return { office, onRightOf: handOver.by ?? person }
  const operator = kind === 'return' && operatorId ? (office.config.operators.get(operatorId)?.extension ?? null) : null
  return { office, onRightOf: person ?? operator }
}
