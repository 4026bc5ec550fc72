import { useHotkeys } from '@mantine/hooks'
import { phoneCommands } from '../phone/index.ts'

/** The telephone's keys, from anywhere on any page, also while typing. */
export function Keys() {
  useHotkeys(
    phoneCommands().map((command): [string, () => void] => [command.keys, command.run]),
    [],
  )
  return null
}
