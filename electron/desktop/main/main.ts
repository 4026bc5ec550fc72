// The desktop app: one instance, the office in this process, the console in a window.
import { join } from 'node:path'
import { app, crashReporter, dialog, Menu } from 'electron'
import { readArguments } from '../../cli/arguments.ts'
import { declareScheme } from './appScheme.ts'
import { runDesktop } from './desktop.ts'
import { catchFaults, type FaultLog } from './faults.ts'
import { hearLinks } from './links.ts'
import { openMemory } from './memory.ts'
import { type Office, openOffice } from './office.ts'
import { denyNavigation } from './window.ts'

let office: Office | undefined

const log: FaultLog = (message, details) => {
  const running = office?.current()?.host
  if (running) running.deps.log.error(message, details)
  else process.stderr.write(`${message}: ${JSON.stringify(details)}\n`)
}

catchFaults({ log, broken: () => office?.anew(true), hopeless: startAgain })
crashReporter.start({ uploadToServer: false }) // written to this computer and sent nowhere
declareScheme()
app.enableSandbox()
denyNavigation()
// Electron's own menu loads the page again in mid-call and links to Electron's help. On a Mac there must be one.
if (process.platform !== 'darwin') Menu.setApplicationMenu(null)
const words = process.argv.slice(app.isPackaged ? 1 : 2)

if (app.requestSingleInstanceLock()) {
  const links = hearLinks(words)
  for (const scheme of ['tel', 'callto']) app.setAsDefaultProtocolClient(scheme)
  app.whenReady().then(() => start(links), fail)
} else app.quit()

async function start(links: ReturnType<typeof hearLinks>): Promise<void> {
  try {
    const options = readArguments(words, { CORDBOARD_DATA: join(app.getPath('userData'), 'office'), ...process.env }, false)
    if (options === 'version') process.stdout.write(`Cordboard ${app.getVersion()}\n`)
    if (options === 'help' || options === 'version') return app.quit()
    office = await openOffice(options.start, join(import.meta.dirname, '..', 'console'), fail)
    runDesktop(office, links, openMemory(join(app.getPath('userData'), 'desktop.json')), log)
  } catch (error) {
    fail(error)
  }
}

/** The calls are Asterisk's: they go on meanwhile. */
function startAgain(): void {
  app.relaunch()
  app.exit(70)
}

function fail(error: unknown): void {
  log('could not start', { code: 'START', error: String(error) })
  dialog.showErrorBox('Cordboard could not start', error instanceof Error ? error.message : String(error))
  app.exit(1)
}
