// What was chosen for the desktop app on this computer; the shell is told with the page's state.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import {
  type CallWindowChoice,
  callWindowChoice,
  type RingAttention,
  ringAttention,
  type ShortcutId,
  shortcutIds,
  shortcutKeys,
} from '../../../shared/contract/shell.ts'

export type ShellChoices = {
  attention: RingAttention
  callWindow: CallWindowChoice
  shortcuts: Record<ShortcutId, string>
  pauseOnLock: boolean
  spelling: boolean
}

const keyOf = (name: string) => `cordboard.${name}`
const stored = (name: string) => localStorage.getItem(keyOf(name))
const keysOf = (id: ShortcutId): string => shortcutKeys.safeParse(stored(`shortcut.${id}`)).data ?? ''

const chosen = createStore<ShellChoices>()(() => ({
  attention: ringAttention.safeParse(stored('ringAttention')).data ?? 'raise',
  callWindow: callWindowChoice.safeParse(stored('callWindow')).data ?? 'hidden',
  shortcuts: { answer: keysOf('answer'), mute: keysOf('mute'), dial: keysOf('dial') },
  pauseOnLock: stored('pauseOnLock') === 'on',
  spelling: stored('spelling') === 'on',
}))

/** One value of the choices. */
export const useShellChoice = <T>(select: (choices: ShellChoices) => T): T => useStore(chosen, select)

/** The choices at this moment. */
export const shellChoices = (): ShellChoices => chosen.getState()

/** Remembered on this computer. */
export function chooseForShell(some: Partial<ShellChoices>): void {
  chosen.setState(some)
  const now = chosen.getState()
  const words: [name: string, value: string][] = [
    ['ringAttention', now.attention],
    ['callWindow', now.callWindow],
    ...shortcutIds.map((id): [string, string] => [`shortcut.${id}`, now.shortcuts[id]]),
    ['pauseOnLock', now.pauseOnLock ? 'on' : 'off'],
    ['spelling', now.spelling ? 'on' : 'off'],
  ]
  for (const [name, value] of words) localStorage.setItem(keyOf(name), value)
}
