import { Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { ShellAsk, ShellStatus } from '../../../shared/contract/shell.ts'
import { useLoad, useWork } from '../../lib/feedback/index.ts'
import { showBytes } from '../../lib/format/bytes.ts'
import { shortMoment } from '../../lib/format/time.ts'
import { text } from '../../lib/i18n/index.ts'
import { askShell } from '../../lib/shell/index.ts'
import { ConfirmButton, Section } from '../../ui/index.ts'

/** What crashes of the desktop app left on this computer; nothing is sent anywhere. */
export function CrashReports() {
  const load = useLoad(() => askShell({ do: 'status' }), 'dumps')
  const [after, setAfter] = useState<ShellStatus | null>(null)
  const { busy, run } = useWork()
  const words = text.settings.system.crashes
  const dumps = (after ?? load.data)?.dumps
  if (!dumps) return null
  const ask = (what: ShellAsk) => void run(async () => setAfter(await askShell(what)))
  return (
    <Section title={words.title}>
      <Stack gap="sm" p="md">
        <Text size="sm" c="dimmed">
          {dumps.length === 0 ? words.none : words.help}
        </Text>
        {dumps.length > 0 && (
          <>
            <Stack component="ul" gap={4} m={0} p={0} aria-label={words.title} style={{ listStyle: 'none' }}>
              {dumps.map(({ at, bytes }) => (
                <Text key={`${at} ${bytes}`} component="li" size="sm">
                  {shortMoment(at, Date.now())} · {showBytes(bytes)}
                </Text>
              ))}
            </Stack>
            <Group gap="xs">
              <Button size="compact-sm" variant="default" loading={busy} onClick={() => ask({ do: 'openDumps' })}>
                {words.open}
              </Button>
              <ConfirmButton
                size="compact-sm"
                label={words.remove}
                sure={words.removeAll}
                about={words.title}
                onSure={() => ask({ do: 'deleteDumps' })}
              />
            </Group>
          </>
        )}
      </Stack>
    </Section>
  )
}
