// How many calls there are, the test calls among them apart: no figure of the office counts those.
import { type AliasedRawBuilder, sql as raw, type SelectQueryBuilder } from 'kysely'
import type { Sql } from '../sql.ts'
import type { Tables } from '../tables.ts'

/** `all`: with the test calls. */
export type Counted = { all: number; tests: number }

/** 1 for a test call, else 0; see `isTestCall`. */
const isTest = raw<number>`(kind = 'test' OR flow_id = 'builtin:soundTest')`.as('test')

/** Counts the calls of a query that reads `calls`, up to `most`. */
export function countCalls(sql: Sql, calls: SelectQueryBuilder<Tables, 'calls', object>, most: number): Counted {
  const some = calls.select(isTest as AliasedRawBuilder<number, 'test'>).limit(most)
  const counted = sql.build
    .selectFrom(some.as('some'))
    .select((q) => [q.fn.countAll<number>().as('all'), q.fn.coalesce(q.fn.sum<number>('test'), raw<number>`0`).as('tests')])
  return sql.get(counted) ?? { all: 0, tests: 0 }
}
