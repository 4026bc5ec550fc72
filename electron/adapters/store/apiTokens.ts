// API tokens by role. A token is in the answer that makes it, once; what is kept is its SHA-256.
import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { type Role, role } from '../../../shared/domain/office.ts'
import type { Clock } from '../../engine/ports.ts'
import type { Sql } from './sql.ts'

export type ApiToken = {
  id: string
  name: string
  role: Role
  createdAt: number
  createdBy: string
  usedAt: number | null
  expiresAt: number
  /** Areas or procedures it may call; empty: all that its role may. */
  scopes: string[]
}
/** Who a request with a token comes from. */
export type TokenUser = { id: string; login: string; name: string; role: Role; operatorId: null; scopes: readonly string[] }

export type ApiTokens = {
  /** Oldest first. */
  list(): ApiToken[]
  create(token: { name: string; role: Role; by: string; days?: number; scopes?: readonly string[] }): {
    token: string
    id: string
  }
  /** False when there was none. */
  revoke(id: string): boolean
  user(token: string): TokenUser | null
}

const scopesOf = (text: string) => z.array(z.string()).parse(JSON.parse(text))
const prefix = 'cbt_'
const digest = (token: string) => createHash('sha256').update(token).digest('base64url')
/** The last use is written at most once in this time, ms. */
const usedEveryMs = 60_000

export function apiTokens(sql: Sql, clock: Clock): ApiTokens {
  const rows = () => sql.build.selectFrom('api_tokens').selectAll()
  return {
    list: () =>
      sql.all(rows().orderBy('created_at')).map((row) => ({
        id: row.id,
        name: row.name,
        role: role.parse(row.role),
        createdAt: row.created_at,
        createdBy: row.created_by,
        usedAt: row.used_at,
        expiresAt: row.expires_at,
        scopes: scopesOf(row.scopes),
      })),
    create({ name, role: of, by, days = 365, scopes = [] }) {
      const token = `${prefix}${randomBytes(32).toString('base64url')}`
      const id = randomBytes(9).toString('base64url')
      const now = clock.now()
      const made = { id, name, role: of, token_hash: digest(token), created_at: now, created_by: by, used_at: null }
      const limits = { expires_at: now + days * 86_400_000, scopes: JSON.stringify(scopes) }
      sql.run(sql.build.insertInto('api_tokens').values({ ...made, ...limits }))
      return { token, id }
    },
    revoke: (id) => sql.run(sql.build.deleteFrom('api_tokens').where('id', '=', id)) > 0,
    user(token) {
      if (!token.startsWith(prefix)) return null
      const row = sql.get(rows().where('token_hash', '=', digest(token)))
      if (!row) return null
      const now = clock.now()
      if (row.expires_at <= now) return null
      if (now - (row.used_at ?? 0) > usedEveryMs)
        sql.run(sql.build.updateTable('api_tokens').set({ used_at: now }).where('id', '=', row.id))
      const id = `token:${row.id}`
      return { id, login: id, name: row.name, role: role.parse(row.role), operatorId: null, scopes: scopesOf(row.scopes) }
    },
  }
}
