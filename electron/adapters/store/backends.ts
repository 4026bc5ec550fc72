// Backends: the record with the names of its headers, and their values among the secrets.
import { z } from 'zod'
import { type Backend, backend } from '../../../shared/domain/backend.ts'
import { hiddenValue } from '../../../shared/domain/secretReference.ts'
import type { BadRows } from './badRows.ts'
import { type Records, records } from './records.ts'
import type { Secrets } from './secrets.ts'
import type { Sql } from './sql.ts'

const secretOf = (id: string) => `backend:${id}`
const values = z.record(z.string(), z.string())

/** Records of backends. A header saved as `hiddenValue` keeps the value there is. */
export function backends(sql: Sql, secrets: Secrets, badRows: BadRows): Records<Backend> {
  const open = records(sql, 'backend', backend, (b) => b.id, badRows)
  const valuesOf = (id: string): Record<string, string> => {
    const text = secrets.get(secretOf(id))
    return text === null ? {} : values.parse(JSON.parse(text))
  }
  const withValues = (value: Backend): Backend => {
    const known = valuesOf(value.id)
    const headers = Object.entries(value.headers).map(([name, text]) => [name, text === hiddenValue ? (known[name] ?? '') : text])
    return { ...value, headers: Object.fromEntries(headers) }
  }
  const save = (value: Backend) =>
    sql.transaction(() => {
      const { headers } = withValues(value)
      const names = Object.keys(headers)
      open.save({ ...value, headers: Object.fromEntries(names.map((name) => [name, hiddenValue])) })
      if (names.length === 0) secrets.remove(secretOf(value.id))
      else if (JSON.stringify(valuesOf(value.id)) !== JSON.stringify(headers))
        secrets.set(secretOf(value.id), JSON.stringify(headers))
    })
  const repository: Records<Backend> = {
    list: () => open.list().map(withValues),
    get(id) {
      const found = open.get(id)
      return found && withValues(found)
    },
    save,
    remove(id) {
      secrets.remove(secretOf(id))
      return open.remove(id)
    },
    replaceAll: (all) =>
      sql.transaction(() => {
        open.replaceAll([])
        for (const value of all) save(value)
      }),
  }
  // Before version 150 the values stood in the record.
  for (const old of open.list()) if (Object.values(old.headers).some((text) => text !== hiddenValue)) save(old)
  return repository
}
