import { Text } from '@mantine/core'
import type { ShellState } from '../../../shared/contract/shell.ts'

/** Why what was pressed here could not be done; the big window, which says it as well, may be out of sight. */
export function Problem({ state: { problem } }: { state: ShellState }) {
  if (problem === null) return null
  return (
    <Text size="sm" c="var(--cord-bad)" role="alert">
      {problem}
    </Text>
  )
}
