// What the rows of a list of people do to an office: a plan that writes nothing, and says why a row is left out.
import type { z } from 'zod'
import type { people, rowRefusals } from '../../../shared/contract/people.ts'
import { mailAddress } from '../../../shared/domain/mail.ts'
import { extensionNumber, type Role } from '../../../shared/domain/office.ts'
import { freeNumber, loginFor, type Person, type PersonMailbox } from '../../../shared/domain/person.ts'
import { nameOf, type Parts, viewOf } from './persons.ts'

type Input<T> = T extends { '~orpc': { inputSchema?: infer S } } ? (S extends z.ZodType ? z.infer<S> : never) : never
export type ImportRow = Input<typeof people.import>['rows'][number]
export type ImportChoices = Input<typeof people.import>['choices']
export type Refusal = (typeof rowRefusals)[number]

export type Planned = {
  row: number
  name: string
  does: 'new' | 'changed' | 'same' | 'refused'
  reason: Refusal | null
  by: string | null
  /** What is written; null for what is refused or the same. */
  write: { given: Person; before: Parts } | null
  given: Person | null
}

export type PlanOffice = {
  people: readonly Parts[]
  /** Extensions with their names, routes and slots: numbers that are somebody's or something's. */
  extensions: ReadonlyMap<string, string>
  others: readonly string[]
  queues: readonly { id: string; name: string }[]
}

const nobody: Parts = { user: null, operator: null, extension: null, mailbox: null }
const small = (text: string) => text.trim().toLowerCase()

class RowRefused extends Error {
  readonly reason: Refusal
  readonly by: string | null
  constructor(reason: Refusal, by: string | null = null) {
    super(reason)
    this.reason = reason
    this.by = by
  }
}

/** The people of the office by what a row names them by, and what is taken; rows add to it as they are planned. */
function register({ people, extensions, others, queues }: PlanOffice) {
  const [numbers, logins, names] = [new Map<string, Parts>(), new Map<string, Parts>(), new Map<string, Parts | null>()]
  const takenLogins = new Map<string, string>()
  for (const each of people) {
    if (each.operator) numbers.set(each.operator.extension, each)
    if (each.user) {
      logins.set(small(each.user.login), each)
      takenLogins.set(small(each.user.login), each.user.name)
    }
    // Two of one name are told apart by nothing.
    const name = small(nameOf(each))
    names.set(name, names.has(name) ? null : each)
  }
  return {
    ...{ numbers, logins, names, takenLogins, others: new Set(others) },
    takenNumbers: new Map(extensions),
    queues: new Map(queues.flatMap(({ id, name }) => [[small(id), id] as const, [small(name), id] as const])),
    touched: new Set<Parts>(),
  }
}
type Register = ReturnType<typeof register>

/** Whom a row is about; `nobody` for somebody new. */
function personOfRow(row: ImportRow, known: Register): Parts {
  const byNumber = row.number === undefined ? undefined : known.numbers.get(row.number)
  const byLogin = row.login === undefined ? undefined : known.logins.get(small(row.login))
  const byName = row.name === '' ? undefined : known.names.get(small(row.name))
  if (byNumber && byLogin && byNumber !== byLogin) throw new RowRefused('loginTaken', nameOf(byLogin))
  // A name alone says who it is only where the list says nothing that tells them apart.
  const found = byNumber ?? byLogin ?? (row.login === undefined ? byName : undefined) ?? nobody
  if (found !== nobody) {
    if (known.touched.has(found)) throw new RowRefused('twice', nameOf(found))
    if (row.number !== undefined && found.operator && row.number !== found.operator.extension)
      throw new RowRefused('numberStays', found.operator.extension)
  }
  return found
}

function queuesOf(row: ImportRow, known: Register): { queueId: string; penalty: number }[] | undefined {
  return row.queues?.map((word) => {
    const [, name = '', penalty] = /^(.*?)\s*(?:\((\d{1,3})\))?$/.exec(word.trim()) ?? []
    const queueId = known.queues.get(small(name))
    if (queueId === undefined) throw new RowRefused('queue', word)
    return { queueId, penalty: Math.min(100, Number(penalty ?? 0)) }
  })
}

function numberOf(row: ImportRow, before: Parts, known: Register, choices: ImportChoices): string | null {
  if (before.operator) return before.operator.extension
  if (row.number === undefined) {
    if (!choices.giveNumbers) return null
    const free = freeNumber([...known.takenNumbers.keys()], [...known.others])
    if (free === null) throw new RowRefused('noNumber')
    return free
  }
  if (!extensionNumber.safeParse(row.number).success) throw new RowRefused('number', row.number)
  const holder = known.takenNumbers.get(row.number) ?? (known.others.has(row.number) ? row.number : undefined)
  if (holder !== undefined) throw new RowRefused('numberTaken', holder)
  return row.number
}

