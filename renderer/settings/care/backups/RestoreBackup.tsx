import { Alert, Button, Group, PasswordInput, SimpleGrid, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import type { BackupsState } from '../../../../shared/contract/backups.ts'
import type { BackupCounts, BackupInfo } from '../../../../shared/domain/backup.ts'
import { useHostNow } from '../../../lib/clock.ts'
import { tellError, useWork } from '../../../lib/feedback/index.ts'
import { shortMoment } from '../../../lib/format/time.ts'
import { locale, text } from '../../../lib/i18n/index.ts'
import { rpc } from '../../../lib/rpc/index.ts'
import { Dialog } from '../../../ui/index.ts'
import { Failure, HostAtWork } from './Progress.tsx'

function Password({ backup, disabled }: { backup: BackupInfo; disabled: boolean }) {
  const words = text.backups
  const [password, setPassword] = useState('')
  const { busy, run } = useWork()
  const open = (event: FormEvent) => {
    event.preventDefault()
    run(() => rpc.backups.open({ name: backup.name, password }))
  }
  return (
    <form onSubmit={open}>
      <Group align="flex-end" gap="sm">
        <PasswordInput
          data-autofocus
          flex={1}
          label={words.sealedWith}
          autoComplete="off"
          maxLength={200}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" loading={busy} disabled={disabled || password === ''}>
          {words.look}
        </Button>
      </Group>
    </form>
  )
}

function Found({ opened }: { opened: NonNullable<BackupsState['opened']> }) {
  const words = text.backups
  const numbers = new Intl.NumberFormat(locale())
  const { manifest, counts } = opened
  return (
    <Stack gap="xs" role="group" aria-label={words.found}>
      <Text fw={600}>{words.found}</Text>
      <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
        {(Object.keys(words.counts) as (keyof BackupCounts)[]).map((what) => (
          <div key={what}>
            <Text size="xs" c="dimmed">
              {words.counts[what]}
            </Text>
            <Text fw={500}>{numbers.format(counts[what])}</Text>
          </div>
        ))}
      </SimpleGrid>
      <Text size="sm" c="dimmed">
        {words.madeBy({ version: manifest.version })}, {manifest.recordings ? words.withRecordings : words.withoutRecordings}.
      </Text>
    </Stack>
  )
}

/** From a backup to the office: its password, what is in it, and then, asked in so many words, in place of everything. */
export function RestoreBackup({ state, backup, onClose }: { state: BackupsState; backup: BackupInfo; onClose(): void }) {
  const words = text.backups
  const now = useHostNow()
  const { busy, run } = useWork()
  const { work } = state
  const [earlier] = useState(state.failed)
  const failed = state.failed?.kind === 'make' || state.failed?.at === earlier?.at ? null : state.failed
  const opened = state.opened?.name === backup.name ? state.opened : null
  const close = () => {
    if (opened || work) rpc.backups.stop().catch(tellError)
    onClose()
  }
  return (
    <Dialog
      onClose={close}
      size="lg"
      centered
      closeOnClickOutside={false}
      title={words.restoreOf({ when: shortMoment(backup.at, now) })}
      close={text.common.close}
    >
      <Stack gap="md">
        {!opened && <Password backup={backup} disabled={work !== null} />}
        {work && <HostAtWork work={work} />}
        {failed && <Failure failed={failed} />}
        {opened && (
          <>
            <Found opened={opened} />
            <Alert color="yellow" p="sm" icon={<IconAlertTriangle size={16} />}>
              {words.warning}
            </Alert>
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                {text.common.cancel}
              </Button>
              <Button
                color="red.9"
                loading={busy || work?.kind === 'restore'}
                onClick={() => run(() => rpc.backups.restore({ name: backup.name }))}
              >
                {words.replace}
              </Button>
            </Group>
          </>
        )}
      </Stack>
    </Dialog>
  )
}
