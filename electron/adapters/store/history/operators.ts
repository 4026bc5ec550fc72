// The calls of one operator: each in which they spoke, and each that was given to them.
import type { CallFilter } from '../../../../shared/domain/callFilter.ts'
import type { Sql } from '../sql.ts'
import { type Counted, countCalls } from './count.ts'
import { otherFields } from './filter.ts'
import type { Budget, TimePlace } from './page.ts'
import { placesAtOnce, walkPlaces } from './places.ts'
import type { Walked } from './walk.ts'

type ByOperator = CallFilter & { operatorId: string }

const decided = ['operatorId', 'from', 'until'] as const

function along(sql: Sql, { operatorId, from, until }: ByOperator) {
  let found = sql.build.selectFrom('call_operators').where('operator_id', '=', operatorId)
  if (from !== undefined) found = found.where('started_at', '>=', from)
  if (until !== undefined) found = found.where('started_at', '<', until)
  return found
}

/** As `walk`. */
export function walkOperator(sql: Sql, filter: ByOperator, after: TimePlace | null, limit: number, budget: Budget): Walked {
  const next = (place: TimePlace | null): TimePlace[] => {
    const ordered = along(sql, filter)
      .select(['started_at as at', 'call_id as id'])
      .orderBy('started_at', 'desc')
      .orderBy('call_id', 'desc')
      .limit(placesAtOnce)
    const from = place ? ordered.where((q) => q(q.refTuple('started_at', 'call_id'), '<', q.tuple(place.at, place.id))) : ordered
    return sql.all(from).map((each) => ({ by: 'time', ...each }))
  }
  return walkPlaces(sql, { filter, left: otherFields(filter, decided) }, next, after, limit, budget)
}

/** How many they are, counted up to `most`; null where more than the table has to be asked. */
export function countOperator(sql: Sql, filter: ByOperator, most: number): Counted | null {
  if (otherFields(filter, decided).length > 0) return null
  const some = along(sql, filter).select('call_id').limit(most)
  return countCalls(sql, sql.build.selectFrom('calls').where('id', 'in', some), most)
}
