// Calls found by what the search index knows: a text, a whole number, a step. Newest first in the order they were written:
// first those that are not indexed yet, then the index, then calls of earlier versions that it has not reached.
import type Database from 'better-sqlite3'
import type { CallFilter } from '../../../../shared/domain/callFilter.ts'
import type { Sql } from '../sql.ts'
import type { Tables } from '../tables.ts'
import type { Counted } from './count.ts'
import { digitsOf, type FilterField, fits, otherFields, typedDigits } from './filter.ts'
import type { Budget, Place } from './page.ts'
import type { IndexState } from './searchIndex.ts'
import { walk } from './walk.ts'

type Row = Tables['calls']
export type Found = { rows: Row[]; end: Place | null }
export type SearchIndex = { index: Database.Database; state(): IndexState }

/** Shortest part of a name or number that trigrams find. */
const shortest = 3
/** Calls not indexed yet that are looked at; the indexer is seldom more than a second behind. */
const tailAtMost = 5000

/** The field that the index answers, if any. */
export function indexedField(filter: CallFilter): FilterField | null {
  if (filter.number !== undefined && digitsOf(filter.number) !== '') return 'number'
  if (filter.text !== undefined && filter.text.length >= shortest) return 'text'
  return filter.node === undefined ? null : 'node'
}

const quoted = (text: string) => `"${text.replace(/"/g, '""')}"`

/** Serials below `upTo`, highest first. */
function serials(filter: CallFilter, field: FilterField, upTo: number): { sql: string; values: (string | number)[] } {
  if (field === 'number')
    return {
      sql: 'SELECT serial FROM numbers WHERE number = ? AND serial < ? ORDER BY serial DESC',
      values: [digitsOf(filter.number ?? ''), upTo],
    }
  if (field === 'node')
    return {
      sql: 'SELECT serial FROM nodes WHERE node = ? AND serial < ? ORDER BY serial DESC',
      values: [filter.node ?? '', upTo],
    }
  const text = filter.text ?? ''
  const digits = typedDigits(text).filter((each) => each.length >= shortest)
  const value = [quoted(text), ...digits.map((each) => `numbers : ${quoted(each)}`)].join(' OR ')
  const named = [...new Set((filter.named ?? []).map((number) => digitsOf(number) || number))]
  const words = 'SELECT rowid AS serial FROM texts WHERE texts MATCH ? AND rowid < ?'
  if (named.length === 0) return { sql: `${words} ORDER BY rowid DESC`, values: [value, upTo] }
  // Both come in order and are merged: nothing waits for the last of them.
  const ofNames = `SELECT serial FROM numbers WHERE number IN (${named.map(() => '?').join(', ')}) AND serial < ?`
  return { sql: `${words} UNION ${ofNames} ORDER BY serial DESC`, values: [value, upTo, ...named, upTo] }
}

/** Calls that fit, from `after` on. */
export function search(
  sql: Sql,
  from: SearchIndex,
  filter: CallFilter,
  after: Place | null,
  limit: number,
  budget: Budget,
): Found {
  const field = indexedField(filter) ?? 'text'
  const state = from.state()
  const floor = state.floor_at === null ? null : ({ by: 'time', at: state.floor_at, id: state.floor_id ?? '' } as const)
  if (after?.by === 'time') return walk(sql, filter, after, limit, budget)
  const page = new Page(sql, filter, otherFields(filter, [field]), limit)
  const upTo = after?.serial ?? Number.MAX_SAFE_INTEGER
  const behind =
    field === 'node' ? recentAt(sql, from.index, filter, state) : field === 'text' ? changed(sql, from.index, filter) : []
  const unindexed = upTo > state.serial ? tail(sql, filter, state, upTo) : []
  const extra = [...behind, ...unindexed].filter(({ serial }) => serial < upTo).sort((a, b) => b.serial - a.serial)
  const takeAbove = (serial: number) => {
    while (!page.full && extra[0] && extra[0].serial > serial) page.add(extra[0].id, extra.shift()?.serial ?? serial)
  }
  const { sql: query, values } = serials(filter, field, upTo)
  const callOf = from.index.prepare('SELECT call_id FROM calls WHERE serial = ?')
  const found = from.index.prepare(query).iterate(...values) as IterableIterator<{ serial: number }>
  for (const { serial } of found) {
    takeAbove(serial)
    const { call_id } = (callOf.get(serial) as { call_id: string } | undefined) ?? {}
    if (call_id !== undefined && !page.full) page.add(call_id, serial)
    if (page.full) break
    if (budget.over()) return { rows: page.rows, end: { by: 'serial', serial } }
  }
  takeAbove(Number.MIN_SAFE_INTEGER)
  if (page.full) return { rows: page.rows, end: page.end }
  if (!floor) return { rows: page.rows, end: null }
  const rest = walk(sql, filter, floor, limit - page.rows.length, budget)
  return { rows: [...page.rows, ...rest.rows], end: rest.end }
}

