// Quitting: asks while calls are running, then lets the host go before the process.
import { app, dialog } from 'electron'

type Quitting = { runningCalls(): number; stop(): Promise<void> }

/** Takes over `before-quit`; the process ends when the host has let go, at the latest after five seconds. */
export function askBeforeQuit(host: Quitting): void {
  let leaving = false
  app.on('before-quit', (event) => {
    if (leaving) return
    event.preventDefault()
    void agreed(host.runningCalls()).then((yes) => {
      if (!yes || leaving) return
      leaving = true
      const patience = new Promise((resolve) => setTimeout(resolve, 5_000))
      void Promise.race([host.stop(), patience]).finally(() => app.exit(0))
    })
  })
}

async function agreed(calls: number): Promise<boolean> {
  if (calls === 0) return true
  const { response } = await dialog.showMessageBox({
    type: 'question',
    buttons: ['Keep running', 'Quit'],
    defaultId: 0,
    cancelId: 0,
    message: calls === 1 ? 'A call is running.' : `${calls} calls are running.`,
    detail: 'If you quit, callers who wait stay with Asterisk, and your own conversation is held until Cordboard is back.',
  })
  return response === 1
}
