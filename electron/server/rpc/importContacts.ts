// An import of contacts: looked through and written a slice at a time, so that calls are served in between.
import { setImmediate as turn } from 'node:timers/promises'
import type { Contact, ListedContact, StagedContact } from '../../../shared/domain/contacts.ts'
import type { Services } from '../../host/services.ts'

type Row = Omit<Contact, 'id'>
type Known = Pick<ListedContact, 'company' | 'email' | 'note' | 'numbers'>
type Planned = { changes: string | null; row: Row; keepsNumbers: boolean }

/** Whose numbers these are, one answer a number. */
type Holders = { holders(numbers: string[]): Promise<(ListedContact | null)[]> }

/** Rows of one step, and how long steps go on until the host has a turn for something else, ms. */
const slice = 25
const mostMs = 4

const sameNumbers = (one: Known, other: Known) => String([...one.numbers].sort()) === String([...other.numbers].sort())

const sameContact = (one: Known, other: Known) =>
  one.company === other.company && one.email === other.email && one.note === other.note && sameNumbers(one, other)

/** Lets the host have its turn once some milliseconds have been worked. */
function breather(): () => Promise<void> {
  let began = performance.now()
  return async () => {
    if (performance.now() - began < mostMs) return
    await turn()
    began = performance.now()
  }
}

async function inSlices<T>(items: readonly T[], work: (slice: readonly T[]) => Promise<void> | void): Promise<void> {
  const rest = breather()
  for (let at = 0; at < items.length; at += slice) {
    await work(items.slice(at, at + slice))
    await rest()
  }
}

/** What each row does: to a contact of the office, or to one that an earlier row of the same file brings. */
function planner() {
  const count = { added: 0, changed: 0, same: 0 }
  const planned: Planned[] = []
  const byNumber = new Map<string, Planned>()
  const byContact = new Map<string, Planned>()
  const keysOf = ({ name, numbers }: Row) => numbers.map((number) => `${number} ${name.toLowerCase()}`)
  const remember = (plan: Planned) => {
    for (const key of keysOf(plan.row)) byNumber.set(key, plan)
    if (plan.changes !== null) byContact.set(plan.changes, plan)
  }
  const add = (plan: Planned) => {
    planned.push(plan)
    remember(plan)
  }
  const replace = (plan: Planned, row: Row) => {
    const same = sameContact(plan.row, row)
    count[same ? 'same' : 'changed'] += 1
    if (same) return
    plan.keepsNumbers &&= sameNumbers(plan.row, row)
    plan.row = row
    remember(plan)
  }
  const look = (row: Row, holderOf: (number: string) => ListedContact | null | undefined) => {
    const earlier = keysOf(row).flatMap((key) => byNumber.get(key) ?? [])[0]
    if (earlier) return replace(earlier, row)
    const holders = row.numbers.map(holderOf)
    const before = holders.find((each) => each && !each.mine && each.name.toLowerCase() === row.name.toLowerCase())
    const again = before && byContact.get(before.id)
    if (again) return replace(again, row)
    const does = !before ? 'added' : sameContact(before, row) ? 'same' : 'changed'
    count[does] += 1
    if (does === 'same') return
    add({ changes: before?.id ?? null, row, keepsNumbers: before != null && sameNumbers(before, row) })
  }
  return { count, planned, look }
}

const toStaged = ({ changes, row: { mine: _, numbers, ...rest }, keepsNumbers }: Planned): StagedContact => ({
  ...rest,
  changes,
  numbers: keepsNumbers ? null : numbers,
})

/**
 * Adds what is new and changes what has the same name and a number in common: all of it or, when a row is refused, none;
 * `dryRun` only tells what would be. `tidy` gives a row its numbers as they are kept, or throws.
 */
export async function importContacts(
  contacts: Holders & Pick<Services['store']['contacts'], 'beginImport'>,
  rows: readonly Row[],
  { tidy, dryRun }: { tidy(row: Row): Row; dryRun: boolean },
): Promise<{ added: number; changed: number; same: number }> {
  const { count, planned, look } = planner()
  await inSlices(rows, async (part) => {
    const tidied = part.map(tidy)
    const numbers = [...new Set(tidied.flatMap((row) => row.numbers))]
    const found = await contacts.holders(numbers)
    const holders = new Map(numbers.map((number, at) => [number, found[at]]))
    for (const row of tidied) look(row, (number) => holders.get(number))
  })
  if (dryRun || planned.length === 0) return count
  const begun = contacts.beginImport()
  try {
    await inSlices(planned, (part) => begun.add(part.map(toStaged)))
    begun.commit()
  } catch (error) {
    while (begun.sweep()) await turn()
    throw error
  }
  const rest = breather()
  while (begun.settle()) await rest()
  return count
}
