// People as one thing each: what there is of them, and how a form's worth of it is written, whole or not at all.
import { randomInt } from 'node:crypto'
import type { Extension, Mailbox, Operator } from '../../../shared/domain/office.ts'
import { ownMailbox, type Person, type PersonMailbox } from '../../../shared/domain/person.ts'
import type { User, Uses } from '../../host/services.ts'
import { newId, revisionOf, taken } from './changes.ts'
import { found } from './mine.ts'
import { invalid } from './officeKinds.ts'

/** What there is of somebody; `mailbox`: their own. */
export type Parts = { user: User | null; operator: Operator | null; extension: Extension | null; mailbox: Mailbox | null }
type Store = Uses<never, 'office' | 'users'>

const nothing: Parts = { user: null, operator: null, extension: null, mailbox: null }

/** Operators with their users, then users without a phone; each read once. */
export function everybody({ store: { office, users } }: Store): Parts[] {
  const [operators, extensions, mailboxes, accounts] = [
    office.operators.list(),
    office.extensions.list(),
    office.mailboxes.list(),
    users.list(),
  ]
  const byNumber = new Map(extensions.map((each) => [each.number, each]))
  const byOperator = new Map(accounts.flatMap((each) => (each.operatorId === null ? [] : [[each.operatorId, each] as const])))
  const sharing = new Map<string, Pick<Extension, 'number' | 'mailbox'>[]>()
  for (const each of extensions)
    if (each.mailbox !== undefined) sharing.set(each.mailbox, [...(sharing.get(each.mailbox) ?? []), each])
  const boxes = new Map(mailboxes.map((each) => [each.id, each]))
  const ownOf = (extension: Extension | null): Mailbox | null => {
    const box = extension?.mailbox === undefined ? undefined : boxes.get(extension.mailbox)
    return extension && box ? ownMailbox(extension, [box], sharing.get(box.id) ?? []) : null
  }
  const known = new Set(operators.map(({ id }) => id))
  return [
    ...operators.map((operator): Parts => {
      const extension = byNumber.get(operator.extension) ?? null
      return { user: byOperator.get(operator.id) ?? null, operator, extension, mailbox: ownOf(extension) }
    }),
    ...accounts
      .filter(({ operatorId }) => operatorId === null || !known.has(operatorId))
      .map((user): Parts => ({ ...nothing, user })),
  ]
}

export const idOf = ({ operator, user }: Parts): string => operator?.id ?? user?.id ?? ''
/** As queues, boards and calls name them; a user of an earlier version may have signed up by another name. */
export const nameOf = ({ operator, user }: Parts): string => operator?.name ?? user?.name ?? ''

function mailboxOf({ extension, mailbox }: Parts): PersonMailbox {
  if (!extension?.mailbox) return { kind: 'none' }
  if (!mailbox) return { kind: 'shared', id: extension.mailbox }
  const { id: _id, name: _name, extension: _extension, ...settings } = mailbox
  return { kind: 'own', ...settings }
}

/** Somebody as the form has them; without how they sign in where `signIns` is false. */
export function viewOf(parts: Parts, signIns: boolean) {
  const { user, operator, extension } = parts
  const seen = signIns ? user : null
  return {
    id: idOf(parts),
    userId: seen?.id ?? null,
    operatorId: operator?.id ?? null,
    name: nameOf(parts),
    signIn: seen && { login: seen.login, role: seen.role },
    phone: operator && {
      number: operator.extension,
      mayDial: extension?.mayDial ?? [],
      ...(extension?.pickUpGroup ? { pickUpGroup: extension.pickUpGroup } : {}),
      queues: operator.queues,
      loginFromOutside: operator.loginFromOutside ?? false,
      mailbox: mailboxOf(parts),
    },
    revision: revisionOf(signIns ? parts : { ...parts, user: null }),
  }
}

/** Throws NOT_FOUND. */
export const personOf = (deps: Store, id: string): Parts =>
  found(
    everybody(deps).find((parts) => idOf(parts) === id),
    'There is no such person.',
  )

// No 0, 1, l, o: it is read out and typed.
const letters = 'abcdefghijkmnpqrstuvwxyz23456789'

/** A first password, 80 bits: `k7mp-x2rd-9hqt-c4wn`. */
export const newPassword = (): string =>
  Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')).join('-')

/** What the ids of new parts will be, and the secrets' hashes, which take their time and are made before anything is written. */
export type Prepared = {
  operatorId: string
  userId: string
  hash?: string | undefined
  assignPin?: ((id: string) => void) | undefined
}

type Writing = {
  deps: Store
  /** Names of all mailboxes, in small letters; mailboxes are chosen by their names, so that each has its own. */
  mailboxNames: Set<string>
}

