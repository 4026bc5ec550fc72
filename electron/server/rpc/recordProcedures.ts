// The four procedures that all records of the office share: list, create, update, remove.

import type { User } from '../../host/services.ts'
import { type Change, newId, type RecordKindOf, revised } from './changes.ts'

type Asked<I> = { input: I; context: { user: User } }
type Edited<T> = T & { revision?: string | undefined }

/** Handlers of records with an id, which is made here where none is given. */
export function withId<T extends { id: string }>(change: Change, of: RecordKindOf<T>) {
  return {
    list: () => of.records.list().map(revised),
    create: async ({ input, context }: Asked<Omit<T, 'id'> & { id?: string | undefined }>) =>
      revised(await change.create(context.user, of, { ...input, id: input.id ?? newId(of.kind) } as T)),
    update: async ({ input, context }: Asked<Edited<T>>) => {
      const { revision, ...value } = input
      return revised(await change.update(context.user, of, value as unknown as T, revision))
    },
    remove: ({ input, context }: Asked<{ id: string }>) => change.remove(context.user, of, input.id),
  }
}

/** Handlers of records with a number. */
export function withNumber<T extends { number: string }>(change: Change, of: RecordKindOf<T>) {
  return {
    list: () => of.records.list().map(revised),
    create: async ({ input, context }: Asked<T>) => revised(await change.create(context.user, of, input)),
    update: async ({ input, context }: Asked<Edited<T>>) => {
      const { revision, ...value } = input
      return revised(await change.update(context.user, of, value as unknown as T, revision))
    },
    remove: ({ input, context }: Asked<{ number: string }>) => change.remove(context.user, of, input.number),
  }
}
