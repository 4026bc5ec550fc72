// The one window with the console in it: shown, hidden at its cross while the telephone lives on, raised when it rings.
import { app, type BrowserWindow, dialog, type Session } from 'electron'
import { askInCall } from './askInCall.ts'
import { type OfferedPorts, offerPorts } from './consolePort.ts'
import type { FaultLog } from './faults.ts'
import type { Memory } from './memory.ts'
import type { Office } from './office.ts'
import { type PageState, pageState } from './pageState.ts'
import { placeOf } from './place.ts'
import { openWindow } from './window.ts'
import { languageOf } from './words/index.ts'

export type Desk = {
  page: PageState
  /** The window there is. */
  window(): BrowserWindow | undefined
  /** It can be seen: there, and not minimised. */
  seen(): boolean
  /** Told whenever that may have changed. */
  followSeen(changed: () => void): void
  show(): void
  /** Opens it without showing it. */
  openHidden(): void
  /** Puts the number into the dial field, as soon as a page listens. */
  dial(number: string): void
  /** From now on the cross closes. */
  close(): void
}

export type DeskPlan = {
  /** In this process; null where another computer runs it. */
  office: Office | null
  /** The first page, and the session it lives in. */
  address: string
  pages: Session
  memory: Memory
  log: FaultLog
  /** Its cross ends the program: there is no telephone yet. */
  endsAtCross?: boolean
  /** Told of each window that is made. */
  made?(window: BrowserWindow): void
}

export function openDesk({ office, address, pages, memory, log, endsAtCross, made: told }: DeskPlan): Desk {
  let window: BrowserWindow | undefined
  let ports: OfferedPorts | undefined
  let toDial: string | null = null
  let leaving = false
  let maximize = false
  const seenFollowers: (() => void)[] = []
  const page = pageState(() => window?.webContents, memory.now.language ?? languageOf(app.getLocale()))
  const line = () => {
    const now = office?.current()
    if (!now) return null
    const context = {
      get user() {
        return now.http.signIn.user(now.seat.token())
      },
      get session() {
        return now.seat.token()
      },
      consoleId: 'desktop',
      // From `app://` there is no way through the host's own origin.
      get sipWebSocket() {
        return now.host.sipWebSocketUrl()
      },
    }
    return { server: now.http.rpc, context }
  }
  const tellNumber = () => {
    if (toDial !== null) window?.webContents.send('cordboard:dial', toDial)
    toDial = null
  }
  const dial = (number: string) => {
    const open = window !== undefined
    toDial = number
    show()
    if (open) tellNumber()
  }
  const make = (hidden = false) => {
    const place = placeOf(memory)
    const zoom = {
      get level() {
        return memory.now.zoom
      },
      keep: (level: number) => memory.keep({ zoom: level }),
    }
    const made = openWindow({ log, place, page, address, pages, hidden, zoom, dial })
    window = made
    maximize = hidden && place.maximized
    for (const change of ['show', 'hide', 'minimize', 'restore'] as const)
      made.on(change as 'show', () => {
        for (const changed of seenFollowers) changed()
      })
    ports = offerPorts(made.webContents, line, tellNumber)
    told?.(made)
    made.on('close', (event) => {
      memory.keep({ bounds: made.getNormalBounds(), maximized: made.isMaximized() })
      if (leaving) return
      if (endsAtCross) return app.quit()
      event.preventDefault()
      void hide(made, page, memory)
    })
    made.on('focus', () => made.flashFrame(false))
    made.on('closed', () => {
      ports?.close()
      window = undefined
    })
  }
  const show = () => {
    if (!window || window.isDestroyed()) return make()
    if (window.isMinimized()) window.restore()
    if (maximize) window.maximize()
    maximize = false
    window.show()
    window.focus()
  }
  page.follow(({ language }) => {
    if (language !== memory.now.language) memory.keep({ language })
  })
  page.follow((state, before) => {
    if (state.phone !== 'ringing' || before.phone === 'ringing' || !window) return
    if (window.isVisible() && window.isFocused()) return // a hidden one may have the focus
    if (state.attention === 'raise') show()
    if (state.attention === 'flash') flash(window)
  })
  office?.follow(() => ports?.renew())
  return {
    page,
    window: () => window,
    seen: () => window !== undefined && !window.isDestroyed() && window.isVisible() && !window.isMinimized(),
    followSeen: (changed) => void seenFollowers.push(changed),
    show,
    openHidden: () => make(true),
    dial,
    close() {
      leaving = true
      page.close()
      ports?.close()
      window?.destroy()
    },
  }
}

/** A window that is hidden has no button in the task bar. */
function flash(window: BrowserWindow): void {
  if (!window.isVisible()) window.minimize()
  window.flashFrame(true)
}

/** The telephone goes on. In a call the person is asked; the first time it is said. */
async function hide(window: BrowserWindow, { now, words }: PageState, memory: Memory): Promise<void> {
  if (now.calls > 0) {
    if (!(await askInCall(window, words, words.callGoesOn, words.hide))) return
  } else if (!memory.now.toldGoesOn) {
    memory.keep({ toldGoesOn: true })
    await dialog.showMessageBox(window, { type: 'info', message: app.name, detail: words.goesOn, buttons: [words.ok] })
  }
  if (!window.isDestroyed()) window.hide()
}
