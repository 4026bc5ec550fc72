import { expect, test } from 'vitest'
import { shownKeys } from '../../../renderer/lib/keys.ts'

test.each([
  ['alt+A', 'Alt+A', '⌥A'],
  ['alt+shift+F', 'Alt+Shift+F', '⌥⇧F'],
  ['mod+K', 'Ctrl+K', '⌘K'],
])('%s is %s, and on a Mac %s', (keys, elsewhere, mac) => {
  expect(shownKeys(keys, false)).toBe(elsewhere)
  expect(shownKeys(keys, true)).toBe(mac)
})