/**
 * Writes somebody who was checked, within a transaction of the caller's: whatever is refused undoes all of it. `adopt`: an extension of that
 * number that nobody has becomes theirs. Throws StoreError CONFLICT for the last admin.
 */
export function writePerson(writing: Writing, given: Person, before: Parts, prepared: Prepared, adopt: boolean): Parts {
  const phone = given.phone === null ? nothing : writePhone(writing, given, before, prepared, adopt)
  const user = writeSignIn(writing.deps, given, before, { ...prepared, operatorId: phone.operator?.id ?? null })
  return { ...phone, user }
}

/** What is wrong with it before anything is prepared for it; the same is looked at again as it is written. */
export function checkPerson(deps: Store, given: Person, before: Parts, adopt: boolean): void {
  if (given.signIn === null && given.phone === null) throw invalid('signsIn', 'Somebody signs in, has a phone, or both.')
  if (before.operator && given.phone === null) throw invalid('hasPhone', 'A phone is taken away as somebody leaves.')
  if (before.operator && given.phone && given.phone.number !== before.operator.extension)
    throw invalid('number', 'The number of somebody stays.')
  const { office, users } = deps.store
  const login = given.signIn?.login.toLowerCase()
  const other = users.list().find((each) => each.id !== before.user?.id && each.login.toLowerCase() === login)
  if (other) throw taken('login', other.name)
  if (!given.phone) return
  const { number, queues, mailbox } = given.phone
  if (!before.operator) {
    const holder = office.operators.list().find(({ extension }) => extension === number)
    if (holder) throw taken('number', holder.name)
    const there = office.extensions.get(number)
    if (there && !adopt) throw taken('number', there.name)
    if (office.routes.get(number)) throw taken('number', number)
  }
  const unknown = queues.find(({ queueId }) => !office.queues.get(queueId))
  if (unknown) throw invalid('queues', `There is no queue ${unknown.queueId}.`)
  if (mailbox.kind === 'shared' && !office.mailboxes.get(mailbox.id)) throw invalid('mailbox', 'There is no such mailbox.')
}

function writePhone(writing: Writing, given: Person, before: Parts, prepared: Prepared, adopt: boolean): Parts {
  const { office } = writing.deps.store
  const { number, mayDial, pickUpGroup, queues, loginFromOutside, mailbox: wanted } = found(given.phone)
  const there = before.extension ?? (adopt ? office.extensions.get(number) : null)
  const mailbox = writeMailbox(writing, given.name, number, wanted, before.mailbox)
  const { mailbox: _former, pickUpGroup: _group, ...kept } = there ?? { number }
  const mailboxId = mailbox?.id ?? (wanted.kind === 'shared' ? wanted.id : undefined)
  const own = { ...(pickUpGroup ? { pickUpGroup } : {}), ...(mailboxId === undefined ? {} : { mailbox: mailboxId }) }
  const extension: Extension = { ...kept, name: given.name, mayDial, ...own }
  office.extensions.save(extension)
  const operator: Operator = {
    ...{ ...before.operator, id: before.operator?.id ?? prepared.operatorId, name: given.name, extension: number, queues },
    loginFromOutside,
  }
  office.operators.save(operator)
  prepared.assignPin?.(operator.id)
  return { user: null, operator, extension, mailbox }
}

/** Their own mailbox; one that is theirs no longer stays, without their lamp. */
function writeMailbox(
  { deps, mailboxNames }: Writing,
  name: string,
  number: string,
  wanted: PersonMailbox,
  before: Mailbox | null,
): Mailbox | null {
  const { mailboxes } = deps.store.office
  if (wanted.kind !== 'own') {
    if (before) mailboxes.save(withoutLamp(before))
    return null
  }
  const { kind: _, ...settings } = wanted
  if (before) mailboxNames.delete(before.name.trim().toLowerCase())
  const own: Mailbox = {
    ...{ id: before?.id ?? newId('mailbox'), extension: number, ...settings },
    name: mailboxNames.has(name.toLowerCase()) ? `${name.slice(0, 70)} ${number}` : name,
  }
  mailboxNames.add(own.name.toLowerCase())
  mailboxes.save(own)
  return own
}

export const withoutLamp = ({ extension: _, ...mailbox }: Mailbox): Mailbox => mailbox

function writeSignIn(
  { store: { users } }: Store,
  given: Person,
  before: Parts,
  { userId, operatorId, hash }: Omit<Prepared, 'operatorId'> & { operatorId: string | null },
): User | null {
  if (given.signIn === null) {
    if (before.user) users.remove(before.user.id)
    return null
  }
  const { login, role } = given.signIn
  const user = { id: before.user?.id ?? userId, login, name: given.name, role, operatorId }
  return users.write(user, hash)
}
