import { Button, Group, Text } from '@mantine/core'
import { IconPlayerPauseFilled, IconPlayerRecordFilled } from '@tabler/icons-react'
import type { LiveCall } from '../../../shared/domain/calls.ts'
import { announce, useWork } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { rpc } from '../../lib/rpc/index.ts'

/** Keeps what is said from now on out of the call's recording, or takes it up again; both are read out. */
export async function pauseRecording(callId: string, paused: boolean): Promise<void> {
  await rpc.phone.pauseRecording({ callId, paused })
  announce(paused ? text.phone.recordingPaused : text.phone.recorded)
}

/** That the call is recorded, or that the recording rests, and the button that keeps a card number out of it. */
export function RecordingMark({ call }: { call: Pick<LiveCall, 'id' | 'recording' | 'recordingPaused'> }) {
  const { busy, run } = useWork()
  const paused = call.recordingPaused
  if (!call.recording) return null
  const Icon = paused ? IconPlayerPauseFilled : IconPlayerRecordFilled
  return (
    <Group justify="space-between" mt={6} wrap="nowrap">
      <Group gap={5} wrap="nowrap" c={paused ? 'dimmed' : 'var(--cord-bad)'}>
        <Icon size={13} aria-hidden />
        <Text span size="xs" c="inherit">
          {paused ? text.phone.recordingPaused : text.phone.recorded}
        </Text>
      </Group>
      <Button
        size="compact-xs"
        variant="default"
        loading={busy}
        aria-pressed={paused}
        onClick={() => void run(() => pauseRecording(call.id, !paused))}
      >
        {paused ? text.phone.resumeRecording : text.phone.pauseRecording}
      </Button>
    </Group>
  )
}
