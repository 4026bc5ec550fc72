// The tray: the window may be closed while the telephone stays. Its icon tells the telephone's state, its menu has the verbs of now.
import { join } from 'node:path'
import { Menu, type NativeImage, nativeImage, Tray } from 'electron'
import type { ShellState } from '../../../shared/contract/shell.ts'
import type { PageState } from './pageState.ts'
import { withDot } from './trayDot.ts'

/** Of the dot, by state; none where there is no telephone. */
const colours: Record<ShellState['phone'], readonly [red: number, green: number, blue: number] | null> = {
  off: null,
  ready: [0x2f, 0x9e, 0x44],
  paused: [0xf0, 0x8c, 0x00],
  unreachable: [0xe0, 0x31, 0x31],
  ringing: [0x19, 0x71, 0xc2],
  talking: [0x84, 0x5e, 0xf7],
}

type Actions = {
  open(): void
  quit(): void
  chooseAnother(): void /** Puts the number into the number field. */
  dial(number: string): void
}

export function showTray(page: PageState, actions: Actions): Tray | null {
  const icon = nativeImage.createFromPath(join(import.meta.dirname, 'tray.png'))
  // A desktop without the picture would show a hole that cannot be told from nothing.
  if (icon.isEmpty()) return null
  const tray = new Tray(icon)
  let shown = ''
  const show = (state: ShellState) => {
    // A menu that is open would close at each change.
    const next = JSON.stringify([state.phone, state.summary, state.commands, state.recent, state.language])
    if (next === shown) return
    shown = next
    tray.setImage(iconOf(icon, state.phone))
    tray.setToolTip(state.summary === 'Cordboard' ? state.summary : `Cordboard: ${state.summary}`)
    tray.setContextMenu(Menu.buildFromTemplate(menu(state, page, actions)))
  }
  page.follow(show)
  show(page.now)
  tray.on('click', actions.open)
  return tray
}

function menu({ summary, commands, recent }: ShellState, page: PageState, actions: Actions) {
  const { words } = page
  const verbs = commands.map(({ id, label }) => ({ label, click: () => page.command(id) }))
  const separator = { type: 'separator' } as const
  const numbers = recent.map(({ number, name }) => ({
    label: name === number || name === '' ? number : `${name} (${number})`,
    click: () => actions.dial(number),
  }))
  return [
    { label: summary, enabled: false },
    separator,
    ...verbs,
    ...(verbs.length > 0 ? [separator] : []),
    ...(numbers.length > 0 ? [{ label: words.recent, submenu: numbers }, separator] : []),
    { label: words.open, click: actions.open },
    { label: words.otherOffice, click: actions.chooseAnother },
    separator,
    { label: words.quit, click: actions.quit },
  ]
}

function iconOf(icon: NativeImage, phone: ShellState['phone']): NativeImage {
  const colour = colours[phone]
  if (colour === null) return icon
  const { width, height } = icon.getSize()
  return nativeImage.createFromBitmap(withDot(icon.toBitmap(), { width, height }, colour), { width, height })
}
