import { Button, Group, Text } from '@mantine/core'
import { IconPlayerRecordFilled } from '@tabler/icons-react'
import { useState } from 'react'
import { useWork } from '../lib/feedback/index.ts'
import { text } from '../lib/i18n/index.ts'
import { rpc } from '../lib/rpc/index.ts'

/** That the call is recorded, and the button that keeps a card number out of it. Stays while it is paused. */
export function RecordingMark({ callId, recording }: { callId: string; recording: boolean }) {
  const [paused, setPaused] = useState(false)
  const { busy, run } = useWork()
  if (!recording && !paused) return null
  const toggle = () =>
    run(
      () => rpc.phone.pauseRecording({ callId, paused: !paused }),
      () => setPaused(!paused),
    )
  return (
    <Group justify="space-between" mt={6} wrap="nowrap">
      <Group gap={5} wrap="nowrap" c={paused ? 'dimmed' : 'var(--cord-bad)'}>
        <IconPlayerRecordFilled size={13} aria-hidden />
        <Text span size="xs" c="inherit">
          {text.phone.recorded}
        </Text>
      </Group>
      <Button size="compact-xs" variant="default" loading={busy} aria-pressed={paused} onClick={() => void toggle()}>
        {paused ? text.phone.resumeRecording : text.phone.pauseRecording}
      </Button>
    </Group>
  )
}
