// Who fits what was typed, best first.

import type { OperatorLive } from '../../../shared/domain/calls.ts'

export type DirectoryEntry = {
  kind: 'extension' | 'queue' | 'mailbox' | 'contact'
  target: string
  name: string
  state: 'free' | 'busy' | 'offline' | 'unknown'
  /** Of a colleague who is away. */
  away?: OperatorLive['away']
}

const order = { free: 0, busy: 1, unknown: 2, offline: 3 } as const
const kinds = { extension: 0, queue: 1, mailbox: 2, contact: 3 } as const

/**
 * The entries whose name or number contains the query; free colleagues first, then queues and mailboxes. A number that is
 * nobody's is offered as it is.
 */
export function targetsFor(
  directory: readonly DirectoryEntry[],
  query: string,
  number: string,
  toNumber: (number: string) => string,
): DirectoryEntry[] {
  const wanted = query.trim().toLowerCase()
  const fits = (entry: DirectoryEntry) => entry.name.toLowerCase().includes(wanted) || entry.target.startsWith(wanted)
  const found = directory
    .filter((entry) => wanted === '' || fits(entry))
    .sort((a, b) => kinds[a.kind] - kinds[b.kind] || order[a.state] - order[b.state] || a.name.localeCompare(b.name))
  const dialable = number.length >= 2 && /^[+\d*#().\s/-]+$/.test(query.trim())
  if (!dialable || found.some((entry) => entry.target === number)) return found
  return [...found, { kind: 'extension', target: number, name: toNumber(number), state: 'unknown' }]
}
