// The tray: the window may be closed while the telephone stays.
import { join } from 'node:path'
import { Menu, nativeImage, Tray } from 'electron'

export function showTray(actions: { open(): void; quit(): void }): Tray | null {
  const icon = nativeImage.createFromPath(join(import.meta.dirname, 'tray.png'))
  // A desktop without the picture would show a hole that cannot be told from nothing.
  if (icon.isEmpty()) return null
  const tray = new Tray(icon)
  tray.setToolTip('Cordboard')
  const menu = Menu.buildFromTemplate([
    { label: 'Open Cordboard', click: actions.open },
    { type: 'separator' },
    { label: 'Quit', click: actions.quit },
  ])
  tray.setContextMenu(menu)
  tray.on('click', actions.open)
  return tray
}
