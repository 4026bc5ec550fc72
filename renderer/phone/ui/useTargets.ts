// Who fits what was typed: the house, and once two letters are there the contacts.
import { useLoad } from '../../lib/feedback/index.ts'
import { typedText } from '../../lib/format/telephone.ts'
import { text } from '../../lib/i18n/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import { usePhone } from '../store.ts'
import { type DirectoryEntry, targetsFor } from './targets.ts'

const mostContacts = 8

/** The entries that fit, best first; one's own extension is not among them. */
export function useTargets(query: string): { entries: DirectoryEntry[]; loading: boolean } {
  const own = usePhone((state) => state.extension)
  const house = useLoad(() => rpc.phone.directory(), 'directory', [
    'extension',
    'operator',
    'person',
    'queue',
    'mailbox',
    'handling',
  ])
  const wanted = query.trim().length >= 2 ? query.trim() : ''
  const contacts = useLoad(
    async () => (wanted ? (await rpc.directory.list({ text: wanted, limit: mostContacts })).contacts : []),
    `contacts ${wanted}`,
    ['contact'],
  )
  const people = (contacts.data ?? []).flatMap(({ name, numbers }): DirectoryEntry[] =>
    numbers.slice(0, 1).map((target) => ({ kind: 'contact', target, name, state: 'unknown' })),
  )
  const inHouse = (house.data ?? []).filter((entry) => entry.target !== own)
  // A word with digits in it is no number to offer.
  const typed = typedText(query)
  const fitting = targetsFor(inHouse, query, people.some((each) => each.target === typed) ? '' : typed, (number) =>
    text.phone.toNumber({ number }),
  )
  const named = fitting.filter((entry) => entry.name !== text.phone.toNumber({ number: entry.target }))
  return { entries: [...named, ...people, ...fitting.filter((entry) => !named.includes(entry))], loading: house.loading }
}
