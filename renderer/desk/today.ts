// What I did and missed today, loaded again when a call of mine ends.
import type { CallRecord } from '../../shared/domain/calls.ts'
import { isTestCall } from '../../shared/domain/outcome.ts'
import { hostNow } from '../lib/clock.ts'
import { type Load, useLoad } from '../lib/feedback/index.ts'
import { startOfDay } from '../lib/format/time.ts'
import { useLive } from '../lib/live/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import { useMe } from '../lib/session.ts'

/** As many as one answer has. */
const most = 200

function useTurn(): string {
  const { operatorId } = useMe()
  return useLive(({ operators }) => {
    const mine = operators[operatorId ?? '']
    return `${operatorId} ${mine?.callsToday ?? 0} ${mine?.state === 'busy'}`
  })
}

/** My calls of today, the newest first, without test calls. */
export function useMyCallsToday(): Load<CallRecord[]> {
  const { operatorId } = useMe()
  const turn = useTurn()
  return useLoad(async () => {
    if (!operatorId) return []
    const { calls } = await rpc.calls.list({ operatorId, from: startOfDay(hostNow()), limit: most })
    return calls.filter((call) => !isTestCall(call))
  }, `today ${turn}`)
}

/** What rang at my telephone today and was neither taken nor turned away by me. */
export function useMissedToday(): Load<CallRecord[]> {
  const { extension, operatorId } = useMe()
  const mine = useLive(({ operators }) => {
    const { callsToday = 0, state = '' } = operators[operatorId ?? ''] ?? {}
    return `${callsToday} ${state}`
  })
  return useLoad(async () => {
    if (!extension) return []
    const { calls } = await rpc.calls.list({ missedBy: extension, from: startOfDay(hostNow()), limit: 50 })
    // One that still rings may be taken yet.
    return calls.filter(({ endedAt }) => endedAt !== null)
  }, `missed ${extension} ${mine}`)
}
