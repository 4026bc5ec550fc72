import { Button, Popover, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useWork } from '../lib/feedback/index.ts'
import { text } from '../lib/i18n/index.ts'
import { useLive } from '../lib/live/index.ts'
import { reasonOf } from '../lib/reasons.ts'
import { rpc } from '../lib/rpc/index.ts'

/** Why the caller cannot be taken by this operator now; null: they can, perhaps after a question. */
function useHindrance(callId: string, operatorId: string): string | null {
  const state = useLive((live) => live.operators[operatorId]?.state ?? 'offline')
  const offered = useLive((live) => live.waiting[callId]?.status === 'offered')
  const words: Partial<Record<string, string>> = text.queues.cannotTake
  return offered ? text.queues.cannotTake.offered : (words[state] ?? null)
}

/** Takes a waiting caller to oneself: what stands against it is beside the button, and a pause is ended when one says so. */
export function TakeCaller({ callId, operatorId }: { callId: string; operatorId: string }) {
  const [asking, setAsking] = useState(false)
  const state = useLive((live) => live.operators[operatorId]?.state ?? 'offline')
  const reason = useLive((live) => reasonOf(live.operators[operatorId]?.reason ?? null))
  const hindrance = useHindrance(callId, operatorId)
  const { busy, run } = useWork()
  const words = text.queues
  const rests = state === 'paused' || state === 'wrapUp'
  const take = (liftPause: boolean) => run(() => rpc.supervise.takeCaller({ callId, operatorId, liftPause }))
  return (
    <>
      {hindrance && (
        <Text size="xs" c="dimmed" ta="right" maw={150}>
          {hindrance}
        </Text>
      )}
      <Popover opened={asking && rests} onChange={setAsking} position="bottom-end" trapFocus returnFocus withArrow>
        <Popover.Target>
          <Button
            size="compact-xs"
            variant="default"
            style={{ flexShrink: 0 }}
            loading={busy}
            disabled={hindrance !== null}
            onClick={() => (rests ? setAsking(true) : void take(false))}
          >
            {words.takeMyself}
          </Button>
        </Popover.Target>
        <Popover.Dropdown maw={280}>
          <Stack gap="xs">
            <Text size="sm">{state === 'wrapUp' ? words.takeInWrapUp : words.takeWhile({ reason })}</Text>
            <Button
              size="xs"
              loading={busy}
              onClick={() => {
                setAsking(false)
                void take(true)
              }}
            >
              {words.takeLifts}
            </Button>
          </Stack>
        </Popover.Dropdown>
      </Popover>
    </>
  )
}
