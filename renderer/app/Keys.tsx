import { useHotkeys } from '@mantine/hooks'
import { useFavourites } from '../lib/favourites.ts'
import { tellError } from '../lib/feedback/index.ts'
import { dial, phoneCommands } from '../phone/index.ts'

/** The telephone's keys and the speed-dial keys, from anywhere on any page, also while typing. */
export function Keys() {
  const speedDial = useFavourites().filter((contact) => contact.speedDial !== null)
  useHotkeys(
    [
      ...phoneCommands().map((command): [string, () => void] => [command.keys, command.run]),
      ...speedDial.map(({ speedDial: key, numbers }): [string, () => void] => [
        `alt+${key}`,
        () => void dial(numbers[0] ?? '').catch(tellError),
      ]),
    ],
    [],
  )
  return null
}
