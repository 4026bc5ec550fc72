import type { CallRecord, OperatorLive } from '../../shared/domain/calls.ts'
import { useHostNow } from '../lib/clock.ts'
import { text } from '../lib/i18n/index.ts'
import { useLiveList } from '../lib/live/index.ts'
import { useSession } from '../lib/session.ts'
import { EmptyState, Section } from '../ui/index.ts'
import { Messages, newMessages } from './Messages.tsx'
import { MissedCalls } from './MissedCalls.tsx'
import { Callbacks, callbackTitles, claimedCallbacks, dueCallbacks } from './MyCallbacks.tsx'

/** The queues an operator is in now, or, while logged out, belongs to. */
function useQueuesOf(operator: OperatorLive | null, operatorId: string | null): readonly string[] {
  const operators = useSession((state) => state.operators)
  if (operator && operator.queues.length > 0) return operator.queues
  return operators.find(({ id }) => id === operatorId)?.queues.map(({ queueId }) => queueId) ?? []
}

/** What waits for me: callbacks, missed calls, messages. */
export function WorkList({
  operator,
  operatorId,
  missed,
}: {
  operator: OperatorLive | null
  operatorId: string | null
  missed: readonly CallRecord[] | undefined
}) {
  const queueIds = useQueuesOf(operator, operatorId)
  const mine = useLiveList(claimedCallbacks(operatorId))
  const due = useLiveList(dueCallbacks(queueIds, useHostNow()))
  const messages = useLiveList(newMessages(operatorId))
  const words = text.desk.work
  // Until the missed calls are known, nobody can say that there is nothing.
  if (missed?.length === 0 && mine.length + due.length + messages.length === 0)
    return (
      <Section title={words.title}>
        <EmptyState art="done" title={words.none} help={words.noneHelp} />
      </Section>
    )
  return (
    <>
      <Callbacks title={callbackTitles.mine(mine.length)} callbacks={mine} />
      <Callbacks title={callbackTitles.due(due.length)} callbacks={due} />
      <MissedCalls calls={missed ?? []} />
      <Messages operatorId={operatorId} />
    </>
  )
}
