// One way to change the office: the change, its entry in the audit trail, and the new configuration in force. A new record never
// replaces one, an update never makes one.
import { createHash, randomBytes } from 'node:crypto'
import { EngineError } from '../../engine/api.ts'
import type { Records, User, Uses } from '../../host/services.ts'
import { found, ok } from './mine.ts'

export type Change = ReturnType<typeof changes>

/** A kind of record: what names one, and what must hold for it. */
export type RecordKindOf<T> = {
  /** The audit trail's word for it. */
  kind: string
  records: Records<T>
  key: 'id' | 'number'
  /** Records are chosen by name, so that each has its own. */
  named?: boolean
  /** Throws when it does not fit; `before` is null for a new one. */
  check?(value: T, before: T | null): void
  /** Throws while it cannot go. */
  removable?(id: string): void
  /** What consoles may see of it; revisions are of this. */
  view?(value: T): unknown
}

type Named = { name?: string }
const keyOf = <T>({ key }: RecordKindOf<T>, value: T): string => String((value as Record<string, unknown>)[key])

/** That something belongs to another already. */
export const taken = (field: string, by: string): EngineError =>
  new EngineError('TAKEN', `That is taken already, by “${by}”.`, { field, by })

/** A short word for what a record is now; another content has another. */
export const revisionOf = (seen: unknown): string =>
  createHash('sha256').update(JSON.stringify(seen)).digest('base64url').slice(0, 16)

/** The value with its revision. */
export const revised = <T extends object>(seen: T): T & { revision: string } => ({ ...seen, revision: revisionOf(seen) })

/** Throws CONFLICT when the revision is given and not the one of what is there. */
export function sameRevision(revision: string | undefined, seen: unknown): void {
  if (revision !== undefined && revision !== revisionOf(seen)) throw new EngineError('CONFLICT', 'Someone else changed it first.')
}

/** A new id, which says nothing but the kind. */
export const newId = (kind: string): string => `${kind}-${randomBytes(6).toString('hex')}`

/** How procedures change settings: with an entry in the audit trail, and in force at once. */
export function changes(deps: Uses<'configChanged', 'audit'>) {
  /** Does the work, notes it with what it changed, and puts it in force; the entry's id comes with the result. */
  const run = async <T>(user: User, action: string, target: string, work: () => T, detail?: string) => {
    const done = deps.store.audit.record({ userId: user.id, action, target, detail }, work)
    await deps.configChanged()
    return done
  }
  return {
    run,
    /** Notes what was done elsewhere, and puts it in force. */
    async apply(user: User, action: string, target: string, detail?: string): Promise<void> {
      deps.store.audit.add({ userId: user.id, action, target, detail })
      await deps.configChanged()
    },
    /** Adds a record; `more` is done with it. TAKEN when its key or name is another's. */
    async create<T>(user: User, of: RecordKindOf<T>, value: T, more: () => void = () => {}): Promise<T> {
      const id = keyOf(of, value)
      refuseTaken(of, value, null)
      of.check?.(value, null)
      const work = () => {
        refuseTaken(of, value, null)
        of.records.save(value)
        more()
      }
      await run(user, `${of.kind}.create`, id, work)
      // As it is listed: a revision is of that.
      return found(of.records.get(id))
    },
    /** Changes a record. NOT_FOUND when there is none, CONFLICT when it is not at that revision. */
    async update<T>(user: User, of: RecordKindOf<T>, value: T, revision: string | undefined): Promise<T> {
      const id = keyOf(of, value)
      const before = found(of.records.get(id))
      sameRevision(revision, of.view ? of.view(before) : before)
      refuseTaken(of, value, before)
      of.check?.(value, before)
      await run(user, `${of.kind}.update`, id, () => of.records.save(value))
      return found(of.records.get(id))
    },
    /** Removes one; NOT_FOUND when there is none. */
    async remove<T>(user: User, of: RecordKindOf<T>, id: string): Promise<typeof ok & { change: number }> {
      of.removable?.(id)
      const { id: change } = await run(user, `${of.kind}.remove`, id, () => found(of.records.remove(id) || null))
      return { ...ok, change }
    },
  }
}

function refuseTaken<T>(of: RecordKindOf<T>, value: T, before: T | null): void {
  const nameOf = (record: T) => (record as Named).name ?? keyOf(of, record)
  const holder = before === null ? of.records.get(keyOf(of, value)) : null
  if (holder) throw taken(of.key, nameOf(holder))
  const name = nameOf(value).trim().toLowerCase()
  if (!of.named || (before && nameOf(before).trim().toLowerCase() === name)) return
  const other = of.records.list().find((one) => nameOf(one).trim().toLowerCase() === name && keyOf(of, one) !== keyOf(of, value))
  if (other) throw taken('name', nameOf(other))
}
