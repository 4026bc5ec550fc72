// The desktop app around an office in its own process: the window, its line to the office, tray, quitting.
import { app, type BrowserWindow, powerSaveBlocker } from 'electron'
import { answerScheme } from './appScheme.ts'
import { type OfferedPorts, offerPorts } from './consolePort.ts'
import type { FaultLog } from './faults.ts'
import type { Links } from './links.ts'
import type { Office } from './office.ts'
import { askBeforeQuit } from './quit.ts'
import { showTray } from './tray.ts'
import { openWindow } from './window.ts'

export function runDesktop(office: Office, links: Links, log: FaultLog): void {
  answerScheme(() => {
    const now = office.current()
    return now && { http: now.http, token: now.token, sipOrigin: originOf(now.host.sipWebSocketUrl()) }
  })
  const blocker = powerSaveBlocker.start('prevent-app-suspension')
  const desk = windowKeeper(office, log)
  const tray = showTray({ open: desk.show, quit: () => app.quit() })
  app.on('activate', desk.show)
  app.on('window-all-closed', () => {
    if (tray === null && process.platform !== 'darwin') app.quit()
  })
  askBeforeQuit({
    // Of a demo office nobody waits for an answer.
    runningCalls: () => {
      const host = office.current()?.host
      return host === undefined || host.pbxKind === 'demo' ? 0 : host.deps.engine.runningCalls
    },
    async stop() {
      powerSaveBlocker.stop(blocker)
      tray?.destroy()
      desk.close()
      await office.stop()
    },
  })
  desk.show()
  links.follow((number) => (number === null ? desk.show() : desk.dial(number)))
}

const originOf = (address: string | null): string | null => {
  const url = address === null ? null : URL.parse(address)
  return url && `${url.protocol}//${url.host}`
}

/** The one window, made again when it was closed. */
function windowKeeper(office: Office, log: FaultLog) {
  let window: BrowserWindow | undefined
  let ports: OfferedPorts | undefined
  let toDial: string | null = null
  const line = () => {
    const now = office.current()
    if (!now) return null
    const context = {
      get user() {
        return now.http.signIn.user(now.token)
      },
      consoleId: 'desktop',
    }
    return { server: now.http.rpc, context }
  }
  const tellNumber = () => {
    if (toDial !== null) window?.webContents.send('cordboard:dial', toDial)
    toDial = null
  }
  const show = () => {
    if (!window || window.isDestroyed()) {
      window = openWindow(log)
      ports = offerPorts(window.webContents, line, tellNumber)
      window.on('closed', () => {
        ports?.close()
        window = undefined
      })
      return
    }
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  }
  office.follow(() => ports?.renew())
  return {
    show,
    /** Puts the number into the dial field, as soon as a page listens. */
    dial(number: string): void {
      const open = window !== undefined
      toDial = number
      show()
      if (open) tellNumber()
    },
    close(): void {
      ports?.close()
      window?.destroy()
    },
  }
}
