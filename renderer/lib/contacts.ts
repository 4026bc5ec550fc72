// Whose number that is: asked of the host once for each number on the screen, many at a time.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { showCaller } from './format/telephone.ts'
import { text } from './i18n/index.ts'
import { isConnected, rpc } from './rpc/index.ts'
import { useSession } from './session.ts'

type Known = { contactId: string; name: string; company: string } | null

const known = createStore<{ byNumber: ReadonlyMap<string, Known> }>()(() => ({ byNumber: new Map() }))
const wanted = new Set<string>()
let asking = false
const mostAtOnce = 200
/** Extensions are no contacts, and who withholds a number is nobody. */
const askable = (number: string) => number.replace(/\D/g, '').length >= 6

async function ask(): Promise<void> {
  asking = false
  const numbers = [...wanted].slice(0, mostAtOnce)
  wanted.clear()
  if (numbers.length === 0 || !isConnected()) return
  // Without an answer the screen shows what it had; the number is asked for again when it is next seen.
  const found = await rpc.directory.lookup({ numbers }).catch(() => null)
  if (!found) return
  const answers = new Map(found.map(({ number, ...contact }) => [number, contact]))
  known.setState(({ byNumber }) => ({
    byNumber: new Map([...byNumber, ...numbers.map((number): [string, Known] => [number, answers.get(number) ?? null])]),
  }))
}

function want(number: string): void {
  wanted.add(number)
  if (asking) return
  asking = true
  setTimeout(() => void ask(), 0)
}

/** After a change in the directory: every number is asked for anew. */
export function forgetContacts(): void {
  known.setState({ byNumber: new Map() })
}

/** The contact of a number; null while unknown, or when nobody has it. */
export function useContact(number: string): Known {
  const contact = useStore(known, (state) => state.byNumber.get(number))
  if (contact === undefined && askable(number)) want(number)
  return contact ?? null
}

/** Names callers and callees: the extension's or the contact's name, else the one they came with, else the number. */
export function useCallerName(): (from: string, fromName: string) => string {
  const byNumber = useStore(known, (state) => state.byNumber)
  const extensions = useSession((state) => state.extensions)
  return (from, fromName) => {
    const contact = byNumber.get(from)
    if (contact === undefined && askable(from)) want(from)
    const colleague = extensions.find(({ number }) => number === from)?.name
    return showCaller(from, colleague || contact?.name || fromName, text.common.anonymous)
  }
}
