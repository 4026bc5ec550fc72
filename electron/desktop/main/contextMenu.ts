// The menu of the right mouse button: what is spelled wrong, cut, copy and paste where they are possible, and a number to call.
import { type BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron'
import { numberInText } from './telLinks.ts'
import type { ShellWords } from './words/index.ts'

/** `words`: of now. `dial` puts a number into the number field. */
export function addContextMenu(
  window: BrowserWindow,
  page: { readonly words: ShellWords },
  dial: (number: string) => void,
): void {
  const contents = window.webContents
  contents.on('context-menu', (_event, { isEditable, selectionText, editFlags, misspelledWord, dictionarySuggestions }) => {
    const { words } = page
    const number = isEditable ? null : numberInText(selectionText)
    const spelling: MenuItemConstructorOptions[] = misspelledWord
      ? [
          ...dictionarySuggestions.map((label) => ({ label, click: () => contents.replaceMisspelling(label) })),
          {
            label: words.learnWord,
            click: () => void contents.session.addWordToSpellCheckerDictionary(misspelledWord),
          },
          { type: 'separator' },
        ]
      : []
    const entries: MenuItemConstructorOptions[] = [
      ...spelling,
      ...(isEditable ? [{ role: 'cut' as const, label: words.cut, enabled: editFlags.canCut }] : []),
      ...(isEditable || selectionText ? [{ role: 'copy' as const, label: words.copy, enabled: editFlags.canCopy }] : []),
      ...(isEditable ? [{ role: 'paste' as const, label: words.paste, enabled: editFlags.canPaste }] : []),
      ...(number === null ? [] : [{ label: words.dial(number), click: () => dial(number) }]),
    ]
    if (entries.length > 0) Menu.buildFromTemplate(entries).popup({ window })
  })
}
