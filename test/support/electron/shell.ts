// What a person sees of the shell around the page: questions, the tray's menu, the window. Read in the main process, where questions
// are answered at once.
import type { Dialog, Menu, MessageBoxOptions } from 'electron'
import type { DesktopApp } from './desktopApp.ts'

type Entry = { label?: string; click?: () => void }
type Seen = { dialogs: MessageBoxOptions[]; response: number; menu: Entry[] }

declare global {
  /** In the main process. */
  var seen: Seen
}

/** From now on questions are answered and menus remembered; the tray's is remembered when it next changes. */
export async function watchShell({ electron }: DesktopApp) {
  await electron.evaluate(({ dialog, Menu: menus }: { dialog: Dialog; Menu: typeof Menu }) => {
    globalThis.seen = { dialogs: [], response: 0, menu: [] }
    Object.assign(dialog, {
      showMessageBox: async (...given: unknown[]) => {
        globalThis.seen.dialogs.push(given.at(-1) as MessageBoxOptions)
        return { response: globalThis.seen.response, checkboxChecked: false }
      },
    })
    const build = menus.buildFromTemplate.bind(menus)
    Object.assign(menus, {
      buildFromTemplate: (template: Parameters<typeof build>[0]) => {
        globalThis.seen.menu = template as Entry[]
        return build(template)
      },
    })
  })
  return {
    close: () => electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()),
    show: () => electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.show()),
    visible: () => electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false),
    dialogs: () => electron.evaluate(() => globalThis.seen.dialogs.map(({ message, detail }) => ({ message, detail }))),
    /** Which button of the next questions is pressed. */
    answerDialogs: (response: number) =>
      electron.evaluate((_all, given) => {
        globalThis.seen.response = given
      }, response),
    /** The labels of the tray's menu. */
    tray: () => electron.evaluate(() => globalThis.seen.menu.flatMap(({ label }) => label ?? [])),
    press: (label: string) =>
      electron.evaluate((_all, given) => globalThis.seen.menu.find((entry) => entry.label === given)?.click?.(), label),
  }
}
