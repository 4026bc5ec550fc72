// The desktop app around an office in its own process: the window, its line to the office, tray, sleep, quitting.
import { app, powerSaveBlocker } from 'electron'
import type { ShellState } from '../../../shared/contract/shell.ts'
import { answerScheme } from './appScheme.ts'
import { openDesk } from './desk.ts'
import type { FaultLog } from './faults.ts'
import type { Links } from './links.ts'
import type { Memory } from './memory.ts'
import type { Office } from './office.ts'
import type { PageState } from './pageState.ts'
import { askBeforeQuit } from './quit.ts'
import { showTray } from './tray.ts'

export function runDesktop(office: Office, links: Links, memory: Memory, log: FaultLog): void {
  answerScheme(() => {
    const now = office.current()
    return now && { http: now.http, token: now.token, sipOrigin: originOf(now.host.sipWebSocketUrl()) }
  })
  const desk = openDesk(office, memory, log)
  const releaseSleep = keepAwake(desk.page)
  const tray = showTray(desk.page, { open: desk.show, quit: () => app.quit() })
  app.on('activate', desk.show)
  // The window is hidden, not closed; without this the end of its process would end the app.
  app.on('window-all-closed', () => {})
  askBeforeQuit({
    // Of a demo office nobody waits for an answer.
    runningCalls: () => {
      const host = office.current()?.host
      return host === undefined || host.pbxKind === 'demo' ? 0 : host.deps.engine.runningCalls
    },
    async stop() {
      releaseSleep()
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

/** Who waits for calls or is in one. */
const awake: ReadonlySet<ShellState['phone']> = new Set(['ready', 'ringing', 'talking'])

/** The computer does not fall asleep by itself while calls can come. Returns what ends that. */
function keepAwake(page: PageState): () => void {
  let blocker: number | undefined
  const release = () => {
    if (blocker !== undefined) powerSaveBlocker.stop(blocker)
    blocker = undefined
  }
  page.follow(({ phone }) => {
    if (!awake.has(phone)) release()
    else blocker ??= powerSaveBlocker.start('prevent-app-suspension')
  })
  return release
}
