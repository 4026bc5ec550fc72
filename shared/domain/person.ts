// A person of the office as one thing: how they sign in, and the phone they take calls at, with queues and voicemail.
import { z } from 'zod'
import { type Extension, extension, extensionNumber, id, type Mailbox, mailbox, operator, role } from './office.ts'

/** `own`: one that nobody else has, its messages theirs; `shared`: one of the office. */
export const personMailbox = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('shared'), id }),
  mailbox.omit({ id: true, name: true, extension: true }).extend({ kind: z.literal('own') }),
])
export type PersonMailbox = z.infer<typeof personMailbox>

export const personSignIn = z.object({ login: z.string().trim().min(1).max(64), role })

export const personPhone = z.object({
  number: extensionNumber,
  mayDial: extension.shape.mayDial,
  pickUpGroup: extension.shape.pickUpGroup,
  queues: operator.shape.queues.default([]),
  loginFromOutside: z.boolean().default(false),
  mailbox: personMailbox.default({ kind: 'none' }),
})

/** At least one of `signIn` and `phone`. */
export const person = z.object({
  name: z.string().trim().min(1).max(80),
  signIn: personSignIn.nullable().default(null),
  phone: personPhone.nullable().default(null),
})
export type Person = z.infer<typeof person>

/** The mailbox that is an extension's own: its lamp follows it, and no other extension leaves messages there. */
export function ownMailbox(
  of: Pick<Extension, 'number' | 'mailbox'>,
  mailboxes: readonly Mailbox[],
  extensions: readonly Pick<Extension, 'number' | 'mailbox'>[],
): Mailbox | null {
  const found = mailboxes.find((each) => each.id === of.mailbox && each.extension === of.number)
  const shared = extensions.some((other) => other.number !== of.number && other.mailbox === found?.id)
  return found && !shared ? found : null
}

const firstNumber = 201

/** The next free number after the lowest one of the length that most have; null when that length is used up. */
export function freeNumber(extensions: readonly string[], others: readonly string[]): string | null {
  const taken = new Set([...extensions, ...others])
  const count = (length: number) => extensions.filter((each) => each.length === length).length
  const length = [...new Set(extensions.map((each) => each.length))].sort((a, b) => count(b) - count(a))[0] ?? 3
  const numbers = extensions.filter((each) => each.length === length).map(Number)
  const start = numbers.length > 0 ? Math.min(...numbers) : firstNumber
  for (let next = start; next < 10 ** length; next++) {
    const number = String(next).padStart(length, '0')
    if (!taken.has(number)) return number
  }
  return null
}

/** A name as it stands in a login: `Zoë de Vries` → [`zoe`, `de`, `vries`]. */
const parts = (name: string): string[] =>
  name
    .replace(/[äöü]/gi, (letter) => ({ ä: 'ae', ö: 'oe', ü: 'ue' })[letter.toLowerCase()] ?? letter)
    .replace(/ß/g, 'ss')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)

/** A login for somebody of that name which nobody has: `anna`, else `anna.bergmann`, else `anna2`. Empty for a name without letters. */
export function loginFor(name: string, taken: ReadonlySet<string>): string {
  const [first, ...more] = parts(name)
  if (first === undefined) return ''
  const wanted = [first, ...(more.length > 0 ? [`${first}.${more.join('')}`] : [])].map((each) => each.slice(0, 60))
  const free = wanted.find((each) => !taken.has(each))
  if (free !== undefined) return free
  for (let next = 2; ; next++) {
    const login = `${wanted[0]}${next}`
    if (!taken.has(login)) return login
  }
}
