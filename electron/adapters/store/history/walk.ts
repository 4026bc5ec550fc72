// The history newest first along one index of the database. What the index does not decide is looked at call by call, in
// steps of so many calls, so that a search that finds little still ends in time: its page is short then, and the next goes on.
import type { CallFilter } from '../../../../shared/domain/callFilter.ts'
import type { Sql } from '../sql.ts'
import type { Tables } from '../tables.ts'
import { type Counted, countCalls } from './count.ts'
import { type FilterField, fits, otherFields } from './filter.ts'
import type { Budget, TimePlace } from './page.ts'

/** Calls looked at before the time is. */
const step = 1000

export type Walked = { rows: Tables['calls'][]; end: TimePlace | null }

const driving: readonly FilterField[] = ['queueId', 'outcome']

/** The calls in order, narrowed to what the best index decides; `left`: the fields it does not. */
export function alongIndex(sql: Sql, filter: CallFilter) {
  const by = driving.find((field) => filter[field] !== undefined)
  const decided: FilterField[] = [...(by ? [by] : []), 'from', 'until']
  const left = otherFields(filter, decided)
  const within = otherFields(filter, left)
  return { calls: sql.build.selectFrom('calls').where(fits(filter, within)), left }
}

/** Calls that fit, from `after` on; `end` is where the search stopped, null at the end of the history. */
export function walk(sql: Sql, filter: CallFilter, after: TimePlace | null, limit: number, budget: Budget): Walked {
  const { calls, left } = alongIndex(sql, filter)
  const ordered = calls.selectAll().orderBy('started_at', 'desc').orderBy('id', 'desc')
  const from = (place: TimePlace | null) =>
    place ? ordered.where((q) => q(q.refTuple('started_at', 'id'), '<', q.tuple(place.at, place.id))) : ordered
  if (left.length === 0) return cut(sql.all(from(after).limit(limit + 1)), limit)
  const rows: Tables['calls'][] = []
  let place = after
  do {
    const part = from(place).limit(step)
    const found = sql.build.selectFrom(part.as('calls')).selectAll().where(fits(filter, left))
    rows.push(...sql.all(found.limit(limit + 1 - rows.length)))
    if (rows.length > limit) return cut(rows, limit)
    const last = sql.get(
      from(place)
        .clearSelect()
        .select(['started_at', 'id'])
        .offset(step - 1)
        .limit(1),
    )
    if (!last) return { rows, end: null }
    place = { by: 'time', at: last.started_at, id: last.id }
  } while (!budget.over())
  return { rows, end: place }
}

function cut(rows: Tables['calls'][], limit: number): Walked {
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return { rows: rows.slice(0, limit), end: last ? { by: 'time', at: last.started_at, id: last.id } : null }
}

/** How many fit, counted up to `most`; null where only looking at each call would tell. */
export function countAlong(sql: Sql, filter: CallFilter, most: number): Counted | null {
  const { calls, left } = alongIndex(sql, filter)
  return left.length > 0 ? null : countCalls(sql, calls, most)
}
