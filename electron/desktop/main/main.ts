// The desktop app: one instance, and in its window the office of this computer, one that another computer runs, or the choice of one.
import { join } from 'node:path'
import { app, crashReporter, dialog, Menu, session } from 'electron'
import { type HeadlessOptions, hasOffice, platformFolder, readArguments } from '../../cli/arguments.ts'
import { choosePage } from './address.ts'
import { type Answering, answerScheme, declareScheme } from './appScheme.ts'
import { answerChoices, type Choices, type Chosen } from './choose.ts'
import { openDesk } from './desk.ts'
import { type Around, runDesktop, runJoined } from './desktop.ts'
import { catchFaults, type FaultLog } from './faults.ts'
import { hearLinks, type Links } from './links.ts'
import { startedHidden } from './loginItem.ts'
import { openMemory } from './memory.ts'
import { type Office, openOffice } from './office.ts'
import { openOffices } from './offices.ts'
import { restrictPermissions } from './permissions.ts'
import { quitAndStartAnew } from './quit.ts'
import { systemSeal } from './seal.ts'
import { seatFile } from './seatFile.ts'
import { askPortal } from './shortcuts.ts'
import { denyNavigation } from './window.ts'
import { languageOf, shellWords } from './words/index.ts'

const consoleFolder = join(import.meta.dirname, '..', 'console')
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
askPortal(app.commandLine)
denyNavigation()
// Electron's own menu loads the page again in mid-call and links to Electron's help. On a Mac there must be one.
if (process.platform !== 'darwin') Menu.setApplicationMenu(null)
const words = process.argv.slice(app.isPackaged ? 1 : 2)

if (app.requestSingleInstanceLock()) {
  const links = hearLinks(words)
  app.whenReady().then(() => start(links), fail)
} else app.quit()

/** With these words the person has said which office it is to be. */
const named = /^--(data|demo|ari)(=|$)/

async function start(links: Links): Promise<void> {
  try {
    const ownFolder = process.env.CORDBOARD_DATA ?? officeFolder()
    const options = readArguments(words, { ...process.env, CORDBOARD_DATA: ownFolder }, false)
    if (options === 'version') process.stdout.write(`Cordboard ${app.getVersion()}\n`)
    if (options === 'help' || options === 'version') return app.quit()
    const offices = openOffices(join(app.getPath('userData'), 'offices.json'))
    const hasOwn = () => hasOffice(ownFolder)
    let answering: () => Answering | null | 'elsewhere' = () => 'elsewhere'
    answerScheme(session.defaultSession, consoleFolder, () => answering())
    const around: Around = {
      links,
      memory: openMemory(join(app.getPath('userData'), 'desktop.json')),
      log,
      consoleFolder,
      hidden: startedHidden(words),
      serve: (by) => {
        answering = by
      },
      chooseAnother: () => {
        offices.choose(null)
        quitAndStartAnew()
      },
    }
    const choices = answerChoices(offices, hasOwn, log)
    const open = (chosen: Chosen) => void openChosen(chosen, options, around, choices).catch(fail)
    const first = offices.chosen ?? (!offices.known && hasOwn() ? 'own' : null)
    if (words.some((word) => named.test(word)) || process.env.CORDBOARD_DATA) open('own')
    else if (first !== null) open(first)
    else choose(around, choices, open)
  } catch (error) {
    fail(error)
  }
}

/** The app's own, or that of the headless program where this user has an office there; whoever comes second finds it in use. */
function officeFolder(): string {
  const own = join(app.getPath('userData'), 'office')
  return !hasOffice(own) && hasOffice(platformFolder()) ? platformFolder() : own
}

async function openChosen(chosen: Chosen, given: HeadlessOptions, around: Around, choices: Choices): Promise<void> {
  if (chosen !== 'own' && chosen !== 'demo') return runJoined(chosen, around, choices)
  // A look around leaves nothing in the office that this computer may run later.
  const start = chosen === 'demo' ? { ...given.start, demo: true, data: join(app.getPath('userData'), 'demo') } : given.start
  const seats = seatFile(join(app.getPath('userData'), 'seat.json'), start.data)
  office = await openOffice({ ...given, start }, { consoleFolder, seats, seal: systemSeal(), failed: failedInPlace })
  runDesktop(office, around)
}

/** The page on which an office is chosen, until one is. */
function choose({ memory }: Around, choices: Choices, open: (office: Chosen) => void): void {
  const pages = session.defaultSession
  restrictPermissions(pages)
  const desk = openDesk({ office: null, address: choosePage, pages, memory, log, endsAtCross: true })
  app.on('window-all-closed', () => {}) // between this window and the next
  choices.follow((chosen) => {
    desk.close()
    open(chosen)
  })
  desk.show()
}

/** The calls are Asterisk's: they go on meanwhile. */
function startAgain(): void {
  app.relaunch()
  app.exit(70)
}

/** An office that cannot be started anew in place: nobody may be there to close a box, and callers wait. The whole program starts again. */
function failedInPlace(error: unknown): void {
  log('could not start the office anew', { code: 'RESTART', error: String(error) })
  startAgain()
}

/** At the start somebody is there. */
function fail(error: unknown): void {
  log('could not start', { code: 'START', error: String(error) })
  const words = shellWords[languageOf(app.getLocale())]
  dialog.showErrorBox(words.notStarted, error instanceof Error ? error.message : String(error))
  app.exit(1)
}
