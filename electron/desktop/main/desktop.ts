// The desktop app around an office in its own process: the window, its line to the office, tray, sleep, quitting.
import { app, type BrowserWindow, powerSaveBlocker, session } from 'electron'
import type { ShellState } from '../../../shared/contract/shell.ts'
import { startPage } from './address.ts'
import { type Answering, answerScheme } from './appScheme.ts'
import type { Choices } from './choose.ts'
import { type DeskPlan, openDesk } from './desk.ts'
import type { FaultLog } from './faults.ts'
import { keepJoined, sessionOf } from './joined.ts'
import type { Links } from './links.ts'
import type { Memory } from './memory.ts'
import type { Office } from './office.ts'
import type { PinnedOffice } from './offices.ts'
import type { PageState } from './pageState.ts'
import { askBeforeQuit } from './quit.ts'
import { showTray } from './tray.ts'

export type Around = {
  links: Links
  memory: Memory
  log: FaultLog
  /** Its pages as they came with this program. */
  consoleFolder: string
  /** From now on pages of this program are answered by this office. */
  serve(answering: () => Answering | null): void
  /** Another office is to be chosen. */
  chooseAnother(): void
}

/** Around an office in this process. */
export function runDesktop(office: Office, around: Around): void {
  const pages = session.defaultSession
  around.serve(() => {
    const now = office.current()
    return now && { http: now.http, token: now.token, sipOrigin: originOf(now.host.sipWebSocketUrl()) }
  })
  runDesk({ office, address: startPage, pages, memory: around.memory, log: around.log }, around, {
    // Of a demo office nobody waits for an answer.
    runningCalls: () => {
      const host = office.current()?.host
      return host === undefined || host.pbxKind === 'demo' ? 0 : host.deps.engine.runningCalls
    },
    stop: () => office.stop(),
  })
}

/** Around the pages of an office that another computer runs. */
export function runJoined(joined: PinnedOffice, around: Around, choices: Choices): void {
  const pages = sessionOf(joined)
  answerScheme(pages, around.consoleFolder, () => 'elsewhere')
  // Also where it is the same office with another certificate: what Chromium found of the first one stays with this process.
  choices.follow(startWithChosen)
  const made = (window: BrowserWindow) => keepJoined(window, joined, around.log)
  const plan = { office: null, address: `${joined.address}/`, pages, memory: around.memory, log: around.log, made }
  runDesk(plan, around, { runningCalls: () => 0, stop: async () => {} })
}

/** The choice is written down: the program starts with it. */
function startWithChosen(): void {
  app.relaunch()
  app.quit()
}

type Ending = { runningCalls(): number; stop(): Promise<void> }

function runDesk(plan: DeskPlan, { links, chooseAnother }: Around, ending: Ending): void {
  const desk = openDesk(plan)
  const releaseSleep = keepAwake(desk.page)
  const tray = showTray(desk.page, { open: desk.show, quit: () => app.quit(), chooseAnother })
  app.on('activate', desk.show)
  // The window is hidden, not closed; without this the end of its process would end the app.
  app.on('window-all-closed', () => {})
  askBeforeQuit({
    // The calls of this telephone are asked for everywhere; those of the office where it would lose its host.
    runningCalls: () => Math.max(ending.runningCalls(), desk.page.now.calls),
    async stop() {
      releaseSleep()
      tray?.destroy()
      desk.close()
      await ending.stop()
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
