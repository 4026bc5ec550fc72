// The one window: sandboxed, never anywhere but on our own pages, back after a crash of its renderer.
import { app, BrowserWindow, type Session, shell } from 'electron'
import { shellAgent } from '../../../shared/contract/shell.ts'
import { isOurs } from './address.ts'
import { askInCall } from './askInCall.ts'
import { addContextMenu } from './contextMenu.ts'
import type { FaultLog } from './faults.ts'
import type { PageState } from './pageState.ts'
import { webPreferences } from './webPreferences.ts'

/** Renderer crashes that are mended by loading the page again; more within a minute show an empty window instead of a loop. */
const mostCrashesAMinute = 3

/** A page that hangs so long after it was noticed is ended and loaded again, ms. */
const hangsForMs = 10_000

/** Where it is to be; without a place in the middle of the screen. */
export type WindowPlace = {
  bounds?: { x?: number; y?: number; width: number; height: number }
  maximized: boolean
}

export type Opening = {
  log: FaultLog
  place: WindowPlace
  page: Pick<PageState, 'now' | 'words'>
  /** The first page. */
  address: string
  pages: Session
  /** Not shown before it is asked for. */
  hidden: boolean
  /** Of the page, as Electron counts; and how it is kept. */
  zoom: { level: number; keep(level: number): void }
  /** Puts a number into the number field. */
  dial(number: string): void
}

/** Opens the window. */
export function openWindow({ log, place, page, address, pages, hidden, zoom, dial }: Opening): BrowserWindow {
  // Before there are contents: theirs is of when they were made.
  pages.setUserAgent(`${pages.getUserAgent().replace(shellAgent, '')}${shellAgent}`)
  const window = new BrowserWindow({
    width: 1280,
    height: 820,
    ...place.bounds,
    minWidth: 720,
    minHeight: 520,
    show: false,
    title: 'Cordboard',
    webPreferences: {
      ...webPreferences(pages),
      spellcheck: true, // in force where the session's is: spelling.ts
      // A call rings and speaks while the window is behind others.
      backgroundThrottling: false,
      autoplayPolicy: 'no-user-gesture-required',
    },
  })
  if (!hidden) {
    if (place.maximized) window.maximize()
    window.once('ready-to-show', () => window.show())
  }
  comeBack(window, log)
  keys(window, page, zoom)
  // Chromium writes its own memory of it now and then only, and not at a quick end.
  window.webContents.on('did-finish-load', () => window.webContents.setZoomLevel(zoom.level))
  addContextMenu(window, page, dial)
  void window.loadURL(address)
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

const zoomSteps: Record<string, (level: number) => number> = {
  '+': (level) => Math.min(level + 0.5, 5),
  '=': (level) => Math.min(level + 0.5, 5),
  '-': (level) => Math.max(level - 0.5, -3),
  '0': () => 0,
}

/** There is no menu bar: zoom by its usual keys, and loading again, which in a call is asked first. */
function keys(window: BrowserWindow, page: Opening['page'], zoom: Opening['zoom']): void {
  const contents = window.webContents
  contents.on('before-input-event', (event, { type, key, control, meta, alt }) => {
    if (type !== 'keyDown' || alt || !(process.platform === 'darwin' ? meta : control)) {
      if (type === 'keyDown' && key === 'F5') {
        event.preventDefault()
        void reload(window, page)
      }
      return
    }
    const step = zoomSteps[key]
    if (step) {
      event.preventDefault()
      contents.setZoomLevel(step(contents.getZoomLevel()))
      zoom.keep(contents.getZoomLevel())
    } else if (key.toLowerCase() === 'r') {
      event.preventDefault()
      void reload(window, page)
    }
  })
}

async function reload(window: BrowserWindow, { now, words }: Opening['page']): Promise<void> {
  if (now.calls > 0 && !(await askInCall(window, words, words.callBreaks, words.reload))) return
  if (!window.isDestroyed()) window.webContents.reload()
}
