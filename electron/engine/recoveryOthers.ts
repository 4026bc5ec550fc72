// A conversation of three that somebody left while no host watched: the others go on, in the places of those who are gone.
import { connectedState } from './nodes/behaviour.ts'
import type { JournalEntry } from './ports.ts'
import { type OthersState, supervisorRole } from './session/othersState.ts'

type Alive = { has(channelId: string): boolean }

/** The entry as it would stand if its host had seen who left; unchanged for any other call. */
export function withoutDeparted(entry: JournalEntry, alive: Alive): JournalEntry {
  const parsed = connectedState.safeParse(entry.state)
  const others = parsed.success ? parsed.data.others : undefined
  if (!parsed.success || !others || others.guests.length === 0) return entry
  const { leg } = parsed.data
  const left = others.guests.filter(({ channelId }) => alive.has(channelId))
  const ours = entry.kind === 'phone' || entry.kind === 'return'
  const callerHere = alive.has(entry.channelId)
  const legHere = alive.has(leg.channelId)
  const follows = (any: boolean) => left.find(({ role }) => any || role !== supervisorRole)
  const next = callerHere && legHere ? undefined : follows(callerHere ? leg.extension !== null : ours)
  const rest: OthersState = { ...others, guests: left.filter((guest) => guest !== next) }
  const put = (change: object, channelId = entry.channelId): JournalEntry => ({
    ...entry,
    channelId,
    state: { ...(entry.state as object), others: rest, ...change },
  })
  if ((callerHere && legHere) || !next) return put({})
  if (callerHere) return put({ leg: next })
  if (!legHere) return entry
  const person = ours ? next : leg
  const standIn = {
    number: person.extension ?? person.destination,
    name: '',
    callerGone: !ours || (others.standIn?.callerGone ?? false),
  }
  return put({ leg: ours ? leg : next, others: { ...rest, standIn } }, person.channelId)
}

/** Somebody of ours stands in the place of a caller from outside. */
export function callerReplaced(entry: JournalEntry): boolean {
  const state = connectedState.safeParse(entry.state)
  return state.success && state.data.others?.standIn?.callerGone === true
}
