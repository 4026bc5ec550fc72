// The history of calls as consoles read it: newest first, page by page, and one call with its story.

import type { CallFilter } from '../../../shared/domain/callFilter.ts'
import type { CallNote, CallRecord } from '../../../shared/domain/calls.ts'
import { isTestCall } from '../../../shared/domain/outcome.ts'
import type { TraceEvent } from '../../../shared/trace/event.ts'
import type { Counted } from './history/count.ts'
import { countMissed, walkMissed } from './history/missed.ts'
import { countOperator, walkOperator } from './history/operators.ts'
import { type Budget, type CallPage, countedAtMost, type Place, readCursor, unlimited, writeCursor } from './history/page.ts'
import { storyOf, toCall, toCalls } from './history/rows.ts'
import { countFound, indexedField, type SearchIndex, search } from './history/search.ts'
import { countAlong, walk } from './history/walk.ts'
import type { Sql } from './sql.ts'

export type CallHistory = {
  /** One page, newest first. `cursor` is the `next` of the page before; throws StoreError CONFLICT when it is not one. */
  list(filter: CallFilter, page: { cursor?: string; limit: number }, budget?: Budget): CallPage
  get(id: string): { call: CallRecord; trace: TraceEvent[] } | null
  /** The call without its story: one indexed read. */
  record(id: string): CallRecord | null
  /** What was noted on it, by whom, oldest first. */
  notes(id: string): CallNote[]
}

type Sources = {
  /** Brings to disk what the writer still holds; may throw. */
  flush?(): void
  /** Null while there is no search index: calls are looked at one by one then. */
  index?(): SearchIndex | null
}

export function callHistory(sql: Sql, { flush = () => {}, index = () => null }: Sources = {}): CallHistory {
  const row = (id: string) => sql.get(sql.build.selectFrom('calls').selectAll().where('id', '=', id))
  const written = () => {
    try {
      flush()
    } catch {
      // A disk that refuses writes can still be read; the last events are missing from the answer.
    }
  }
  return {
    list(filter, { cursor, limit }, budget = unlimited) {
      if (filter.node !== undefined || filter.missedBy !== undefined) written()
      const after = cursor === undefined ? null : readCursor(cursor)
      const { rows, end } = pageOf(sql, index, filter, after, limit, budget)
      const calls = toCalls(sql, rows)
      const counted = countOf(sql, index, filter)
      const { all, tests } = counted ?? { all: calls.length, tests: calls.filter(isTestCall).length }
      return {
        calls,
        next: end ? writeCursor(end) : null,
        total: all - tests,
        tests,
        totalIsMinimum: counted === null ? end !== null || cursor !== undefined : all >= countedAtMost,
      }
    },
    get(id) {
      written()
      const found = row(id)
      return found ? { call: toCall(sql, found), trace: storyOf(sql, id) } : null
    },
    notes: (id) =>
      sql.all(
        sql.build
          .selectFrom('call_notes')
          .select(['author', 'name', 'changed_at as at', 'text'])
          .where('call_id', '=', id)
          .orderBy('call_notes.at')
          .orderBy('author'),
      ),
    record(id) {
      const found = row(id)
      return found ? toCall(sql, found) : null
    },
  }
}

function pageOf(
  sql: Sql,
  index: () => SearchIndex | null,
  filter: CallFilter,
  after: Place | null,
  limit: number,
  budget: Budget,
): { rows: Parameters<typeof toCalls>[1]; end: Place | null } {
  const { missedBy } = filter
  const byTime = after?.by === 'serial' ? null : after
  if (missedBy !== undefined && !after) return walkMissed(sql, { ...filter, missedBy }, null, limit, budget)
  if (missedBy !== undefined && after?.by === 'time') return walkMissed(sql, { ...filter, missedBy }, after, limit, budget)
  const searched = indexedField(filter) === null ? null : index()
  if (searched) return search(sql, searched, filter, after, limit, budget)
  const { operatorId } = filter
  if (operatorId !== undefined) return walkOperator(sql, { ...filter, operatorId }, byTime, limit, budget)
  return walk(sql, filter, byTime, limit, budget)
}

function countOf(sql: Sql, index: () => SearchIndex | null, filter: CallFilter): Counted | null {
  const { missedBy } = filter
  if (missedBy !== undefined) return countMissed(sql, { ...filter, missedBy }, countedAtMost)
  const searches = indexedField(filter) !== null
  const { operatorId } = filter
  if (!searches && operatorId !== undefined) return countOperator(sql, { ...filter, operatorId }, countedAtMost)
  if (!searches) return countAlong(sql, filter, countedAtMost)
  const searched = index()
  return searched && countFound(searched, filter, countedAtMost)
}
