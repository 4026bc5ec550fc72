// The directory: contacts, stars and keys, and whose number that is.
import type { Contact } from '../../../shared/domain/contacts.ts'
import { listedNumber, normalizeNumber } from '../../../shared/domain/dial.ts'
import { EngineError } from '../../engine/api.ts'
import type { User, Uses } from '../../host/services.ts'
import type { Guarded } from './guard.ts'
import { importContacts } from './importContacts.ts'
import { found, ok } from './mine.ts'

export const directoryProcedures = (os: Guarded, deps: Uses<'ask' | 'config', 'audit' | 'contacts' | 'trash'>) => {
  const { contacts, audit, trash } = deps.store
  const d = os.directory
  const gather = batches()
  const known = (user: User, id: string) => found(contacts.get(user.id, id), 'There is no such contact.')
  return d.router({
    list: d.list.handler(({ input, context, signal }) =>
      deps.ask('contacts', { userId: context.user.id, filter: input }, signal),
    ),
    save: d.save.handler(({ input, context: { user } }) => {
      if (input.id !== '') known(user, input.id)
      const id = contacts.save(user.id, withNumbers(deps, input))
      audit.add({ userId: user.id, action: 'contact.save', target: id, detail: input.name })
      return known(user, id)
    }),
    remove: d.remove.handler(({ input, context: { user } }) => {
      const contact = known(user, input.id)
      const { name } = contact
      const trashed = { kind: 'contact' as const, name, by: user.login, body: { ...contact, owner: user.id } }
      trash.put(trashed, () => contacts.remove(input.id))
      audit.add({ userId: user.id, action: 'contact.remove', target: input.id, detail: name })
      return ok
    }),
    mark: d.mark.handler(({ input: { id, favourite, speedDial }, context: { user } }) => {
      known(user, id)
      contacts.mark(user.id, id, favourite, speedDial)
      return known(user, id)
    }),
    lookup: d.lookup.handler(async ({ input, context, signal }) => {
      const { country } = deps.config().settings
      const numbers = input.numbers.map((number) => normalizeNumber(number, country))
      const holders = await deps.ask('holders', { userId: context.user.id, numbers }, signal)
      return input.numbers.flatMap((number, at) => {
        const contact = holders[at]
        return contact ? [{ number, contactId: contact.id, name: contact.name, company: contact.company }] : []
      })
    }),
    import: d.import.handler(async ({ input, context: { user } }) => {
      const rows = gather(user, input)
      if (rows === null) return { added: 0, changed: 0, same: 0 }
      const holders = (numbers: string[]) => deps.ask('holders', { userId: user.id, numbers })
      const result = await importContacts({ beginImport: contacts.beginImport, holders }, rows, {
        tidy: (row) => withNumbers(deps, row),
        dryRun: input.dryRun,
      })
      if (!input.dryRun)
        audit.add({
          userId: user.id,
          action: 'contact.import',
          target: 'contacts',
          detail: `${result.added} + ${result.changed}`,
        })
      return result
    }),
  })
}

/** The contact with its numbers in E.164. Throws INVALID for one that is none. */
function withNumbers<T extends { numbers: string[] }>(deps: Uses<'config'>, contact: T): T {
  const { country } = deps.config().settings
  const numbers = [...new Set(contact.numbers.map((number) => listedNumber(number, country)))]
  const bad = contact.numbers[numbers.findIndex(({ length }) => length < 2)]
  if (bad !== undefined) throw new EngineError('INVALID', `“${bad}” is no number.`, { field: 'numbers' })
  return { ...contact, numbers }
}

type Rows = readonly Omit<Contact, 'id'>[]
type ImportInput = { contacts: Rows; part?: { batch: string; more: boolean } | undefined }
const mostRows = 100_000

/** Keeps the parts of each user's newest batch; gives all its rows with the last part, null before. Throws TOO_LARGE. */
function batches(): (user: User, input: ImportInput) => Rows | null {
  const begun = new Map<string, { batch: string; rows: Rows }>()
  return ({ id }, { contacts, part }) => {
    if (!part) return contacts
    const before = begun.get(id)
    const rows = [...(before?.batch === part.batch ? before.rows : []), ...contacts]
    begun.delete(id)
    if (rows.length > mostRows) throw new EngineError('TOO_LARGE', `More than ${mostRows} contacts.`)
    if (!part.more) return rows
    begun.set(id, { batch: part.batch, rows })
    return null
  }
}
