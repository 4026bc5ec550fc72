// What the console asks of the shell about this computer: start at log-in, links, keys, headsets, crashes. Only the page of our window may ask.
import { app, type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron'
import { type ShellAsk, type ShellStatus, shellAsk } from '../../../shared/contract/shell.ts'
import { fromOurPage } from './consolePort.ts'
import { crashDumps, deleteDumps, openDumps } from './dumps.ts'
import type { FaultLog } from './faults.ts'
import type { Headsets } from './headsets.ts'
import { linkSchemes } from './links.ts'
import { startAtLogin, startsAtLogin } from './loginItem.ts'
import type { Memory } from './memory.ts'
import type { Shortcuts } from './shortcuts.ts'
import { fetchesDictionaries } from './spelling.ts'
import type { Updates } from './updates/updates.ts'

type Around = {
  contents(): WebContents | undefined
  memory: Memory
  shortcuts: Shortcuts
  headsets: Headsets
  updates: Updates | null
  log: FaultLog
}

/** Returns what ends it. */
export function answerShellAsks({ contents, memory, shortcuts, headsets, updates, log }: Around): () => void {
  const status = async (): Promise<ShellStatus> => ({
    startAtLogin: startsAtLogin(),
    links: app.isDefaultProtocolClient('tel'),
    linksUnasked: !memory.now.linksAnswered,
    shortcuts: shortcuts.status(),
    tellsLock: process.platform === 'darwin' || process.platform === 'win32',
    fetchesDictionaries,
    dumps: await crashDumps(),
    updates: updates?.status() ?? null,
  })
  const change = async (ask: ShellAsk) => {
    if (ask.do === 'openDumps') await openDumps()
    if (ask.do === 'deleteDumps') await deleteDumps()
    if (ask.do === 'startAtLogin') startAtLogin(ask.on)
    if (ask.do === 'headset') headsets.choose(ask.id)
    if (updates) await changeUpdates(updates, ask)
    if (ask.do !== 'links') return
    memory.keep({ linksAnswered: true })
    for (const scheme of linkSchemes)
      if (ask.on) app.setAsDefaultProtocolClient(scheme)
      else app.removeAsDefaultProtocolClient(scheme)
  }
  ipcMain.handle('cordboard:shell', async (event: IpcMainInvokeEvent, said: unknown): Promise<ShellStatus | null> => {
    const page = contents()
    const ask = shellAsk.safeParse(said)
    if (!page || !fromOurPage(event, page) || !ask.success) return null
    try {
      await change(ask.data)
    } catch (error) {
      log('a setting of this computer could not be changed', { code: 'SHELL', ask: ask.data.do, error: String(error) })
    }
    return status()
  })
  return () => ipcMain.removeHandler('cordboard:shell')
}

async function changeUpdates(updates: Updates, ask: ShellAsk): Promise<void> {
  if (ask.do === 'checkUpdates') await updates.check()
  if (ask.do === 'installUpdate') updates.install()
  if (ask.do === 'previousVersion') await updates.goBack()
  if (ask.do === 'updateChannel') updates.choose({ channel: ask.channel })
  if (ask.do === 'updatesByThemselves') updates.choose({ automatic: ask.on })
}
