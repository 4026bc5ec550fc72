import { type HotkeyItem, useHotkeys } from '@mantine/hooks'
import { useFavourites } from '../lib/favourites.ts'
import { tellError } from '../lib/feedback/index.ts'
import { onMac } from '../lib/keys.ts'
import { dial, phoneCommands } from '../phone/index.ts'

const byPlace = { preventDefault: true, usePhysicalKeys: onMac }

/** The telephone's keys and the speed-dial keys, from anywhere on any page, also while typing. */
export function Keys() {
  const speedDial = useFavourites().filter((contact) => contact.speedDial !== null)
  useHotkeys(
    [
      ...phoneCommands().map((command): HotkeyItem => [command.keys, command.run, byPlace]),
      ...speedDial.map(
        ({ speedDial: key, numbers }): HotkeyItem => [
          onMac ? `alt+Digit${key}` : `alt+${key}`,
          () => void dial(numbers[0] ?? '').catch(tellError),
          byPlace,
        ],
      ),
    ],
    [],
  )
  return null
}
