// What a board shows in a console: now, from the feed; its trend from the host, now and then.
import { useEffect, useMemo, useState } from 'react'
import { type BoardShown, type BoardView, boardOf, type Wallboard } from '../../shared/domain/wallboard.ts'
import { useLive } from '../lib/live/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import { useMe, useSession } from '../lib/session.ts'

const trendMs = 30_000

/** The view; null until the first snapshot is there. */
export function useBoardView(board: Wallboard): BoardShown | null {
  const { office } = useMe()
  const limits = useSession((state) => state.queues)
  const loaded = useLive((state) => state.seq >= 0)
  const pbxConnected = useLive((state) => state.pbxConnected)
  const [operators, queues, waiting] = [
    useLive((state) => state.operators),
    useLive((state) => state.queues),
    useLive((state) => state.waiting),
  ]
  const trend = useTrend(board)
  return useMemo(() => {
    if (!loaded) return null
    const sources = {
      operators: Object.values(operators),
      queues: Object.values(queues),
      waiting: Object.values(waiting),
      limitsOf: (id: string) => limits.find((queue) => queue.id === id),
    }
    return { office: office.name, pbxConnected, board, trend, ...boardOf(board, sources) }
  }, [board, loaded, operators, queues, waiting, limits, pbxConnected, trend, office])
}

function useTrend({ id, trend: wanted, queues }: Wallboard): BoardView['trend'] {
  const [trend, setTrend] = useState<BoardView['trend']>({})
  const of = JSON.stringify([id, wanted, queues])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a board that shows other queues has another trend.
  useEffect(() => {
    if (!wanted) return
    let over = false
    const ask = async () => {
      // Without the host the one of before stands; the page says that the connection is gone.
      const counted = await rpc.wallboards.trend(id === 'all' ? {} : { id }).catch(() => null)
      if (!over && counted) setTrend(counted)
    }
    void ask()
    const timer = setInterval(() => void ask(), trendMs)
    return () => {
      over = true
      clearInterval(timer)
    }
  }, [of])
  return trend
}
