// The one window: sandboxed, never anywhere but on our own pages, back after a crash of its renderer.
import { join } from 'node:path'
import { app, BrowserWindow, shell } from 'electron'
import { isOurs, startPage } from './address.ts'
import type { FaultLog } from './faults.ts'
import { restrictPermissions } from './permissions.ts'

/** Renderer crashes that are mended by loading the page again; more within a minute show an empty window instead of a loop. */
const mostCrashesAMinute = 3

/** A page that hangs so long after it was noticed is ended and loaded again, ms. */
const hangsForMs = 10_000

/** Opens the window on the console’s start page. */
export function openWindow(log: FaultLog): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 820,
    minWidth: 720,
    minHeight: 520,
    show: false,
    title: 'Cordboard',
    webPreferences: {
      preload: join(import.meta.dirname, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      spellcheck: false,
      // A call rings and speaks while the window is behind others.
      backgroundThrottling: false,
      autoplayPolicy: 'no-user-gesture-required',
      devTools: !app.isPackaged,
    },
  })
  restrictPermissions(window.webContents.session)
  window.once('ready-to-show', () => window.show())
  comeBack(window, log)
  void window.loadURL(startPage)
  return window
}

/** For every web contents there will ever be, whoever makes it. */
export function denyNavigation(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event, address) => {
      if (!isOurs(address)) event.preventDefault()
    })
    contents.on('will-redirect', (event, address) => {
      if (!isOurs(address)) event.preventDefault()
    })
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(({ url }) => {
      // A link to a manual, or the office's page for a caller, opens in the browser, never in here.
      if (/^https?:$/.test(URL.parse(url)?.protocol ?? '')) void shell.openExternal(url)
      return { action: 'deny' }
    })
  })
}

/** The call is the host's and Asterisk's: a page that crashed or hangs is loaded again and finds it. */
function comeBack(window: BrowserWindow, log: FaultLog): void {
  const contents = window.webContents
  let crashes: number[] = []
  let hanging: NodeJS.Timeout | undefined
  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    clearTimeout(hanging)
    if (reason === 'clean-exit') return
    log('the page is gone', { code: 'PAGE_GONE', reason, exitCode })
    const now = Date.now()
    crashes = [...crashes.filter((at) => at > now - 60_000), now]
    if (crashes.length <= mostCrashesAMinute) contents.reload()
  })
  window.on('unresponsive', () => {
    log('the page hangs', { code: 'PAGE_HANGS' })
    if (contents.isDevToolsOpened()) return // somebody looks at it
    hanging = setTimeout(() => contents.forcefullyCrashRenderer(), hangsForMs)
  })
  window.on('responsive', () => clearTimeout(hanging))
  window.on('closed', () => clearTimeout(hanging))
}
