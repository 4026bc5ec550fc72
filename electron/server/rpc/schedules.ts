// Opening hours of the office: whoever refers to them keeps them, and the host writes out what a country's holidays are.
import type { Queue } from '../../../shared/domain/office.ts'
import type { OfficeSchedule } from '../../../shared/domain/officeSchedule.ts'
import type { FlowDocument } from '../../../shared/flow/document.ts'
import { nodeTypeOf } from '../../../shared/nodes/index.ts'
import { EngineError } from '../../engine/api.ts'
import type { Uses } from '../../host/services.ts'
import { type Change, newId, type RecordKindOf, revised } from './changes.ts'
import type { Guarded } from './guard.ts'
import { documentsOf } from './prompts.ts'

/** Whether a step of the flow refers to it. */
function refersTo(document: FlowDocument, id: string): boolean {
  return document.nodes.some((node) => {
    const type = nodeTypeOf(node.type)
    const config = type?.schema.safeParse(node.config)
    return config?.success && type?.references(config.data).some((each) => each.kind === 'schedule' && each.id === id)
  })
}

/** Names of the flows, drafts or published, and queues that refer to it. */
export function usersOf(deps: Uses<never, 'office' | 'flows'>, id: string): string[] {
  const flows = documentsOf(deps).filter((document) => refersTo(document, id))
  const queues = deps.store.office.queues.list().filter((queue: Queue) => queue.scheduleId === id)
  return [...new Set([...flows, ...queues].map(({ name }) => name))]
}

/** `settings.schedules`: opening hours of the office. */
export function scheduleProcedures(os: Guarded, deps: Uses<'holidays', 'office' | 'flows'>, change: Change) {
  const s = os.settings.schedules
  const kind: RecordKindOf<OfficeSchedule> = {
    kind: 'schedule',
    records: deps.store.office.schedules,
    key: 'id',
    named: true,
    removable(id) {
      const users = usersOf(deps, id)
      if (users.length === 0) return
      const by = users.map((name) => `“${name}”`).join(', ')
      throw new EngineError('CONFLICT', `It is in use: ${by}.`, { reason: 'inUse', by })
    },
  }
  return s.router({
    list: s.list.handler(() => kind.records.list().map(revised)),
    create: s.create.handler(async ({ input, context }) => {
      const written = await deps.holidays.written({ ...input, id: input.id ?? newId('schedule') })
      return revised(await change.create(context.user, kind, written))
    }),
    update: s.update.handler(async ({ input: { revision, ...input }, context }) =>
      revised(await change.update(context.user, kind, await deps.holidays.written(input), revision)),
    ),
    remove: s.remove.handler(({ input, context }) => change.remove(context.user, kind, input.id)),
    places: s.places.handler(({ input }) => deps.holidays.places(input.language)),
    holidays: s.holidays.handler(({ input: { year, years, language, ...place } }) =>
      deps.holidays.of(place, { year, years }, language),
    ),
  })
}
