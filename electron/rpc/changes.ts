// One way to change the office: the change, its line in the audit trail, and the new configuration in force.
import type { Deps, Records, User } from './deps.ts'
import { found, ok } from './mine.ts'

export type Change = ReturnType<typeof changes>

export function changes(deps: Deps) {
  const apply = async (user: User, action: string, target: string, detail?: string) => {
    deps.store.audit.add({ userId: user.id, action, target, detail })
    await deps.configChanged()
  }
  return {
    apply,
    /** Saves one record of that kind. */
    async save<T>(user: User, kind: string, records: Records<T>, id: string, value: T): Promise<T> {
      records.save(value)
      await apply(user, `${kind}.save`, id)
      return value
    },
    /** Removes one; NOT_FOUND when there is none. */
    async remove<T>(user: User, kind: string, records: Records<T>, id: string): Promise<typeof ok> {
      found(records.remove(id) || null)
      await apply(user, `${kind}.remove`, id)
      return ok
    },
    /** Replaces the whole list. */
    async replaceAll<T>(user: User, kind: string, records: Records<T>, values: T[]): Promise<T[]> {
      records.replaceAll(values)
      await apply(user, `${kind}.saveAll`, kind, `${values.length}`)
      return values
    },
  }
}
