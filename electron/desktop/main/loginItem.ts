// Whether the app starts when the person signs in at this computer: without its window.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { app } from 'electron'

/** On the command line: start without the window. */
export const hiddenWord = '--hidden'

/** A Linux desktop starts what has a file here (XDG autostart). */
const autostartFile = () => join(process.env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'autostart', 'cordboard.desktop')

/** Null where this system has no such thing. */
export function startsAtLogin(): boolean | null {
  if (process.platform === 'linux') return existsSync(autostartFile())
  if (process.platform !== 'darwin' && process.platform !== 'win32') return null
  return app.getLoginItemSettings({ args: [hiddenWord] }).openAtLogin
}

/** Throws where it cannot be written down. */
export function startAtLogin(on: boolean): void {
  if (process.platform === 'linux') autostart(on)
  else app.setLoginItemSettings({ openAtLogin: on, args: [hiddenWord] })
}

function autostart(on: boolean): void {
  const file = autostartFile()
  if (!on) {
    rmSync(file, { force: true })
    return
  }
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(
    file,
    `[Desktop Entry]\nType=Application\nName=Cordboard\nExec=${command().map(quoted).join(' ')}\nTerminal=false\n`,
  )
}

/** An AppImage runs from a folder that is another one each time. */
function command(): string[] {
  const program = process.env.APPIMAGE ?? process.execPath
  return app.isPackaged ? [program, hiddenWord] : [program, app.getAppPath(), hiddenWord]
}

/** As the Desktop Entry Specification wants words of Exec. */
const quoted = (word: string): string => `"${word.replace(/(["`$\\])/g, '\\\\$1').replaceAll('%', '%%')}"`

/** On a Mac a login item has no words; the system says how it was started. */
export const startedHidden = (words: readonly string[]): boolean =>
  words.includes(hiddenWord) || (process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin)
