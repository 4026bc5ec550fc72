import { Alert, Button, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useState } from 'react'
import type { SoundTest as Result } from '../../../../shared/domain/soundTest.ts'
import { useWork } from '../../../lib/feedback/index.ts'
import { text } from '../../../lib/i18n/index.ts'
import { rpc } from '../../../lib/rpc/index.ts'
import { useSession } from '../../../lib/session.ts'
import { Section } from '../../../ui/index.ts'

/** Rings an extension and tells whether sound goes both ways. */
export function SoundTest() {
  const words = text.guest.sound
  const extensions = useSession((state) => state.extensions)
  const [chosen, setChosen] = useState('')
  const [result, setResult] = useState<Result | null>(null)
  const { busy, run } = useWork()
  const extension = chosen || (extensions[0]?.number ?? '')
  const call = () => {
    setResult(null)
    void run(async () => setResult((await rpc.settings.pbx.testSound({ extension })).result))
  }
  const good = result === 'bothWays'
  return (
    <Section title={words.title}>
      <Stack gap="sm" p="md" maw={720}>
        <Text size="sm">{words.help}</Text>
        <Group align="flex-end">
          <NativeSelect
            label={words.extension}
            value={extension}
            data={extensions.map(({ number, name }) => ({ value: number, label: `${number} ${name}` }))}
            onChange={(event) => setChosen(event.currentTarget.value)}
          />
          <Button loading={busy} disabled={extension === ''} onClick={call}>
            {words.call}
          </Button>
        </Group>
        {busy && (
          <Text size="sm" role="status">
            {words.calling}
          </Text>
        )}
        {result && (
          <Alert
            role="status"
            color={good ? 'green' : 'yellow'}
            icon={good ? <IconCircleCheck size={18} /> : <IconAlertTriangle size={18} />}
          >
            {words[result]}
          </Alert>
        )}
      </Stack>
    </Section>
  )
}
