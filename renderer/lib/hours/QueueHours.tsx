import { lazy, Suspense } from 'react'
import { useSession } from '../session.ts'

const QueueClosed = lazy(() => import('./QueueClosed.tsx').then((each) => ({ default: each.QueueClosed })))

/** Says that a queue is closed at `at` (epoch ms; null: now); nothing for one without opening hours. Loaded when it is first needed. */
export function QueueHours({ queueId, at }: { queueId: string; at: number | null }) {
  const limited = useSession((state) => state.queues.some(({ id, scheduleId }) => id === queueId && scheduleId !== ''))
  if (!limited) return null
  return (
    <Suspense fallback={null}>
      <QueueClosed queueId={queueId} at={at} />
    </Suspense>
  )
}
