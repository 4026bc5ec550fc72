import { Button, Group, NumberInput, Stack, Switch, Text } from '@mantine/core'
import { useState } from 'react'
import type { BackupsState } from '../../../../shared/contract/backups.ts'
import { type BackupSettings, backupSettings } from '../../../../shared/domain/backup.ts'
import { tell, useWork } from '../../../lib/feedback/index.ts'
import { text } from '../../../lib/i18n/index.ts'
import { rpc } from '../../../lib/rpc/index.ts'
import { Section } from '../../../ui/index.ts'
import { ChoosePassword } from './ChoosePassword.tsx'

/** The password, whether one is made each night, and what is in it. Each change is in force at once. */
export function HowAndWhen({ state }: { state: BackupsState }) {
  const { settings, passwordSet } = state
  const words = text.backups
  const [choosing, setChoosing] = useState(false)
  const { busy, run } = useWork()
  const put = (part: Partial<BackupSettings>) => {
    const wanted = backupSettings.safeParse({ ...settings, ...part })
    if (wanted.success)
      run(
        () => rpc.backups.save({ settings: wanted.data }),
        () => tell('success', text.common.saved),
      )
  }
  return (
    <Section title={words.how}>
      <Stack gap="md" p="md">
        <Group gap="sm">
          <div>
            <Text size="xs" c="dimmed">
              {words.password}
            </Text>
            <Text fw={500}>{passwordSet ? words.passwordSet : words.passwordMissing}</Text>
          </div>
          <Button size="xs" variant={passwordSet ? 'default' : 'filled'} onClick={() => setChoosing(true)}>
            {passwordSet ? words.change : words.choose}
          </Button>
        </Group>
        <Switch
          label={words.nightly}
          description={words.nightlyHelp}
          disabled={!passwordSet || busy}
          checked={settings.nightly}
          onChange={(event) => put({ nightly: event.currentTarget.checked })}
        />
        {settings.nightly && (
          <NumberInput
            label={words.keep}
            w={220}
            min={1}
            max={60}
            clampBehavior="strict"
            disabled={!passwordSet}
            defaultValue={settings.keep}
            key={settings.keep}
            onBlur={(event) => {
              const keep = Number(event.currentTarget.value)
              if (keep !== settings.keep) put({ keep })
            }}
          />
        )}
        <Switch
          label={words.recordings}
          description={words.recordingsHelp}
          disabled={!passwordSet || busy}
          checked={settings.recordings}
          onChange={(event) => put({ recordings: event.currentTarget.checked })}
        />
      </Stack>
      {choosing && <ChoosePassword settings={settings} onClose={() => setChoosing(false)} />}
    </Section>
  )
}