/** How many there are, counted up to `most`; null where more than the index has to be asked. */
export function countFound(from: SearchIndex, filter: CallFilter, most: number): Counted | null {
  const field = indexedField(filter)
  if (field === null || otherFields(filter, [field]).length > 0 || from.state().floor_at !== null) return null
  const { sql, values } = serials(filter, field, Number.MAX_SAFE_INTEGER)
  const counted = from.index.prepare(
    `SELECT count(*) AS "all", coalesce(sum(calls.test), 0) AS tests
     FROM (${sql} LIMIT ${most}) AS found LEFT JOIN calls ON calls.serial = found.serial`,
  )
  return counted.get(...values) as Counted
}

/** Calls written after what is indexed, newest first. */
function tail(sql: Sql, filter: CallFilter, state: IndexState, upTo: number): { id: string; serial: number }[] {
  const rows = sql.build
    .selectFrom('call_order')
    .innerJoin('calls', 'calls.id', 'call_order.call_id')
    .select(['calls.id', 'call_order.serial'])
    .where('call_order.serial', '>', state.serial)
    .where('call_order.serial', '<', upTo)
    .orderBy('call_order.serial', 'desc')
    .limit(tailAtMost)
  const field = indexedField(filter) ?? 'text'
  return sql.all(
    sql.build
      .selectFrom(rows.as('some'))
      .innerJoin('calls', 'calls.id', 'some.id')
      .select(['some.id', 'some.serial'])
      .where(fits(filter, [field])),
  )
}

/** Indexed calls that were noted since, and fit. */
function changed(sql: Sql, index: Database.Database, filter: CallFilter): { id: string; serial: number }[] {
  const noted = sql.build.selectFrom('search_changes').select('call_id').orderBy('id', 'desc').limit(tailAtMost)
  const rows = sql.all(
    sql.build
      .selectFrom('calls')
      .select('id')
      .where('id', 'in', noted)
      .where(fits(filter, ['text'])),
  )
  const serialOf = index.prepare('SELECT serial FROM calls WHERE call_id = ?')
  return rows.flatMap(({ id }) => {
    const found = serialOf.get(id) as { serial: number } | undefined
    return found ? [{ id, serial: found.serial }] : []
  })
}

/** Indexed calls that came by the step in events that are not indexed yet. */
function recentAt(
  sql: Sql,
  index: Database.Database,
  { node = '' }: CallFilter,
  state: IndexState,
): { id: string; serial: number }[] {
  const rows = sql.build
    .selectFrom('trace')
    .select('call_id')
    .where('id', '>', state.trace)
    .where('type', '=', 'node.entered')
    .where('node', '=', node)
    .limit(tailAtMost)
  const serialOf = index.prepare('SELECT serial FROM calls WHERE call_id = ?')
  return sql.all(rows).flatMap(({ call_id }) => {
    const found = serialOf.get(call_id) as { serial: number } | undefined
    return found ? [{ id: call_id, serial: found.serial }] : []
  })
}

class Page {
  readonly rows: Row[] = []
  end: Place | null = null
  full = false
  private readonly seen = new Set<string>()
  private readonly sql: Sql
  private readonly filter: CallFilter
  private readonly left: FilterField[]
  private readonly limit: number

  constructor(sql: Sql, filter: CallFilter, left: FilterField[], limit: number) {
    this.sql = sql
    this.filter = filter
    this.left = left
    this.limit = limit
  }

  add(id: string, serial: number): void {
    if (this.seen.has(id)) return
    this.seen.add(id)
    const calls = this.sql.build.selectFrom('calls').selectAll().where('id', '=', id)
    const row = this.sql.get(calls.where(fits(this.filter, this.left)))
    if (!row) return
    if (this.rows.length === this.limit) this.full = true
    else {
      this.rows.push(row)
      this.end = { by: 'serial', serial }
    }
  }
}
