import { Alert, Button, Group, Progress, Stack, Text, TextInput } from '@mantine/core'
import { IconMicrophone, IconPlayerStopFilled } from '@tabler/icons-react'
import { useState } from 'react'
import { language } from '../../../shared/domain/office.ts'
import { useWork } from '../../lib/feedback/index.ts'
import { locale, text } from '../../lib/i18n/index.ts'
import { uploadPrompt } from '../../lib/rpc/index.ts'
import { useMe } from '../../lib/session.ts'
import { useRecording } from './useRecording.ts'

const timeOf = (seconds: number) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`

/** Records a prompt at this computer: hear it, then keep it in the library or try again. */
export function Recorder({ onSaved }: { onSaved(id: string): void }) {
  const { recording, begin, stop, reset } = useRecording()
  const [name, setName] = useState('')
  const me = useMe()
  const { busy, run } = useWork()
  const words = text.editor.microphone
  if (recording.state === 'recording')
    return (
      <Stack gap={6}>
        <Group gap={8} wrap="nowrap">
          <Progress
            flex={1}
            size="lg"
            color="red"
            value={recording.level * 100}
            transitionDuration={80}
            aria-label={words.level}
          />
          <Text size="xs" ff="monospace" role="timer" aria-label={words.running}>
            {timeOf(recording.seconds)}
          </Text>
        </Group>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlayerStopFilled size={14} color="var(--cord-bad)" />}
          onClick={stop}
        >
          {words.stop}
        </Button>
      </Stack>
    )
  if (recording.state === 'done') {
    const about = () => ({
      name: name.trim() || words.named({ when: new Date().toLocaleString(locale()) }),
      language: language.catch('en').parse(me.office.language),
    })
    const keep = () =>
      run(async () => {
        const { id } = await uploadPrompt(recording.file, about(), () => {}).done
        reset()
        onSaved(id)
      })
    return (
      <Stack gap={6}>
        {/* biome-ignore lint/a11y/useMediaCaption: one's own voice of a moment ago. */}
        <audio controls src={recording.address} aria-label={words.listen} style={{ width: '100%', height: 36 }} />
        <TextInput
          size="xs"
          label={words.name}
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Group gap={6}>
          <Button size="compact-xs" loading={busy} onClick={keep}>
            {words.keep}
          </Button>
          <Button size="compact-xs" variant="default" disabled={busy} onClick={() => void begin()}>
            {words.again}
          </Button>
          <Button size="compact-xs" variant="subtle" color="gray" disabled={busy} onClick={reset}>
            {words.discard}
          </Button>
        </Group>
      </Stack>
    )
  }
  return (
    <Stack gap={6}>
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconMicrophone size={14} />}
        style={{ alignSelf: 'start' }}
        onClick={() => void begin()}
      >
        {words.start}
      </Button>
      {recording.state === 'failed' && (
        <Alert p="xs" color="yellow" role="alert">
          {words[recording.reason]}
        </Alert>
      )}
    </Stack>
  )
}
