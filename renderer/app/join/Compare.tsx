import { Button, Code, Group, Stack, Text } from '@mantine/core'
import type { SeenOffice } from '../../../shared/contract/shell.ts'
import { text } from '../../lib/i18n/index.ts'

/** The certificate of an office before it is trusted, to be compared with the one its computer shows. */
export function Compare({ seen, busy, onBack, onJoin }: { seen: SeenOffice; busy: boolean; onBack(): void; onJoin(): void }) {
  const words = text.app.join
  return (
    <Stack gap="md">
      <Text size="sm">{seen.compared ? words.compared : words.compareHelp}</Text>
      <Text fw={600} ta="center" aria-label={words.inWords}>
        {seen.words.join(' ')}
      </Text>
      <Code block fz="2xs" style={{ whiteSpace: 'pre-wrap', wordBreak: 'break-all' }} aria-label={words.fingerprint}>
        {seen.fingerprint}
      </Code>
      <Text size="xs" c="dimmed">
        {seen.address}
      </Text>
      <Group grow>
        <Button variant="default" disabled={busy} onClick={onBack}>
          {text.common.cancel}
        </Button>
        <Button loading={busy} onClick={onJoin} autoFocus>
          {seen.compared ? words.join : words.same}
        </Button>
      </Group>
    </Stack>
  )
}
