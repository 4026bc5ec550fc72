// The desktop app around an office in its own process: the window, its line to the office, tray, sleep, quitting.
import { app, type BrowserWindow, powerSaveBlocker, session } from 'electron'
import { startPage } from './address.ts'
import { type Answering, answerScheme } from './appScheme.ts'
import { showBadge } from './badge.ts'
import { keepCallWindow } from './callWindow.ts'
import type { Choices } from './choose.ts'
import { type DeskPlan, openDesk } from './desk.ts'
import type { FaultLog } from './faults.ts'
import { chooseHeadsets } from './headsets.ts'
import { keepJoined, sessionOf } from './joined.ts'
import type { Links } from './links.ts'
import type { Memory } from './memory.ts'
import { notifyRinging } from './notify.ts'
import type { Office } from './office.ts'
import type { PinnedOffice } from './offices.ts'
import type { PageState } from './pageState.ts'
import { restrictPermissions } from './permissions.ts'
import { tellPower } from './power.ts'
import { askBeforeQuit, endWithSystem, quitAndStartAnew } from './quit.ts'
import { answerShellAsks } from './shellAsk.ts'
import { followShortcuts } from './shortcuts.ts'
import { checkSpelling } from './spelling.ts'
import { showTray } from './tray.ts'
import { keepUpdated } from './updates/index.ts'

export type Around = {
  links: Links
  memory: Memory
  log: FaultLog
  /** Its pages as they came with this program. */
  consoleFolder: string
  /** The window is not shown before it is asked for. */
  hidden: boolean
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
    return now && { http: now.http, seat: now.seat, sipOrigin: originOf(now.host.sipWebSocketUrl()) }
  })
  runDesk({ office, address: startPage, pages, memory: around.memory, log: around.log }, around, {
    // Of a demo office nobody waits for an answer.
    runningCalls: () => {
      const host = office.current()?.host
      return host === undefined || host.pbxKind === 'demo' ? 0 : host.deps.engine.runningCalls
    },
    stop: () => office.stop(),
    joined: false,
  })
}

/** Around the pages of an office that another computer runs. */
export function runJoined(joined: PinnedOffice, around: Around, choices: Choices): void {
  const pages = sessionOf(joined)
  answerScheme(pages, around.consoleFolder, () => 'elsewhere')
  // Also where it is the same office with another certificate: what Chromium found of the first one stays with this process.
  choices.follow(quitAndStartAnew)
  const made = (window: BrowserWindow) => keepJoined(window, joined, around.log)
  const plan = { office: null, address: `${joined.address}/`, pages, memory: around.memory, log: around.log, made }
  runDesk(plan, around, { runningCalls: () => 0, stop: async () => {}, joined: true })
}

type Ending = { runningCalls(): number; stop(): Promise<void> /** The office is another computer's. */; joined: boolean }

function runDesk(plan: DeskPlan, { links, chooseAnother, consoleFolder, hidden, memory, log }: Around, ending: Ending): void {
  restrictPermissions(plan.pages)
  const desk = openDesk(plan)
  const { page, show, seen, followSeen } = desk
  const contents = () => desk.window()?.webContents
  checkSpelling(plan.pages, page)
  showBadge(page, desk.window)
  const headsets = chooseHeadsets(plan.pages, memory)
  headsets.follow((offered) => contents()?.send('cordboard:headsets', offered))
  const shortcuts = followShortcuts({ page, dial: (number) => (number === null ? show() : desk.dial(number)) })
  const tray = showTray(page, { open: show, quit: () => app.quit(), chooseAnother, dial: desk.dial })
  const focused = () => seen() && (desk.window()?.isFocused() ?? false)
  const updates = keepUpdated({ page, memory, log, contents, ...ending, leave: (last) => leave(last) })
  const endings = [
    keepAwake(page),
    tellPower(page),
    shortcuts.close,
    notifyRinging({ page, open: show, seen: focused }),
    keepCallWindow({ page, memory, consoleFolder, seen, followSeen, open: show }),
    answerShellAsks({ contents, memory, shortcuts, headsets, updates, log }),
    () => updates?.close(),
    () => tray?.destroy(),
    desk.close,
  ]
  app.on('activate', show)
  // The window is hidden, not closed; without this the end of its process would end the app.
  app.on('window-all-closed', () => {})
  const leave = askBeforeQuit({
    words: () => page.words,
    // The calls of this telephone are asked for everywhere; those of the office where it would lose its host.
    runningCalls: () => Math.max(ending.runningCalls(), page.now.calls),
    async stop() {
      for (const end of endings) end()
      await ending.stop()
    },
  })
  endWithSystem(leave)
  if (hidden) desk.openHidden()
  else show()
  links.follow((number) => (number === null ? show() : desk.dial(number)))
}

const originOf = (address: string | null): string | null => {
  const url = address === null ? null : URL.parse(address)
  return url && `${url.protocol}//${url.host}`
}

/** The computer does not fall asleep by itself while calls can come. Returns what ends that. */
function keepAwake(page: PageState): () => void {
  let blocker: number | undefined
  const release = () => {
    if (blocker !== undefined) powerSaveBlocker.stop(blocker)
    blocker = undefined
  }
  page.follow(({ awake }) => {
    if (!awake) release()
    else blocker ??= powerSaveBlocker.start('prevent-app-suspension')
  })
  return release
}
