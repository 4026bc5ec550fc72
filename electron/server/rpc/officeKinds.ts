// What must hold of each kind of record, and of all of them together.
import { backendFlow } from '../../../shared/domain/backend.ts'
import type { BlockRule, Extension, Mailbox, Operator, OutgoingRule, Queue, Route } from '../../../shared/domain/office.ts'
import { EngineError } from '../../engine/api.ts'
import type { Uses } from '../../host/services.ts'
import { type RecordKindOf, taken } from './changes.ts'

export const invalid = (field: string, message: string) => new EngineError('INVALID', message, { field })
const conflict = (message: string) => new EngineError('CONFLICT', message)

/** Whether a number can be routed there: an office's flow, or one of its backends. */
export const leadsSomewhere = (deps: Uses<never, 'flows' | 'office'>, flowId: string): boolean =>
  deps.store.flows.list().some((flow) => flow.id === flowId) ||
  deps.store.office.backends.list().some((backend) => backendFlow(backend) === flowId)

/** The office's kinds of records: what each refers to, and who refers to it. */
export function officeKinds(deps: Uses<never, 'office' | 'flows'>) {
  const { office } = deps.store
  const extensions: RecordKindOf<Extension> = {
    kind: 'extension',
    records: office.extensions,
    key: 'number',
    check({ number, mailbox }, before) {
      if (before === null && office.routes.get(number)) throw taken('number', number)
      if (mailbox !== undefined && mailbox !== before?.mailbox && !office.mailboxes.get(mailbox))
        throw invalid('mailbox', 'There is no such mailbox.')
    },
    removable(number) {
      const operator = office.operators.list().find((one) => one.extension === number)
      if (operator) throw conflict(`${operator.name} has this extension.`)
      if (office.phones.list().some((phone) => phone.extension === number)) throw conflict('A desk phone has this extension.')
    },
  }
  const routes: RecordKindOf<Route> = {
    kind: 'route',
    records: office.routes,
    key: 'number',
    check({ number, flowId }, before) {
      // A number that rings a telephone today would ring it no longer.
      const extension = before === null ? office.extensions.get(number) : null
      if (extension) throw taken('number', `${extension.number} ${extension.name}`)
      if (!leadsSomewhere(deps, flowId)) throw invalid('flowId', 'There is no such flow.')
    },
  }
  const operators: RecordKindOf<Operator> = {
    kind: 'operator',
    records: office.operators,
    key: 'id',
    check: (value) => checkOperator(listsOf(deps), value),
  }
  const queues: RecordKindOf<Queue> = {
    kind: 'queue',
    records: office.queues,
    key: 'id',
    named: true,
    check({ scheduleId }, before) {
      if (scheduleId && scheduleId !== before?.scheduleId && !office.schedules.get(scheduleId))
        throw invalid('scheduleId', 'There are no such opening hours.')
    },
  }
  const mailboxes: RecordKindOf<Mailbox> = { kind: 'mailbox', records: office.mailboxes, key: 'id', named: true }
  const outgoing: RecordKindOf<OutgoingRule> = { kind: 'outgoing', records: office.outgoing, key: 'id' }
  const blocked: RecordKindOf<BlockRule> = { kind: 'blocked', records: office.blocked, key: 'id' }
  return { extensions, routes, operators, queues, mailboxes, outgoing, blocked }
}

type Lists = { extensions: ReadonlySet<string>; queues: ReadonlySet<string>; holders: ReadonlyMap<string, readonly Operator[]> }

/** What operators refer to, read once for all of them. */
function listsOf({ store: { office } }: Uses<never, 'office'>): Lists {
  return {
    extensions: new Set(office.extensions.list().map(({ number }) => number)),
    queues: new Set(office.queues.list().map(({ id }) => id)),
    holders: Map.groupBy(office.operators.list(), ({ extension }) => extension),
  }
}

function checkOperator({ extensions, queues, holders }: Lists, operator: Operator): void {
  if (!extensions.has(operator.extension)) throw invalid('extension', 'There is no such extension.')
  const unknown = operator.queues.find(({ queueId }) => !queues.has(queueId))
  if (unknown) throw invalid('queues', `There is no queue ${unknown.queueId}.`)
  const other = holders.get(operator.extension)?.find(({ id }) => id !== operator.id)
  if (other) throw taken('extension', other.name)
}

/** What does not fit together in the office, as sentences. */
export function officeProblems(deps: Uses<never, 'office' | 'users' | 'flows'>): string[] {
  const { office, users } = deps.store
  const people = users.list()
  const found: string[] = []
  const lists = listsOf(deps)
  const operators = new Map(office.operators.list().map((each) => [each.id, each]))
  for (const operator of operators.values())
    try {
      checkOperator(lists, operator)
    } catch {
      found.push(`The operator ${operator.name} needs what would go.`)
    }
  for (const { number, flowId } of office.routes.list()) {
    if (!leadsSomewhere(deps, flowId)) found.push(`The number ${number} would lead nowhere.`)
    if (lists.extensions.has(number)) found.push(`The number ${number} would be an extension and a route.`)
  }
  for (const { name, operatorId } of people)
    if (operatorId !== null && !operators.has(operatorId)) found.push(`${name} is the operator that would go.`)
  for (const { name, scheduleId } of office.queues.list())
    if (scheduleId && !office.schedules.get(scheduleId)) found.push(`The queue ${name} refers to hours that would go.`)
  if (!people.some(({ role }) => role === 'admin')) found.push('An office needs at least one admin.')
  return found
}

/** Takes an entry of the audit trail back. Throws CONFLICT when the office would then not fit together, and does nothing. */
export function undo(deps: Uses<never, 'office' | 'users' | 'flows' | 'audit'>, id: number, userId: string): void {
  const before = new Set(officeProblems(deps))
  deps.store.audit.undo(id, userId, () => {
    const problem = officeProblems(deps).find((each) => !before.has(each))
    if (problem !== undefined) throw conflict(problem)
  })
}
