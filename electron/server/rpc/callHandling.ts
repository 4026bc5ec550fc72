// Personal call handling: whose it is, and what may be set.

import type { HandlingProblem } from '../../../shared/contract/base.ts'
import {
  type CallHandling,
  type HandlingTarget,
  isUsual,
  loopOf,
  targetsOf,
  usualHandling,
} from '../../../shared/domain/callHandling.ts'
import type { DialRefusal } from '../../../shared/domain/dial.ts'
import { numberOf, readDialled } from '../../../shared/domain/dialled.ts'
import { routeOf } from '../../../shared/domain/route.ts'
import { refusalOf } from '../../engine/actions/outgoing.ts'
import { EngineError } from '../../engine/api.ts'
import type { User, Uses } from '../../host/services.ts'
import { changes, revised, sameRevision } from './changes.ts'
import { type Guarded, hasRole } from './guard.ts'
import { extensionOf, found } from './mine.ts'

type HandlingDeps = Uses<'config' | 'configChanged', 'office' | 'audit'>

export const handlingProcedures = (os: Guarded, deps: HandlingDeps) => {
  const change = changes(deps)
  const { handling } = deps.store.office
  const current = (extension: string) => handling.get(extension) ?? usualHandling(extension)
  return os.callHandling.router({
    get: os.callHandling.get.handler(({ input, context: { user } }) =>
      revised(current(extensionFor(deps, user, input.extension))),
    ),
    save: os.callHandling.save.handler(async ({ input, context: { user } }) => {
      const { revision, ...given } = input
      const extension = extensionFor(deps, user, given.extension)
      sameRevision(revision, current(extension))
      const wanted = checked(deps, given)
      const save = () => void (isUsual(wanted) ? handling.remove(extension) : handling.save(wanted))
      await change.run(user, 'handling.update', extension, save)
      return revised(current(extension))
    }),
  })
}

/** The extension that is asked for, where that is the user's business. */
function extensionFor(deps: HandlingDeps, user: User, asked: string | undefined): string {
  if (asked === undefined) return extensionOf(deps, user)
  const { extensions, operators } = deps.config()
  const own = user.operatorId === null ? undefined : operators.get(user.operatorId)?.extension
  if (asked !== own && !hasRole(user, 'admin')) throw new EngineError('FORBIDDEN', 'That is not your telephone.')
  found(extensions.get(asked) ?? null, 'There is no such extension.')
  return asked
}

type Place = { problem: HandlingProblem; field: string; chain?: string[]; reason?: DialRefusal }

const refuse = (data: Place) => new EngineError('HANDLING', 'Calls cannot be handled like this.', data)

/** The rules as they are kept: a number that is a colleague's becomes the colleague. Throws HANDLING. */
function checked(deps: HandlingDeps, given: CallHandling): CallHandling {
  const { country } = deps.config().settings
  const { extensions } = deps.config()
  const inside = <T extends HandlingTarget>(to: T): T | { kind: 'extension'; number: string } => {
    const number = to.kind === 'number' ? numberOf(to.number, country) : ''
    return extensions.has(number) ? { kind: 'extension', number } : to
  }
  const place = (to: HandlingTarget | null) => to && inside(to)
  const rules: CallHandling = {
    ...given,
    busy: place(given.busy),
    noAnswer: place(given.noAnswer),
    unreachable: place(given.unreachable),
    doNotDisturb: place(given.doNotDisturb),
    away: given.away && { ...given.away, to: place(given.away.to) },
    hours: given.hours && { ...given.hours, to: inside(given.hours.to) },
    findMe: { ...given.findMe, to: given.findMe.to.map(inside) },
  }
  for (const { of, target } of targetsOf(rules)) checkTarget(deps, rules.extension, of, target)
  for (const [at, target] of rules.findMe.to.entries()) checkTarget(deps, rules.extension, `findMe.${at}`, target)
  if (rules.hours && !deps.store.office.schedules.get(rules.hours.scheduleId)) throw refuse({ problem: 'gone', field: 'hours' })
  const all = deps.config().handling
  const chain = loopOf(rules.extension, (extension) => (extension === rules.extension ? rules : all.get(extension)))
  if (chain) {
    const field = targetsOf(rules).find(({ target }) => target.kind === 'extension' && target.number === chain[1])?.of ?? ''
    throw refuse({ problem: 'loop', field, chain })
  }
  return rules
}

function checkTarget(deps: HandlingDeps, extension: string, field: string, target: HandlingTarget): void {
  const config = deps.config()
  if (target.kind === 'extension') {
    if (target.number === extension) throw refuse({ problem: 'self', field })
    if (!config.extensions.has(target.number)) throw refuse({ problem: 'gone', field })
  } else if (target.kind === 'mailbox') {
    if (!config.mailboxes.has(target.mailboxId)) throw refuse({ problem: 'gone', field })
  } else if (target.kind === 'number') {
    const { country, emergencyNumbers } = config.settings
    const read = readDialled(target.number, country)
    const number = read.kind === 'number' ? read.number : ''
    if (emergencyNumbers.includes(number)) throw refuse({ problem: 'emergency', field })
    // A number of ours would come back in, by the public network, where nobody counts how often.
    if (routeOf(config, number || target.number)) throw refuse({ problem: 'own', field })
    const limits = { check: () => {}, made: () => {} } // how many are called today is for the day of the call
    const reason = refusalOf({ office: { config, limits }, onRightOf: extension }, target.number)
    if (reason) throw refuse({ problem: 'refused', field, reason })
  }
}
