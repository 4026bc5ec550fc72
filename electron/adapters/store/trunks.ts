// Trunks: the record without its password, and the password among the secrets.
import { type Trunk, trunk } from '../../../shared/domain/office.ts'
import type { BadRows } from './badRows.ts'
import { type Records, records } from './records.ts'
import type { Secrets } from './secrets.ts'
import type { Sql } from './sql.ts'

const secretOf = (id: string) => `trunk:${id}`

/** Records of trunks. A save without a password keeps the one there is; an empty one takes it away. */
export function trunks(sql: Sql, secrets: Secrets, badRows: BadRows): Records<Trunk> {
  const open = records(sql, 'trunk', trunk, (t) => t.id, badRows)
  const withPassword = (value: Trunk): Trunk => {
    const password = secrets.get(secretOf(value.id))
    return password === null ? value : { ...value, password }
  }
  const save = ({ password, ...rest }: Trunk) =>
    sql.transaction(() => {
      open.save(rest)
      if (password === '') secrets.remove(secretOf(rest.id))
      else if (password !== undefined) secrets.set(secretOf(rest.id), password)
    })
  return {
    list: () => open.list().map(withPassword),
    get(id) {
      const found = open.get(id)
      return found && withPassword(found)
    },
    save,
    remove(id) {
      secrets.remove(secretOf(id))
      return open.remove(id)
    },
    replaceAll: (values) =>
      sql.transaction(() => {
        open.replaceAll([])
        for (const value of values) save(value)
      }),
  }
}
