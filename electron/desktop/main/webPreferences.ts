// What every page of this app gets, and nothing more (Electron's security checklist, items 2 to 6 and 12).
import { join } from 'node:path'
import type { Session, WebPreferences } from 'electron'
import { app } from 'electron'

/** Of a window for the pages of that session. */
export const webPreferences = (session: Session): WebPreferences => ({
  session,
  preload: join(import.meta.dirname, 'preload.cjs'),
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  webSecurity: true,
  devTools: !app.isPackaged,
})
