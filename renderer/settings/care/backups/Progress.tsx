import { Alert, Button, Group, Progress, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { BackupsState } from '../../../../shared/contract/backups.ts'
import { tellError } from '../../../lib/feedback/index.ts'
import { text } from '../../../lib/i18n/index.ts'
import { rpc } from '../../../lib/rpc/index.ts'

/** How far something is, and the way to stop it. `share` of 1; null while it cannot be told. */
export function Underway({ label, share, onStop }: { label: string; share: number | null; onStop(): void }) {
  return (
    <Group gap="sm" role="status">
      <Progress flex={1} miw={120} value={share === null ? 100 : share * 100} animated aria-label={label} />
      <Text size="sm">{label}</Text>
      <Button size="compact-xs" variant="default" onClick={onStop}>
        {text.common.cancel}
      </Button>
    </Group>
  )
}

/** What the host is at with its backups. */
export function HostAtWork({ work }: { work: NonNullable<BackupsState['work']> }) {
  const stop = () => void rpc.backups.stop().catch(tellError)
  return <Underway label={text.backups.work[work.kind]} share={work.share} onStop={stop} />
}

/** What did not succeed, and what helps. */
export function Failure({ failed }: { failed: NonNullable<BackupsState['failed']> }) {
  const words = text.backups
  return (
    <Alert color="red" p="xs" icon={<IconAlertTriangle size={16} />} role="alert">
      {words.failedTo[failed.kind]} {words.failures[failed.reason]}
    </Alert>
  )
}
