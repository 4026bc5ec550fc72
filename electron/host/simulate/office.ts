// The office a simulated call comes to: the real one's queues and people, and stand-ins for what a flow names and the office has not.
import {
  type Extension,
  extension,
  mailbox,
  type OfficeConfig,
  type Operator,
  operator,
  outgoingRule,
  queue,
  settingsOf,
  trunk,
} from '../../../shared/domain/office.ts'
import { officeSchedule } from '../../../shared/domain/officeSchedule.ts'
import { days } from '../../../shared/domain/schedule.ts'
import { speechSettings } from '../../../shared/domain/voices.ts'
import type { FlowDocument } from '../../../shared/flow/document.ts'
import type { SimulatedStart } from '../../../shared/flow/run.ts'
import { nodeTypeOf } from '../../../shared/nodes/index.ts'
import type { Reference } from '../../../shared/nodes/nodeType.ts'

/** Of opening hours that the flow names and the office has not. */
const weekly = Object.fromEntries(days.slice(0, 5).map((day) => [day, [{ from: '09:00', to: '17:00' }]]))

const bare: Omit<OfficeConfig, 'settings'> = {
  queues: new Map(),
  operators: new Map(),
  extensions: new Map(),
  trunks: new Map(),
  mailboxes: new Map(),
  routes: new Map(),
  prompts: new Map(),
  outgoing: [],
  blocked: [],
  overrides: new Map(),
  schedules: new Map(),
  backends: new Map(),
  handling: new Map(),
  speech: speechSettings.parse({}),
}

/** Everything the flow names, by kind. */
function namedIn(document: FlowDocument): Map<Reference['kind'], Set<string>> {
  const named = new Map<Reference['kind'], Set<string>>()
  for (const node of document.nodes) {
    const type = nodeTypeOf(node.type)
    const config = type?.schema.safeParse(node.config)
    if (!type || !config?.success) continue
    for (const { kind, id } of type.references(config.data)) {
      const ids = named.get(kind) ?? new Set()
      named.set(kind, ids.add(id))
    }
  }
  return named
}

/** Extensions that transfers and hunt groups ring, wherever they stand in a configuration. */
function extensionsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  const { kind, number } = value as { kind?: unknown; number?: unknown }
  const own = kind === 'extension' && typeof number === 'string' && /^\d{2,6}$/.test(number) ? [number] : []
  return [...own, ...Object.values(value).flatMap(extensionsIn)]
}

/** A copy of the map with `make(id)` for every id that is missing. */
function completed<T>(map: ReadonlyMap<string, T>, ids: Iterable<string>, make: (id: string) => T): Map<string, T> {
  const all = new Map(map)
  for (const id of ids) if (!all.has(id)) all.set(id, make(id))
  return all
}

/** Every queue has somebody: an operator of its own where the office has none. */
function staffed(operators: ReadonlyMap<string, Operator>, queues: Iterable<string>, taken: ReadonlySet<string>): Operator[] {
  const staff = [...operators.values()]
  let number = 900
  for (const queueId of queues) {
    if (staff.some((each) => each.queues.some((q) => q.queueId === queueId))) continue
    do number += 1
    while (taken.has(`${number}`))
    staff.push(operator.parse({ id: `sim-${queueId}`, name: queueId, extension: `${number}`, queues: [{ queueId }] }))
  }
  return staff
}

const by = <T>(items: readonly T[], key: (item: T) => string): Map<string, T> =>
  new Map(items.map((item): [string, T] => [key(item), item]))

/** The office of one call. Without `office` (the command line) all that the flow names is made up. */
export function simulatedOffice(office: OfficeConfig | null, document: FlowDocument, start: SimulatedStart): OfficeConfig {
  const { timeZone, language, to } = start
  const from = office ?? bare
  const named = namedIn(document)
  const ids = (kind: Reference['kind']) => named.get(kind) ?? []
  const queues = completed(from.queues, ids('queue'), (id) => queue.parse({ id, name: id }))
  const made = (number: string): Extension => extension.parse({ number, name: number })
  const rung = office ? [] : document.nodes.flatMap((node) => extensionsIn(node.config))
  const known = completed(from.extensions, rung, made)
  const operators = by(staffed(from.operators, queues.keys(), new Set(known.keys())), ({ id }) => id)
  const settings = office?.settings ?? settingsOf({ language })
  const line = trunk.parse({ id: 'simulated', name: 'Simulated', host: 'simulated.invalid' })
  const trunks = completed(from.trunks, [...ids('trunk'), line.id], (id) => ({ ...line, id }))
  const rules = from.outgoing.length > 0 ? from.outgoing : [outgoingRule.parse({ id: 'all', pattern: '.', trunkId: line.id })]
  return {
    // What switches the office by hand, or by the hour of the real day, has no place in a simulated one.
    settings: { ...settings, timeZone, shiftEnd: '', idleLogoutHours: 0 },
    queues,
    operators,
    extensions: completed(
      known,
      [...operators.values()].map((each) => each.extension),
      made,
    ),
    trunks,
    mailboxes: completed(from.mailboxes, ids('mailbox'), (id) => mailbox.parse({ id, name: id })),
    routes: new Map([...from.routes, [to, { number: to, flowId: document.id, language }]]),
    prompts: completed(from.prompts, ids('prompt'), (id) => ({ id, name: id, variants: { [language]: id }, seconds: 3 })),
    outgoing: rules,
    blocked: [],
    overrides: new Map(),
    schedules: completed(from.schedules, ids('schedule'), (id) => officeSchedule.parse({ id, name: id, weekly })),
    backends: from.backends,
    handling: from.handling,
    speech: from.speech,
  }
}