function mailboxOf(row: ImportRow, before: PersonMailbox | null, choices: ImportChoices): PersonMailbox {
  if (row.email !== undefined && !mailAddress.safeParse(row.email).success) throw new RowRefused('email', row.email)
  const fresh: PersonMailbox = { kind: 'own', maxSeconds: 180, addresses: [], sound: 'wav', deleteAfterMail: false }
  const wanted = row.voicemail ?? (before === null ? choices.ownMailbox : undefined)
  const kept = before ?? { kind: 'none' as const }
  const mailbox = wanted === undefined ? kept : !wanted ? { kind: 'none' as const } : kept.kind === 'none' ? fresh : kept
  if (row.email === undefined || mailbox.kind !== 'own' || mailbox.addresses.includes(row.email)) return mailbox
  return { ...mailbox, addresses: [...mailbox.addresses, row.email].slice(-10) }
}

function signInOf(row: ImportRow, name: string, before: Parts, known: Register, choices: ImportChoices): Person['signIn'] {
  if (row.role === null) throw new RowRefused('role')
  const role: Role = row.role ?? before.user?.role ?? 'agent'
  if (before.user) {
    const login = row.login === undefined ? before.user.login : row.login.trim()
    const holder = known.takenLogins.get(small(login))
    if (small(login) !== small(before.user.login) && holder !== undefined) throw new RowRefused('loginTaken', holder)
    return { login, role }
  }
  if (row.login === undefined && (!choices.signIn || before.operator)) return null
  const login = row.login === undefined ? loginFor(name, new Set(known.takenLogins.keys())) : row.login.trim()
  if (login === '' || login.length > 64) throw new RowRefused('login', login)
  const holder = known.takenLogins.get(small(login))
  if (holder !== undefined) throw new RowRefused('loginTaken', holder)
  return { login, role }
}

function personFor(row: ImportRow, before: Parts, known: Register, choices: ImportChoices): Person {
  const name = row.name.trim() || nameOf(before)
  if (name === '' || name.length > 80) throw new RowRefused('name', name.slice(0, 80) || null)
  const was = before === nobody ? null : viewOf(before, true)
  const signIn = signInOf(row, name, before, known, choices)
  const queues = queuesOf(row, known)
  const number = numberOf(row, before, known, choices)
  if (signIn === null && number === null) throw new RowRefused('neither')
  const phone =
    number === null
      ? null
      : {
          number,
          mayDial: was?.phone?.mayDial ?? ['national' as const],
          ...(was?.phone?.pickUpGroup ? { pickUpGroup: was.phone.pickUpGroup } : {}),
          queues: queues ?? was?.phone?.queues ?? [],
          loginFromOutside: was?.phone?.loginFromOutside ?? false,
          mailbox: mailboxOf(row, was?.phone?.mailbox ?? null, choices),
        }
  return { name, signIn, phone }
}

const sameAs = (given: Person, before: Parts): boolean => {
  const { name, signIn, phone } = viewOf(before, true)
  const named = [before.operator?.name, before.extension?.name, before.user?.name].every(
    (each) => each === undefined || each === name,
  )
  return named && JSON.stringify(given) === JSON.stringify({ name, signIn, phone })
}

/** What the plan goes on with after somebody's row. */
function remember(known: Register, given: Person, before: Parts): void {
  if (before !== nobody) known.touched.add(before)
  if (given.phone) known.takenNumbers.set(given.phone.number, given.name)
  if (given.signIn) known.takenLogins.set(small(given.signIn.login), given.name)
}

/** What each row does, in their order: a later row sees what an earlier one takes. */
export function planRows(office: PlanOffice, rows: readonly ImportRow[], choices: ImportChoices): Planned[] {
  const known = register(office)
  let admins = office.people.filter(({ user }) => user?.role === 'admin').length
  const judge = (row: ImportRow): Pick<Planned, 'given' | 'write' | 'does'> => {
    const before = personOfRow(row, known)
    const given = personFor(row, before, known, choices)
    const lost = before.user?.role === 'admin' && given.signIn?.role !== 'admin'
    if (lost && admins === 1) throw new RowRefused('lastAdmin')
    if (lost) admins -= 1
    remember(known, given, before)
    if (before === nobody) return { given, write: { given, before }, does: 'new' }
    return sameAs(given, before) ? { given, write: null, does: 'same' } : { given, write: { given, before }, does: 'changed' }
  }
  return rows.map((row): Planned => {
    const about = { row: row.row, reason: null, by: null }
    try {
      const judged = judge(row)
      return { ...about, ...judged, name: judged.given?.name ?? row.name }
    } catch (refused) {
      if (!(refused instanceof RowRefused)) throw refused
      const { reason, by } = refused
      return { ...about, name: row.name, does: 'refused', reason, by, given: null, write: null }
    }
  })
}
