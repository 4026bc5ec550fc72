// Missed calls: the table that triggers fill as telephones ring, and what earlier versions left to be found in the traces.
import { sql as raw } from 'kysely'
import type { CallFilter } from '../../../../shared/domain/callFilter.ts'
import type { Sql } from '../sql.ts'
import { type Counted, countCalls } from './count.ts'
import { otherFields } from './filter.ts'
import type { Budget, TimePlace } from './page.ts'
import { placesAtOnce, walkPlaces } from './places.ts'
import { type Walked, walk } from './walk.ts'

const unread = (sql: Sql): TimePlace | null => {
  const row = sql.get(sql.build.selectFrom('missed_backfill').selectAll())
  return row ? { by: 'time', at: row.started_at, id: row.call_id } : null
}

const before = (one: TimePlace, other: TimePlace) => one.at < other.at || (one.at === other.at && one.id < other.id)

/** As `walk`, of the calls that this extension missed. */
export function walkMissed(
  sql: Sql,
  filter: CallFilter & { missedBy: string },
  after: TimePlace | null,
  limit: number,
  budget: Budget,
): Walked {
  const floor = unread(sql)
  // Below, the traces of earlier versions are asked, call by call.
  if (floor && after && before(after, floor)) return walk(sql, filter, after, limit, budget)
  const left = otherFields(filter, ['missedBy', 'from', 'until'])
  const next = (place: TimePlace | null) => nextMissed(sql, filter, place, floor)
  const listed = walkPlaces(sql, { filter, left }, next, after, limit, budget)
  if (listed.end || !floor) return listed
  const rest = walk(sql, filter, floor, limit - listed.rows.length, budget)
  return { rows: [...listed.rows, ...rest.rows], end: rest.end }
}

/** The next of the table, newest first, after `place` and not below `floor`. */
function nextMissed(
  sql: Sql,
  filter: CallFilter & { missedBy: string },
  place: TimePlace | null,
  floor: TimePlace | null,
): TimePlace[] {
  let found = sql.build
    .selectFrom('missed')
    .where('excused', '=', 0)
    .where('extension', '=', filter.missedBy)
    .select(['started_at', 'call_id'])
    .orderBy('started_at', 'desc')
    .orderBy('call_id', 'desc')
    .limit(placesAtOnce)
  const { from, until } = filter
  if (from !== undefined) found = found.where('started_at', '>=', from)
  if (until !== undefined) found = found.where('started_at', '<', until)
  for (const [edge, sign] of [[place, '<'] as const, [floor, '>='] as const])
    if (edge) found = found.where((q) => q(q.refTuple('started_at', 'call_id'), sign, q.tuple(edge.at, edge.id)))
  return sql.all(found).map(({ started_at, call_id }) => ({ by: 'time', at: started_at, id: call_id }))
}

/** How many this extension missed, counted up to `most`; null where more than the table has to be asked. */
export function countMissed(sql: Sql, filter: CallFilter & { missedBy: string }, most: number): Counted | null {
  if (otherFields(filter, ['missedBy']).length > 0 || unread(sql)) return null
  const some = sql.build
    .selectFrom('missed')
    .where('excused', '=', 0)
    .where('extension', '=', filter.missedBy)
    .select('call_id')
    .limit(most)
  return countCalls(sql, sql.build.selectFrom('calls').where('id', 'in', some), most)
}

const legTypes = ['leg.ringing', 'leg.answered', 'leg.cancelled', 'leg.ended']

/** Finds the missed calls of the next `count` calls of earlier versions, in one short transaction. False when none is left. */
export function backfillMissed(sql: Sql, count: number): boolean {
  return sql.transaction(() => {
    const floor = unread(sql)
    if (!floor) return false
    const calls = sql.all(
      sql.build
        .selectFrom('calls')
        .select(['id', 'started_at'])
        .where((q) => q(q.refTuple('started_at', 'id'), '<', q.tuple(floor.at, floor.id)))
        .orderBy('started_at', 'desc')
        .orderBy('id', 'desc')
        .limit(count),
    )
    for (const { id, started_at } of calls) insertMissed(sql, id, started_at)
    const last = calls.at(-1)
    if (calls.length < count || !last) sql.run(sql.build.deleteFrom('missed_backfill'))
    else sql.run(sql.build.updateTable('missed_backfill').set({ started_at: last.started_at, call_id: last.id }))
    return calls.length === count
  })
}

function insertMissed(sql: Sql, callId: string, startedAt: number): void {
  const to = raw<string>`json_extract(data, '$.to')`
  const legs = sql.all(
    sql.build
      .selectFrom('trace')
      .select(['type', to.as('to'), raw<string | null>`json_extract(data, '$.result')`.as('result')])
      .where('call_id', '=', callId)
      .where('type', 'in', legTypes)
      .where(raw<boolean>`json_valid(data)`),
  )
  const extensions = new Map<string, { rang: boolean; excused: boolean }>()
  for (const leg of legs) {
    if (leg.to === null) continue
    const seen = extensions.get(String(leg.to)) ?? { rang: false, excused: false }
    seen.rang ||= leg.type === 'leg.ringing'
    seen.excused ||= leg.type !== 'leg.ringing' && (leg.type !== 'leg.ended' || ['busy', 'rejected'].includes(leg.result ?? ''))
    extensions.set(String(leg.to), seen)
  }
  for (const [extension, { rang, excused }] of extensions)
    if (rang && !excused)
      sql.run(
        sql.build
          .insertInto('missed')
          .values({ call_id: callId, extension, started_at: startedAt, excused: 0 })
          .onConflict((on) => on.doNothing()),
      )
}
