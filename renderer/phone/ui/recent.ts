// The last calls of this telephone, for the panel and for the tray's menu of the desktop app.
import { useDebouncedValue } from '@mantine/hooks'
import type { CallRecord } from '../../../shared/domain/calls.ts'
import { hostNow } from '../../lib/clock.ts'
import { useLoad } from '../../lib/feedback/index.ts'
import { useLive } from '../../lib/live/index.ts'
import { isOutgoing, partyNumber } from '../../lib/party.ts'
import { rpc } from '../../lib/rpc/index.ts'
import { useMe } from '../../lib/session.ts'

export type Recent = { call: CallRecord; way: 'in' | 'out' | 'missed'; number: string }

const shown = 6
const recentDays = 30

async function recentOf(operatorId: string | null, extension: string): Promise<Recent[]> {
  const limit = shown
  const [taken, missed, dialled] = await Promise.all([
    operatorId ? rpc.calls.list({ operatorId, limit }) : { calls: [] },
    rpc.calls.list({ missedBy: extension, from: hostNow() - recentDays * 86_400_000, limit }),
    rpc.calls.list({ number: extension, limit: 20 }),
  ])
  const all: Recent[] = [
    ...dialled.calls
      .filter(({ kind, from }) => kind === 'phone' && from === extension)
      .map((call) => ({ call, way: 'out' as const, number: call.to })),
    // A call of a colleague's that was handed here is with whoever they had on the line.
    ...taken.calls.map((call) => ({
      call,
      way: isOutgoing(call) && call.from === extension ? ('out' as const) : ('in' as const),
      number: call.to === extension ? call.from : partyNumber(call),
    })),
    // One that still rings may be taken yet.
    ...missed.calls
      .filter(({ endedAt }) => endedAt !== null)
      .map((call) => ({ call, way: 'missed' as const, number: call.from })),
  ]
  return all
    .filter(({ call }, at) => all.findIndex((each) => each.call.id === call.id) === at)
    .sort((a, b) => b.call.startedAt - a.call.startedAt)
    .slice(0, shown)
}

/** What this telephone took, dialled and missed, newest first, each call once; null: there is no telephone. */
export function useRecent(extension: string | null): Recent[] {
  const { operatorId } = useMe()
  const state = useLive((live) =>
    operatorId ? `${live.operators[operatorId]?.state} ${live.operators[operatorId]?.callsToday}` : '',
  )
  // Several changes belong to one call: its records are read once they are over.
  const [settled] = useDebouncedValue(state, 500)
  const { data } = useLoad(
    async () => (extension === null ? [] : recentOf(operatorId, extension)),
    `recent ${extension} ${settled}`,
  )
  return data ?? []
}
