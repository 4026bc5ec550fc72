// What the page last said of itself, checked; a page that is gone leaves what it said for a moment, until the next one speaks.
import { type IpcMainEvent, ipcMain, type WebContents } from 'electron'
import { type ShellCommand, type ShellState, shellState } from '../../../shared/contract/shell.ts'
import { fromOurPage } from './consolePort.ts'

/** Before any page has spoken. */
const nothing: ShellState = {
  phone: 'off',
  summary: 'Cordboard',
  calls: 0,
  attention: 'none',
  commands: [],
  words: {
    open: 'Open Cordboard',
    quit: 'Quit Cordboard',
    otherOffice: 'Another office…',
    goesOn: 'Cordboard goes on without its window. Start it once more to see it.',
    inCall: 'You are in a call.',
    callGoesOn: 'If the window is closed, the call goes on without it.',
    callBreaks: 'Loading the page again interrupts the sound for a moment.',
    hide: 'Close the window',
    reload: 'Load again',
    stay: 'Stay here',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    ok: 'OK',
  },
}

export type PageState = ReturnType<typeof pageState>

/** `contents`: of the window there is. `raise`: the page wants to be seen. */
export function pageState(contents: () => WebContents | undefined, raise: () => void) {
  let now = nothing
  const followers: ((state: ShellState, before: ShellState) => void)[] = []
  const told = (event: IpcMainEvent, said: unknown) => {
    const page = contents()
    const state = shellState.safeParse(said)
    if (!page || !fromOurPage(event, page) || !state.success) return
    const before = now
    now = state.data
    for (const follower of followers) follower(now, before)
  }
  const wanted = (event: IpcMainEvent) => {
    const page = contents()
    if (page && fromOurPage(event, page)) raise()
  }
  ipcMain.on('cordboard:state', told)
  ipcMain.on('cordboard:raise', wanted)
  return {
    get now() {
      return now
    },
    follow: (follower: (state: ShellState, before: ShellState) => void): void => void followers.push(follower),
    /** Has the page do it, as with its own keys. */
    command: (command: ShellCommand): void => contents()?.send('cordboard:command', command),
    close(): void {
      ipcMain.off('cordboard:state', told)
      ipcMain.off('cordboard:raise', wanted)
    },
  }
}
