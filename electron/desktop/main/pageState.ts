// What the page last said of itself, checked; a page that is gone leaves what it said for a moment, until the next one speaks.
import { type IpcMainEvent, ipcMain, type WebContents } from 'electron'
import { type CallAct, type PowerEvent, type ShellCommand, type ShellState, shellState } from '../../../shared/contract/shell.ts'
import type { Language } from '../../../shared/domain/office.ts'
import { fromOurPage } from './consolePort.ts'
import { type ShellWords, shellWords } from './words/index.ts'

/** Before any page has spoken. */
const nothing = (language: Language): ShellState =>
  shellState.parse({ phone: 'off', summary: 'Cordboard', calls: 0, attention: 'none', commands: [], language })

export type PageState = ReturnType<typeof pageState>

/** `contents`: of the window there is. `language`: until a page says another. */
export function pageState(contents: () => WebContents | undefined, language: Language) {
  let now = nothing(language)
  const followers: ((state: ShellState, before: ShellState) => void)[] = []
  const told = (event: IpcMainEvent, said: unknown) => {
    const page = contents()
    const state = shellState.safeParse(said)
    if (!page || !fromOurPage(event, page) || !state.success) return
    const before = now
    now = state.data
    for (const follower of followers) follower(now, before)
  }
  ipcMain.on('cordboard:state', told)
  return {
    get now() {
      return now
    },
    get words(): ShellWords {
      return shellWords[now.language]
    },
    follow: (follower: (state: ShellState, before: ShellState) => void): void => void followers.push(follower),
    /** Has the page do it, as with its own keys. */
    command: (command: ShellCommand): void => contents()?.send('cordboard:command', command),
    /** Has the page do what the call window asks for. */
    act: (act: CallAct): void => contents()?.send('cordboard:act', act),
    /** Tells the page of the computer. */
    power: (event: PowerEvent): void => contents()?.send('cordboard:power', event),
    close(): void {
      ipcMain.off('cordboard:state', told)
    },
  }
}
