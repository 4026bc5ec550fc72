// The small window of a call, over all others while the big one is out of sight, and of an undocked telephone: caller and verbs. It has no
// telephone; what is pressed in it the console's page does.
import { app, BrowserWindow, type IpcMainEvent, ipcMain, screen, session } from 'electron'
import { callAct, type ShellState } from '../../../shared/contract/shell.ts'
import { callPage } from './address.ts'
import { answerScheme } from './appScheme.ts'
import { fromOurPage } from './consolePort.ts'
import type { Memory } from './memory.ts'
import type { PageState } from './pageState.ts'
import { refusePermissions } from './permissions.ts'
import { onScreen } from './place.ts'
import { webPreferences } from './webPreferences.ts'

type Around = {
  page: PageState
  memory: Memory
  consoleFolder: string
  /** The big window can be seen. */
  seen(): boolean
  /** Told whenever that changes. */
  followSeen(changed: () => void): void
  open(): void
}

const size = { width: 380, height: 330 }
/** From the edges of the screen, pixels. */
const margin = 16

/** Whether it is wanted now; `opened`: it was there for this call already. */
export function wantsCallWindow({ call, callWindow, undocked }: ShellState, seen: boolean, opened: boolean): boolean {
  if (undocked) return true
  if (!call || callWindow === 'never') return false
  return !seen || (callWindow === 'ringing' && (opened || call.state === 'ringing'))
}

/** Returns what ends it. */
export function keepCallWindow({ page, memory, consoleFolder, seen, followSeen, open }: Around): () => void {
  // Nothing of the office's pages is in it.
  const pages = session.fromPartition('call-window')
  refusePermissions(pages)
  answerScheme(pages, consoleFolder, () => 'elsewhere')
  let window: BrowserWindow | undefined
  let opened: string | undefined
  let dismissed: string | undefined
  const tell = () => window?.webContents.send('cordboard:call', page.now)
  const close = () => {
    if (window) memory.keep({ callBounds: window.getBounds() })
    window?.destroy()
    window = undefined
  }
  const look = () => {
    const { call } = page.now
    const closed = dismissed !== undefined && dismissed === call?.id && !page.now.undocked
    const wanted = wantsCallWindow(page.now, seen(), opened !== undefined && opened === call?.id) && !closed
    if (!wanted) return close()
    opened = call?.id
    if (window) return tell()
    const made = openSmall(pages, memory, page.now.dark)
    window = made
    // It is on its way out by itself: to destroy it here as well can take the whole program along.
    made.on('close', () => {
      dismissed = opened
      memory.keep({ callBounds: made.getBounds() })
      if (window === made) window = undefined
      if (page.now.undocked) page.act({ do: 'dock' })
    })
  }
  const heard = (event: IpcMainEvent, said: unknown) => {
    if (!window || !fromOurPage(event, window.webContents)) return
    const act = callAct.safeParse(said)
    if (!act.success) return
    if (act.data.do === 'open') open()
    else page.act(act.data)
  }
  const ready = (event: IpcMainEvent) => {
    if (window && fromOurPage(event, window.webContents)) tell()
  }
  ipcMain.on('cordboard:act', heard)
  ipcMain.on('cordboard:ready', ready)
  page.follow(look)
  followSeen(look)
  return () => {
    ipcMain.off('cordboard:act', heard)
    ipcMain.off('cordboard:ready', ready)
    close()
  }
}

function openSmall(pages: Electron.Session, { now }: Memory, dark: boolean): BrowserWindow {
  const kept = now.callBounds && onScreen(now.callBounds) ? now.callBounds : undefined
  const { workArea } = screen.getDisplayNearestPoint(screen.getCursorScreenPoint())
  const corner = {
    x: workArea.x + workArea.width - size.width - margin,
    y: workArea.y + workArea.height - size.height - margin,
  }
  const window = new BrowserWindow({
    ...size,
    ...(kept ?? corner),
    minWidth: 300,
    minHeight: 220,
    show: false,
    title: app.name,
    backgroundColor: dark ? '#1f1f1f' : '#ffffff',
    alwaysOnTop: true,
    skipTaskbar: true,
    minimizable: false,
    maximizable: false,
    fullscreenable: false,
    webPreferences: {
      ...webPreferences(pages),
      spellcheck: false,
    },
  })
  window.setAlwaysOnTop(true, 'floating')
  window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true })
  // Whoever types in another program goes on typing there.
  window.once('ready-to-show', () => window.showInactive())
  void window.loadURL(callPage)
  return window
}
