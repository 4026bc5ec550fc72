import { Button, Group, Table, Text, VisuallyHidden } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import type { BackupsState } from '../../../../shared/contract/backups.ts'
import type { BackupInfo } from '../../../../shared/domain/backup.ts'
import { useHostNow } from '../../../lib/clock.ts'
import { useWork } from '../../../lib/feedback/index.ts'
import { showBytes } from '../../../lib/format/bytes.ts'
import { shortMoment } from '../../../lib/format/time.ts'
import { text } from '../../../lib/i18n/index.ts'
import { backupAddress } from '../../../lib/media.ts'
import { rpc } from '../../../lib/rpc/index.ts'
import { ConfirmButton, EmptyState } from '../../../ui/index.ts'
import { RestoreBackup } from './RestoreBackup.tsx'

function Row({ backup, busy, onRestore }: { backup: BackupInfo; busy: boolean; onRestore(): void }) {
  const words = text.backups
  const now = useHostNow()
  const removal = useWork()
  const when = shortMoment(backup.at, now)
  return (
    <Table.Tr>
      <Table.Td>{when}</Table.Td>
      <Table.Td>{words.kinds[backup.kind]}</Table.Td>
      <Table.Td ta="right">{showBytes(backup.bytes)}</Table.Td>
      <Table.Td>
        <Group gap="xs" wrap="nowrap" justify="flex-end">
          <Button
            component="a"
            href={backupAddress(backup.name)}
            download={`cordboard-${backup.name}`}
            size="compact-xs"
            variant="default"
            leftSection={<IconDownload size={14} />}
            aria-label={`${words.download}: ${when}`}
          >
            {words.download}
          </Button>
          <Button
            size="compact-xs"
            variant="default"
            disabled={busy}
            aria-label={`${words.restore}: ${when}`}
            onClick={onRestore}
          >
            {words.restore}
          </Button>
          <ConfirmButton
            label={words.remove}
            sure={words.removeSure}
            about={when}
            loading={removal.busy}
            disabled={busy}
            onSure={() => removal.run(() => rpc.backups.remove({ name: backup.name }))}
          />
        </Group>
      </Table.Td>
    </Table.Tr>
  )
}

/** The backups there are, newest first. */
export function BackupList({ state }: { state: BackupsState }) {
  const words = text.backups
  const [restoring, setRestoring] = useState<BackupInfo | null>(null)
  if (state.backups.length === 0) {
    return <EmptyState art="archive" {...(state.passwordSet ? words.none : words.noneWithout)} />
  }
  return (
    <>
      <Table.ScrollContainer minWidth={560}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.when}</Table.Th>
              <Table.Th>{words.kind}</Table.Th>
              <Table.Th ta="right">{words.size}</Table.Th>
              <Table.Th>
                <VisuallyHidden>{text.common.actions}</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {state.backups.map((backup) => (
              <Row key={backup.name} backup={backup} busy={state.work !== null} onRestore={() => setRestoring(backup)} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Text size="xs" c="dimmed" px="md" pb="md" style={{ overflowWrap: 'anywhere' }}>
        {words.folder({ path: state.folder })}
      </Text>
      {restoring && <RestoreBackup state={state} backup={restoring} onClose={() => setRestoring(null)} />}
    </>
  )
}
