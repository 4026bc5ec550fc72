import { getHotkeyHandler, type HotkeyItem, useHotkeys } from '@mantine/hooks'
import { useEffect, useRef } from 'react'
import { useFavourites } from '../lib/favourites.ts'
import { tellError } from '../lib/feedback/index.ts'
import { onMac } from '../lib/keys.ts'
import { dial, phoneCommands, useUndockedWindow } from '../phone/index.ts'

const byPlace = { preventDefault: true, usePhysicalKeys: onMac }

/** The same keys in the telephone's own window. */
function useKeysOf(other: Window | null, items: HotkeyItem[]): void {
  const now = useRef(items)
  now.current = items
  useEffect(() => {
    if (!other) return
    const press = (event: KeyboardEvent) => getHotkeyHandler(now.current)(event)
    other.addEventListener('keydown', press)
    return () => other.removeEventListener('keydown', press)
  }, [other])
}

/** The telephone's keys and the speed-dial keys, from anywhere on any page, also while typing. */
export function Keys() {
  const speedDial = useFavourites().filter((contact) => contact.speedDial !== null)
  const items = [
    ...phoneCommands().map((command): HotkeyItem => [command.keys, command.run, byPlace]),
    ...speedDial.map(
      ({ speedDial: key, numbers }): HotkeyItem => [
        onMac ? `alt+Digit${key}` : `alt+${key}`,
        () => void dial(numbers[0] ?? '').catch(tellError),
        byPlace,
      ],
    ),
  ]
  useHotkeys(items, [])
  useKeysOf(useUndockedWindow(), items)
  return null
}
