// Who may sign in, and their sessions. A session's token is kept as its SHA-256 only.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { Role } from '../../../shared/domain/office.ts'
import { role } from '../../../shared/domain/office.ts'
import { type Ringing, ringing, usualRinging } from '../../../shared/domain/ringing.ts'
import type { Clock } from '../../engine/ports.ts'
import { type DurableWrites, UnwrittenRows } from './durableWrites.ts'
import { StoreError } from './errors.ts'
import { hashRandom, hashSecret, verifySecret } from './passwords.ts'
import type { Sql } from './sql.ts'
import type { Tables } from './tables.ts'

export type User = { id: string; login: string; name: string; role: Role; operatorId: string | null }
export type UserRepository = ReturnType<typeof userRepository>

/** A sign-in lasts this long without being used, ms. */
export const sessionMs = 30 * 24 * 3_600_000

const digest = (token: string) => createHash('sha256').update(token).digest('base64url')

const toUser = (row: Tables['users']): User => ({
  id: row.id,
  login: row.login,
  name: row.name,
  role: role.parse(row.role),
  operatorId: row.operator_id,
})

export function userRepository(sql: Sql, clock: Clock, writes: DurableWrites) {
  const users = () => sql.build.selectFrom('users').selectAll()
  const get = (id: string): User | null => {
    const row = sql.get(users().where('id', '=', id))
    return row ? toUser(row) : null
  }

  return {
    list: (): User[] => sql.all(users().orderBy('login')).map(toUser),
    get,
    count: (): number => sql.all(sql.build.selectFrom('users').select('id')).length,

    /**
     * Adds a user (a password is needed), or changes one. A new password or a lower role ends the user's sessions.
     * Throws StoreError CONFLICT: the login or the operator belongs to another user, or the last admin would be gone.
     */
    async save(user: Omit<User, 'id'> & { id?: string }, password?: string): Promise<User> {
      const hash = password === undefined ? undefined : await hashSecret(password)
      return sql.transaction(() => write(sql, { ...user, id: user.id ?? randomUUID() }, hash, clock.now()))
    },

    /** The same in one turn, with a password from `hashPassword`. */
    write: (user: User, hash?: string): User => sql.transaction(() => write(sql, user, hash, clock.now())),
    hashPassword: hashSecret,
    /** Of a password that was made by chance, 80 bits or more. */
    hashGenerated: hashRandom,
    /** A new password; every session of the user but that one ends. */
    setPassword: (id: string, hash: string, session: string | undefined): void =>
      sql.transaction(() => {
        sql.run(sql.build.updateTable('users').set({ password: hash }).where('id', '=', id))
        const theirs = sql.build.deleteFrom('sessions').where('user_id', '=', id)
        sql.run(session === undefined ? theirs : theirs.where('token_hash', '!=', digest(session)))
      }),
    /** How calls ring at the user's consoles. */
    ringing: (id: string): Ringing => {
      const chosen = sql.get(sql.build.selectFrom('users').select('ringing').where('id', '=', id))?.ringing
      return readRinging(chosen) ?? usualRinging
    },
    setRinging: (id: string, chosen: Ringing): void =>
      void sql.run(
        sql.build
          .updateTable('users')
          .set({ ringing: JSON.stringify(chosen) })
          .where('id', '=', id),
      ),
    newId: (): string => randomUUID(),

    /** Throws StoreError CONFLICT for the last admin. */
    remove: (id: string): boolean =>
      sql.transaction(() => {
        const removed = sql.run(sql.build.deleteFrom('users').where('id', '=', id)) > 0
        if (removed) keepOneAdmin(sql)
        return removed
      }),

    /** The user whose login and password these are, or null; takes as long either way. */
    async verify(login: string, password: string): Promise<User | null> {
      const row = sql.get(users().where('login', '=', login))
      const right = await verifySecret(password, row?.password ?? null)
      return right && row ? toUser(row) : null
    },

    ...sessionsOf(sql, clock, writes, get),
  }
}

