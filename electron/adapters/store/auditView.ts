// A change of settings as a person may see it: which record, which of its fields, from what to what. Secrets are masked.
import type { RecordChange } from '../../../shared/domain/audit.ts'
import type { RowChange } from './officeRows.ts'

const hidden = '•••'
type Fields = Record<string, unknown>

const parsed = (body: unknown): Fields => JSON.parse(String(body ?? '{}')) as Fields

/** What of a row is shown, by field; null where there is no row. */
function shown({ table }: RowChange, row: RowChange['before']): Fields | null {
  if (row === null) return null
  switch (table) {
    case 'records':
      return { ...parsed(row.body), ...(row.kind === 'outgoing' || row.kind === 'blocked' ? { position: row.position } : {}) }
    case 'settings':
      return parsed(row.body)
    case 'users':
      return { login: row.login, name: row.name, role: row.role, operatorId: row.operator_id, password: row.password }
    case 'pins':
      return { pin: row.hash }
    case 'secrets':
      return { secret: row.sealed }
  }
}

const secret = (table: RowChange['table'], field: string): boolean =>
  table === 'pins' || table === 'secrets' || (table === 'users' && field === 'password')

const told = (value: unknown): string | null =>
  value === undefined || value === null ? null : typeof value === 'string' ? value : JSON.stringify(value)

function named({ table, before, after }: RowChange): { kind: string; id: string } {
  const row = after ?? before ?? {}
  if (table === 'records') return { kind: String(row.kind), id: String(row.id) }
  if (table === 'settings') return { kind: String(row.name), id: '' }
  if (table === 'users') return { kind: 'user', id: String(row.login) }
  return table === 'pins' ? { kind: 'pin', id: String(row.operator_id) } : { kind: 'secret', id: String(row.name) }
}

/** The fields of each record that the change touched. */
export function recordChanges(changes: readonly RowChange[]): RecordChange[] {
  return changes.map((change) => {
    const [before, after] = [shown(change, change.before), shown(change, change.after)]
    const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].flatMap((field) => {
      const [was, is] = [told(before?.[field]), told(after?.[field])]
      if (was === is) return []
      const mask = (text: string | null) => (text !== null && secret(change.table, field) ? hidden : text)
      return [{ field, before: mask(was), after: mask(is) }]
    })
    const did =
      change.before === null ? ('created' as const) : change.after === null ? ('removed' as const) : ('changed' as const)
    return { ...named(change), did, fields }
  })
}
