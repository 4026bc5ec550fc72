// Keys as a person finds them on their keyboard.

/** On a Mac Alt writes another letter, so that keys are told by their place there; elsewhere by their letter, which other layouts have in another place. */
export const onMac: boolean = typeof navigator !== 'undefined' && /Mac/.test(navigator.userAgent)

const signs: Record<string, string> = { alt: '⌥', shift: '⇧', ctrl: '⌃', mod: '⌘', meta: '⌘' }
const names: Record<string, string> = { alt: 'Alt', shift: 'Shift', ctrl: 'Ctrl', mod: 'Ctrl', meta: 'Meta' }

/** `alt+A` as `Alt+A`, on a Mac `⌥A`. */
export function shownKeys(keys: string, mac = onMac): string {
  const parts = keys.split('+')
  const shown = parts.map((part) => (mac ? signs : names)[part.toLowerCase()] ?? part)
  return shown.join(mac ? '' : '+')
}
