import type { Catalogue } from '../en/index.ts'
import { admin } from './admin.ts'
import { app } from './app.ts'
import { calls, flows } from './calls.ts'
import { common, outcomes, problems, reasons, states } from './common.ts'
import { directory, wallboard } from './directory.ts'
import { editor } from './editor.ts'
import { phone } from './phone.ts'
import { settings } from './settings.ts'
import { callbacks, desk, queues, voicemail } from './work.ts'

export const es: Catalogue = {
  common,
  states,
  reasons,
  outcomes,
  problems,
  app,
  phone,
  desk,
  queues,
  callbacks,
  voicemail,
  calls,
  flows,
  editor,
  settings,
  admin,
  directory,
  wallboard,
}
