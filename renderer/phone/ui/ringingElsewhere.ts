// Calls that ring at colleagues, as this telephone may take them.
import type { LiveCall } from '../../../shared/domain/calls.ts'
import type { Extension } from '../../../shared/domain/office.ts'
import { type LiveState, live, useLiveList } from '../../lib/live/index.ts'
import { session, useSession } from '../../lib/session.ts'
import { phone, usePhone } from '../store.ts'

/** `extension`: where it rings. */
export type RingingElsewhere = { call: LiveCall; extension: string }

type Here = { own: string | null; operatorId: string | null; extensions: readonly Extension[] }

/** Rings there for a person; a supervisor's telephone that is to listen in, and one that is rung again in mid-call, are nobody else's. */
const taken = new Set(['supervisor', 'rejoin'])

/** Those of one's own pick-up group, the oldest first; of queues only for who is logged in. */
export function ringingElsewhere({ calls, operators }: LiveState, { own, operatorId, extensions }: Here): RingingElsewhere[] {
  const groupOf = (number: string | null) => extensions.find((each) => each.number === number)?.pickUpGroup || null
  const loggedIn = operatorId !== null && (operators[operatorId]?.state ?? 'offline') !== 'offline'
  const reaches = (leg: LiveCall['legs'][number]) =>
    leg.state === 'ringing' && leg.extension !== own && !taken.has(leg.role) && (leg.role !== 'operator' || loggedIn)
  if (own === null) return []
  return Object.values(calls)
    .filter((call) => !call.legs.some(({ extension }) => extension === own))
    .sort((a, b) => a.startedAt - b.startedAt)
    .flatMap((call) => {
      const at = call.legs.find((leg) => reaches(leg) && leg.extension !== null && groupOf(leg.extension) === groupOf(own))
      return at?.extension ? [{ call, extension: at.extension }] : []
    })
}

const here = (): Here => ({
  own: phone.getState().extension,
  operatorId: session.getState().me?.operatorId ?? null,
  extensions: session.getState().extensions,
})

/** As `ringingElsewhere`, for this telephone. */
export const ringingNow = (state: LiveState): RingingElsewhere[] => ringingElsewhere(state, here())

/** Renders when one of them changes. */
export function useRingingElsewhere(): RingingElsewhere[] {
  const own = usePhone((state) => state.extension)
  const extensions = useSession((state) => state.extensions)
  const operatorId = useSession((state) => state.me?.operatorId ?? null)
  const keys = useLiveList((state) =>
    ringingElsewhere(state, { own, operatorId, extensions }).map(({ call, extension }) => `${extension} ${call.id}`),
  )
  return keys.flatMap((key) => {
    const at = key.indexOf(' ')
    const [extension, id] = [key.slice(0, at), key.slice(at + 1)]
    const call = live.getState().calls[id]
    return call ? [{ call, extension }] : []
  })
}
