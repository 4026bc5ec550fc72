import type { KeyboardEvent } from 'react'

/** Arrow keys, Home and End through a list whose options have ids `prefix + key`; moves the choice and the focus together. */
export function listKeys(keys: readonly string[], selected: string | null, prefix: string, select: (key: string) => void) {
  return (event: KeyboardEvent) => {
    const at = selected ? keys.indexOf(selected) : -1
    const targets: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: keys.length - 1 }
    const target = targets[event.key]
    const next = target === undefined ? undefined : keys[Math.min(Math.max(target, 0), keys.length - 1)]
    if (next === undefined) return
    event.preventDefault()
    select(next)
    document.getElementById(prefix + next)?.focus()
  }
}
