// What a person sees of the shell around the page: questions, the tray's menu, the window. Read in the main process, where questions
// are answered at once.
import type { App, Dialog, Menu, MessageBoxOptions } from 'electron'
import type { DesktopApp } from './desktopApp.ts'

type Entry = { label?: string; click?: () => void; submenu?: Entry[] }
type Seen = { dialogs: MessageBoxOptions[]; response: number; menu: Entry[]; badge: number }

declare global {
  /** In the main process. */
  var seen: Seen
}

/** From now on questions are answered and menus remembered; the tray's is remembered when it next changes. */
export async function watchShell({ electron }: Pick<DesktopApp, 'electron'>) {
  await electron.evaluate(({ app, dialog, Menu: menus }: { app: App; dialog: Dialog; Menu: typeof Menu }) => {
    globalThis.seen = { dialogs: [], response: 0, menu: [], badge: 0 }
    // Without a launcher that shows it Linux has none.
    const setBadgeCount = (count: number) => {
      globalThis.seen.badge = count
      return true
    }
    Object.assign(app, { setBadgeCount })
    Object.assign(dialog, {
      showMessageBox: async (...given: unknown[]) => {
        globalThis.seen.dialogs.push(given.at(-1) as MessageBoxOptions)
        return { response: globalThis.seen.response, checkboxChecked: false }
      },
    })
    const build = menus.buildFromTemplate.bind(menus)
    Object.assign(menus, {
      buildFromTemplate: (template: Parameters<typeof build>[0]) => {
        const built = build(template)
        globalThis.seen.menu = template as Entry[] // after those within it
        return built
      },
    })
  })
  const big = (what: 'close' | 'show' | 'isVisible') =>
    electron.evaluate(({ BrowserWindow }, wanted) => {
      const small = /\/call\.html/
      return BrowserWindow.getAllWindows()
        .find(({ webContents }) => !small.test(webContents.getURL()))
        ?.[wanted]()
    }, what)
  return {
    close: () => big('close'),
    show: () => big('show'),
    visible: async () => (await big('isVisible')) ?? false,
    dialogs: () => electron.evaluate(() => globalThis.seen.dialogs.map(({ message, detail }) => ({ message, detail }))),
    /** Which button of the next questions is pressed. */
    answerDialogs: (response: number) =>
      electron.evaluate((_all, given) => {
        globalThis.seen.response = given
      }, response),
    /** What the icon in the dock or launcher says. */
    badge: () => electron.evaluate(() => globalThis.seen.badge),
    /** The labels of the tray's menu. */
    tray: () => electron.evaluate(() => globalThis.seen.menu.flatMap(({ label }) => label ?? [])),
    /** The labels of a menu within it. */
    within: (label: string) =>
      electron.evaluate(
        (_all, given) =>
          globalThis.seen.menu.find((entry) => entry.label === given)?.submenu?.flatMap((entry) => entry.label ?? []) ?? [],
        label,
      ),
    /**
     * The labels of the page's menu for what was clicked; `press` presses one of them. In one turn: the tray's menu is built again
     * whenever the telephone's state changes.
     */
    contextMenu: (clicked: object, press?: string) =>
      electron.evaluate(
        ({ BrowserWindow }, [given, wanted]) => {
          const flags = { canCut: true, canCopy: true, canPaste: true }
          const params = { isEditable: false, selectionText: '', editFlags: flags, misspelledWord: '', ...given }
          BrowserWindow.getAllWindows()[0]?.webContents.emit('context-menu', {}, params)
          const entries = globalThis.seen.menu
          if (wanted !== undefined) entries.find(({ label }) => label === wanted)?.click?.()
          return entries.flatMap(({ label }) => label ?? [])
        },
        [clicked, press] as const,
      ),
    press: (label: string) =>
      electron.evaluate((_all, given) => {
        const all = globalThis.seen.menu.flatMap((entry) => [entry, ...(entry.submenu ?? [])])
        return all.find((entry) => entry.label === given)?.click?.()
      }, label),
  }
}
