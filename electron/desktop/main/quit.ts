// The program's end: asked for while calls are running, quiet where the system ends it; the host lets go before the process.
import { app, dialog, powerMonitor } from 'electron'
import type { ShellWords } from './words/index.ts'

type Quitting = { words(): ShellWords; runningCalls(): number; stop(): Promise<void> }

/** The host's own end may take so long, ms. */
const stopMs = 5000

let startsAnew = false

/** Quits, which may be asked first, and starts the program with the words it was started with. */
export function quitAndStartAnew(): void {
  startsAnew = true
  app.quit()
}

/**
 * Takes over `before-quit`; the process ends when the host has let go, at the latest after five seconds. Returns what ends it without
 * a question: the calls are Asterisk's and go on; `last` does so in its own way.
 */
export function askBeforeQuit({ words, runningCalls, stop }: Quitting): (last?: () => void) => void {
  let leaving = false
  let asking = false
  const leave = (last = () => app.exit(0)) => {
    if (leaving) return
    leaving = true
    if (startsAnew) app.relaunch()
    const timeout = new Promise((resolve) => setTimeout(resolve, stopMs))
    void Promise.race([stop(), timeout]).finally(last)
  }
  app.on('before-quit', (event) => {
    if (leaving) return
    event.preventDefault()
    if (asking) return
    asking = true
    void agreed(words(), runningCalls()).then((yes) => {
      asking = false
      if (yes) leave()
      else startsAnew = false
    })
  })
  return leave
}

/** The system ends this program, or the whole session: nobody is asked. */
export function endWithSystem(leave: () => void): void {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => leave())
  powerMonitor.on('shutdown', () => leave())
  app.on('browser-window-created', (_event, window) => window.on('session-end', () => leave()))
}

async function agreed(words: ShellWords, calls: number): Promise<boolean> {
  if (calls === 0) return true
  const { response } = await dialog.showMessageBox({
    type: 'question',
    buttons: [words.keepRunning, words.quitNow],
    defaultId: 0,
    cancelId: 0,
    message: calls === 1 ? words.callRuns : words.callsRun(calls),
    detail: words.callsAfterQuit,
  })
  return response === 1
}
