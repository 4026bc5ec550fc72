// Typed queries, run in line: Kysely builds and types them, better-sqlite3 runs them from a cache of prepared statements.
// (Kysely's own driver is asynchronous; the engine's ports are not, because intent must be on disk before a command goes out.)
import type Database from 'better-sqlite3'
import { type Compilable, DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import type { Tables } from './tables.ts'

const cachedStatements = 500

export class Sql {
  readonly database: Database.Database
  readonly build: Kysely<Tables>
  private readonly statements = new Map<string, Database.Statement>()

  constructor(database: Database.Database) {
    this.database = database
    this.build = new Kysely<Tables>({
      dialect: {
        createAdapter: () => new SqliteAdapter(),
        createDriver: () => new DummyDriver(),
        createIntrospector: (db) => new SqliteIntrospector(db),
        createQueryCompiler: () => new SqliteQueryCompiler(),
      },
    })
  }

  /** All rows of the query. */
  all<O>(query: Compilable<O>): O[] {
    const { sql, parameters } = query.compile()
    return this.prepare(sql).all(...parameters) as O[]
  }

  /** The first row, if any. */
  get<O>(query: Compilable<O>): O | undefined {
    const { sql, parameters } = query.compile()
    return this.prepare(sql).get(...parameters) as O | undefined
  }

  /** Runs a change; returns how many rows it touched. */
  run(query: Compilable<unknown>): number {
    const { sql, parameters } = query.compile()
    return this.prepare(sql).run(...parameters).changes
  }

  /** A prepared statement from the cache; for the paths where building the query costs too much. */
  prepare(sql: string): Database.Statement {
    const known = this.statements.get(sql)
    if (known) return known
    if (this.statements.size >= cachedStatements) this.statements.clear()
    const statement = this.database.prepare(sql)
    this.statements.set(sql, statement)
    return statement
  }

  /** All or nothing; nested ones are savepoints. */
  transaction<T>(work: () => T): T {
    return this.database.transaction(work)()
  }
}
