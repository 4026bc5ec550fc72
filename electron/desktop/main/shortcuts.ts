// Keys that work while another program has the focus. What the system refuses is said, not passed over.
import { clipboard, globalShortcut } from 'electron'
import { type ShortcutChoice, type ShortcutId, type ShortcutStatus, shortcutIds } from '../../../shared/contract/shell.ts'
import type { PageState } from './pageState.ts'
import { numberInText } from './telLinks.ts'

/** The first Electron that asks a Wayland desktop's portal for keys. */
const portalSince = 35
const portalFeature = 'GlobalShortcutsPortal'

const onWayland = (env: NodeJS.ProcessEnv) => process.platform === 'linux' && env.XDG_SESSION_TYPE === 'wayland'

/** How keys of all programs are had here. */
export function shortcutWay(electron: string, env: NodeJS.ProcessEnv): 'system' | 'portal' | 'none' {
  if (!onWayland(env)) return 'system'
  return Number.parseInt(electron, 10) >= portalSince ? 'portal' : 'none'
}

/** Before the app is ready. */
export function askPortal(line: { getSwitchValue(name: string): string; appendSwitch(name: string, value: string): void }): void {
  if (shortcutWay(process.versions.electron, process.env) !== 'portal') return
  const before = line.getSwitchValue('enable-features')
  line.appendSwitch('enable-features', before ? `${before},${portalFeature}` : portalFeature)
}

type Actions = { page: PageState /** With a number for the number field, or without one. */; dial(number: string | null): void }
export type Shortcuts = { status(): Record<ShortcutId, ShortcutStatus>; close(): void }

/** Follows what the page has chosen. */
export function followShortcuts({ page, dial }: Actions): Shortcuts {
  const way = shortcutWay(process.versions.electron, process.env)
  const keys: ShortcutChoice = { answer: '', mute: '', dial: '' }
  const status: Record<ShortcutId, ShortcutStatus> = { answer: 'off', mute: 'off', dial: 'off' }
  const pressed: Record<ShortcutId, () => void> = {
    answer: () => {
      const ids = page.now.commands.map(({ id }) => id)
      const verb = ids.includes('answer') ? 'answer' : ids.includes('hangUp') ? 'hangUp' : null
      if (verb) page.command(verb)
    },
    mute: () => page.command('mute'),
    dial: () => void copiedNumber().then(dial, () => dial(null)),
  }
  const set = (id: ShortcutId, wanted: string) => {
    if (keys[id]) globalShortcut.unregister(keys[id])
    keys[id] = ''
    status[id] = wanted === '' ? 'off' : way === 'none' ? 'impossible' : take(wanted, pressed[id]) ? 'ok' : 'taken'
    if (status[id] !== 'ok') return
    keys[id] = wanted
    if (way === 'portal') status[id] = 'portal'
  }
  const wanted: ShortcutChoice = { ...keys }
  page.follow(({ shortcuts }) => {
    const changed = shortcutIds.filter((id) => shortcuts[id] !== wanted[id])
    // Keys that move from one to another are free first.
    for (const id of changed) set(id, '')
    for (const id of changed) set(id, shortcuts[id])
    Object.assign(wanted, shortcuts)
  })
  return {
    status: () => ({ ...status }),
    close: () => {
      for (const id of shortcutIds) set(id, '')
    },
  }
}

function take(keys: string, pressed: () => void): boolean {
  try {
    return globalShortcut.register(keys, pressed)
  } catch {
    return false // keys that this system does not know
  }
}

/** Electron before 42 has no `selection`, and answers at once. */
type Clipboards = { selection?: Clipboards; readText(which?: 'selection'): string | Promise<string> }

/** What is selected anywhere (X11 only), else what was copied last. */
async function copiedNumber(): Promise<string | null> {
  const all = clipboard as Clipboards
  const selected =
    process.platform !== 'linux' ? '' : all.selection ? await all.selection.readText() : await all.readText('selection')
  return numberInText(selected) ?? numberInText(await all.readText())
}