/** Null for none, and for what a newer version wrote. */
function readRinging(chosen: string | null | undefined): Ringing | null {
  if (!chosen) return null
  try {
    return ringing.safeParse(JSON.parse(chosen)).data ?? null
  } catch {
    return null // no JSON: rings as usual
  }
}

/** A session that waits for the disk lives in memory: whoever knows the password comes in, whatever the disk does. */
function sessionsOf(sql: Sql, clock: Clock, writes: DurableWrites, user: (id: string) => User | null) {
  type Session = Tables['sessions']
  const unwritten = new UnwrittenRows<Session>(writes, 'sessions')
  const insert = (row: Session) =>
    void sql.run(
      sql.build
        .insertInto('sessions')
        .values(row)
        .onConflict((on) => on.column('token_hash').doUpdateSet({ expires_at: row.expires_at })),
    )
  const ended = new Set<string>()
  return {
    /** A new session; the token is for the cookie and nowhere else. */
    openSession(userId: string): { token: string; expiresAt: number } {
      const token = randomBytes(32).toString('base64url')
      const now = clock.now()
      const row = { token_hash: digest(token), user_id: userId, created_at: now, expires_at: now + sessionMs }
      unwritten.put(row.token_hash, row, insert)
      writes.write(() => void sql.run(sql.build.deleteFrom('sessions').where('expires_at', '<', now)), 'sessions expired')
      return { token, expiresAt: row.expires_at }
    },
    /** Whose session it is; null when unknown, ended or expired. Using it makes it last (written once a day at most). */
    session(token: string): User | null {
      const hash = digest(token)
      const now = clock.now()
      if (ended.has(hash)) return null
      const row = unwritten.get(hash) ?? sql.get(sql.build.selectFrom('sessions').selectAll().where('token_hash', '=', hash))
      if (!row || row.expires_at < now) return null
      if (row.expires_at < now + sessionMs - 24 * 3_600_000) unwritten.put(hash, { ...row, expires_at: now + sessionMs }, insert)
      return user(row.user_id)
    },
    closeSession(token: string): void {
      const hash = digest(token)
      unwritten.remove(hash)
      ended.add(hash)
      writes.write(
        () => {
          sql.run(sql.build.deleteFrom('sessions').where('token_hash', '=', hash))
          ended.delete(hash)
        },
        `session ended:${hash}`,
        () => ended.delete(hash),
      )
    },
  }
}

function write(sql: Sql, user: User, hash: string | undefined, now: number): User {
  refuseDuplicates(sql, user)
  const values = { login: user.login, name: user.name, role: user.role, operator_id: user.operatorId }
  const known = sql.get(sql.build.selectFrom('users').selectAll().where('id', '=', user.id))
  if (known) {
    const change = hash === undefined ? values : { ...values, password: hash }
    sql.run(sql.build.updateTable('users').set(change).where('id', '=', user.id))
    if (hash !== undefined || known.role !== user.role) sql.run(sql.build.deleteFrom('sessions').where('user_id', '=', user.id))
    keepOneAdmin(sql)
  } else {
    if (hash === undefined) throw new StoreError('CONFLICT', 'A new user needs a password.')
    sql.run(sql.build.insertInto('users').values({ id: user.id, ...values, password: hash, created_at: now, ringing: null }))
  }
  return user
}

function refuseDuplicates(sql: Sql, user: User): void {
  const others = sql.build.selectFrom('users').select('id').where('id', '!=', user.id)
  if (sql.get(others.where('login', '=', user.login))) throw new StoreError('CONFLICT', 'Another user has this login.')
  if (user.operatorId !== null && sql.get(others.where('operator_id', '=', user.operatorId)))
    throw new StoreError('CONFLICT', 'Another user is this operator.')
}

function keepOneAdmin(sql: Sql): void {
  if (!sql.get(sql.build.selectFrom('users').select('id').where('role', '=', 'admin')))
    throw new StoreError('CONFLICT', 'An office needs at least one admin.')
}
