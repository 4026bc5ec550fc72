import { Button, Group, Paper, Progress, Stack, Text } from '@mantine/core'
import type { OperatorLive } from '../../shared/domain/calls.ts'
import { useHostNow } from '../lib/clock.ts'
import { useLoad, useWork } from '../lib/feedback/index.ts'
import { text } from '../lib/i18n/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import { Remaining } from '../lib/view/Elapsed.tsx'
import { CallNote, useNoteOnPage } from '../phone/index.ts'

function Countdown({ since, until }: { since: number; until: number }) {
  const now = useHostNow()
  const percent = Math.max(0, Math.min(100, ((until - now) / Math.max(1, until - since)) * 100))
  return (
    <Stack gap={4}>
      <Group justify="space-between">
        <Text size="sm">{text.desk.wrapUpEndsIn}</Text>
        <Remaining until={until} fw={600} />
      </Group>
      <Progress value={percent} size="sm" color="grape" aria-label={text.desk.wrapUp} transitionDuration={900} />
    </Stack>
  )
}

/** The call just handled: the one being wrapped up, else the newest of mine. */
function useLastCall(operator: OperatorLive) {
  return useLoad(
    () => rpc.calls.list({ operatorId: operator.operatorId, limit: 1 }).then((page) => page.calls[0] ?? null),
    `${operator.operatorId} ${operator.since}`,
  )
}

/** After the call: how long it lasts, what came of it, a note, and the ways to end or extend it. */
export function WrapUp({ operator }: { operator: OperatorLive }) {
  const last = useLastCall(operator)
  const { busy, run } = useWork()
  const callId = operator.callId ?? last.data?.id ?? null
  useNoteOnPage(callId)
  return (
    <Paper p="sm" bg="var(--cord-surface)">
      <Stack gap="sm">
        {operator.wrapUpUntil && <Countdown since={operator.since} until={operator.wrapUpUntil} />}
        {callId && <CallNote key={callId} callId={callId} />}
        <Group gap="xs">
          <Button size="xs" loading={busy} onClick={() => run(() => rpc.desk.endWrapUp())}>
            {text.desk.endWrapUp}
          </Button>
          <Button size="xs" variant="default" onClick={() => run(() => rpc.desk.extendWrapUp({ seconds: 30 }))}>
            {text.desk.extend}
          </Button>
        </Group>
      </Stack>
    </Paper>
  )
}
