// The history along a table that has the calls' times and ids: what somebody missed, whose calls they are.
import type { CallFilter } from '../../../../shared/domain/callFilter.ts'
import type { Sql } from '../sql.ts'
import type { Tables } from '../tables.ts'
import { type FilterField, fits } from './filter.ts'
import type { Budget, TimePlace } from './page.ts'
import type { Walked } from './walk.ts'

/** Places looked at before the time is. */
export const placesAtOnce = 500

/** `next`: the `placesAtOnce` after a place, newest first; fewer at the end. `left`: the fields that the table does not decide. */
export function walkPlaces(
  sql: Sql,
  { filter, left }: { filter: CallFilter; left: readonly FilterField[] },
  next: (after: TimePlace | null) => TimePlace[],
  after: TimePlace | null,
  limit: number,
  budget: Budget,
): Walked {
  const rows: Tables['calls'][] = []
  let place = after
  for (;;) {
    const part = next(place)
    for (const found of part) {
      const row = sql.get(sql.build.selectFrom('calls').selectAll().where('id', '=', found.id).where(fits(filter, left)))
      if (row && rows.length === limit) return { rows, end: place }
      if (row) rows.push(row)
      place = found
    }
    if (part.length < placesAtOnce) return { rows, end: null }
    if (budget.over()) return { rows, end: place }
  }
}
