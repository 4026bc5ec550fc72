// The desktop app: one instance, the host in this process, the console in a window.
import { join } from 'node:path'
import { app, dialog } from 'electron'
import { readArguments } from '../../cli/arguments.ts'
import { startHost } from '../../host/host.ts'
import { declareScheme } from './appScheme.ts'
import { runDesktop } from './desktop.ts'
import { denyNavigation } from './window.ts'

declareScheme()
app.enableSandbox()
denyNavigation()

if (app.requestSingleInstanceLock()) void app.whenReady().then(start, fail)
else app.quit()

async function start(): Promise<void> {
  try {
    const words = process.argv.slice(app.isPackaged ? 1 : 2)
    const options = readArguments(words, { CORDBOARD_DATA: join(app.getPath('userData'), 'office'), ...process.env }, false)
    if (options === 'help') return app.quit()
    const host = await startHost({ ...options.start, restart: startAnew })
    await runDesktop(host, join(import.meta.dirname, '..', 'console'))
  } catch (error) {
    fail(error)
  }
}

/** A restored backup: the app goes and comes again. No call is running then, so nothing is asked. */
function startAnew(): void {
  app.relaunch()
  app.quit()
}

function fail(error: unknown): void {
  dialog.showErrorBox('Cordboard could not start', error instanceof Error ? error.message : String(error))
  app.exit(1)
}
