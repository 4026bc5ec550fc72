import { Alert, Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { text } from '../i18n/index.ts'
import { sentenceOf } from '../rpc/problems.ts'
import type { Load } from './useLoad.ts'

/** What went wrong while loading, and a button to try again. */
export function LoadError({ error, retry }: { error: unknown; retry(): void }) {
  return (
    <Alert color="red" icon={<IconAlertTriangle size={18} />} title={text.common.couldNotLoad} m="md">
      <Group justify="space-between" gap="md">
        <Text size="sm">{sentenceOf(error)}</Text>
        <Button size="xs" variant="default" onClick={retry}>
          {text.common.retry}
        </Button>
      </Group>
    </Alert>
  )
}

/** Rows in grey, in the shape of what is coming. */
export function LoadingRows({ rows = 6 }: { rows?: number }) {
  return (
    <Stack gap="xs" p="md" role="status" aria-label={text.common.loading}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all the same and never move.
        <Skeleton key={row} height={28} radius="sm" />
      ))}
    </Stack>
  )
}

/** Shows what was loaded, or that it loads, or why it could not. */
export function Loaded<T>({ load, rows, children }: { load: Load<T>; rows?: number; children(data: T): ReactNode }) {
  if (load.data !== undefined) return children(load.data)
  if (load.error !== undefined) return <LoadError error={load.error} retry={load.reload} />
  return <LoadingRows {...(rows ? { rows } : {})} />
}
