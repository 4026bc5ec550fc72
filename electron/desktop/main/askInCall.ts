// The question before something that a call would notice.
import { type BrowserWindow, dialog } from 'electron'
import type { ShellWords } from './words/index.ts'

/** Whether the person wants it in spite of the call; `detail` says what becomes of the call, `go` is the button's word. Staying is the default. */
export async function askInCall(window: BrowserWindow, words: ShellWords, detail: string, go: string): Promise<boolean> {
  const buttons = [words.stay, go]
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: words.inCall,
    detail,
    buttons,
    defaultId: 0,
    cancelId: 0,
  })
  return response === 1
}
