// The desktop app around a host in its own process: the window, its line to the host, tray, links, quitting.
import { app, type BrowserWindow, powerSaveBlocker } from 'electron'
import type { Host } from '../../host/hostPort.ts'
import { type HttpHost, httpHost } from '../../server/http/server.ts'
import { answerScheme } from './appScheme.ts'
import { offerPorts } from './consolePort.ts'
import { ownersSession } from './owner.ts'
import { askBeforeQuit } from './quit.ts'
import { numberIn, numberOf } from './telLinks.ts'
import { showTray } from './tray.ts'
import { openWindow } from './window.ts'

/** Where the softphone of a page from `app://` connects to: straight to the telephone system, there being no `/sip` of its origin. */
function direct(host: Host): Host {
  const { pbx } = host.deps
  return {
    ...host,
    deps: {
      ...host.deps,
      pbx: {
        kind: pbx.kind,
        sipAddress: pbx.sipAddress,
        checks: () => pbx.checks(),
        registrations: () => pbx.registrations(),
        reachabilities: () => pbx.reachabilities(),
        watchSip: () => pbx.watchSip(),
        resetDeskPhone: (extension) => pbx.resetDeskPhone(extension),
        phoneCredentials: async (extension, displayName) => {
          const credentials = await pbx.phoneCredentials(extension, displayName)
          return { ...credentials, webSocket: host.sipWebSocketUrl() ?? credentials.webSocket }
        },
      },
    },
  }
}

export async function runDesktop(host: Host, consoleFolder: string): Promise<void> {
  const http = await httpHost(direct(host), { consoleFolder, host: '127.0.0.1', port: 0 })
  const token = await ownersSession(host)
  const sipOrigin = () => {
    const url = host.sipWebSocketUrl()
    return url === null ? null : `${new URL(url).protocol}//${new URL(url).host}`
  }
  answerScheme({ http, token: () => token, sipOrigin })
  const blocker = powerSaveBlocker.start('prevent-app-suspension')
  const desk = windowKeeper(http, () => http.signIn.user(token))
  const tray = showTray({ open: desk.show, quit: () => app.quit() })
  links(desk)
  app.on('activate', desk.show)
  app.on('window-all-closed', () => {
    if (tray === null && process.platform !== 'darwin') app.quit()
  })
  askBeforeQuit({
    runningCalls: () => host.deps.engine.runningCalls,
    async stop() {
      powerSaveBlocker.stop(blocker)
      tray?.destroy()
      desk.close()
      await http.close()
      await host.stop()
    },
  })
  desk.show()
}

type Desk = ReturnType<typeof windowKeeper>

/** The one window, made again when it was closed. */
function windowKeeper(http: HttpHost, user: () => ReturnType<HttpHost['signIn']['user']>) {
  let window: BrowserWindow | undefined
  let ports: { close(): void } | undefined
  let toDial: string | null = null
  const context = {
    get user() {
      return user()
    },
    consoleId: 'desktop',
  }
  const tellNumber = () => {
    if (toDial !== null) window?.webContents.send('cordboard:dial', toDial)
    toDial = null
  }
  const show = () => {
    if (!window || window.isDestroyed()) {
      window = openWindow()
      ports = offerPorts(window.webContents, http.rpc, context, tellNumber)
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

/** Second starts and `tel:` links come to the one that runs. */
function links(desk: Desk): void {
  const dial = (number: string | null) => (number === null ? desk.show() : desk.dial(number))
  for (const scheme of ['tel', 'callto']) app.setAsDefaultProtocolClient(scheme)
  app.on('second-instance', (_event, words) => dial(numberIn(words)))
  app.on('open-url', (event, address) => {
    event.preventDefault()
    dial(numberOf(address))
  })
  const first = numberIn(process.argv.slice(1))
  if (first !== null) desk.dial(first)
}
