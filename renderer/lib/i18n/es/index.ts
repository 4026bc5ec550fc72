import type { Catalogue } from '../en/index.ts'
import { admin } from './admin.ts'
import { app } from './app.ts'
import { backups } from './backups.ts'
import { callSettings } from './callSettings.ts'
import { calls, flows } from './calls.ts'
import { common, outcomes, problems, reasons, states } from './common.ts'
import { directory, wallboard } from './directory.ts'
import { doctor } from './doctor.ts'
import { editor } from './editor.ts'
import { findings } from './findings.ts'
import { health } from './health.ts'
import { outside } from './outside.ts'
import { phone } from './phone.ts'
import { scripts } from './scripts.ts'
import { settings } from './settings.ts'
import { tryout } from './tryout.ts'
import { watch } from './watch.ts'
import { webhooks } from './webhooks.ts'
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
  callSettings,
  flows,
  editor,
  findings,
  tryout,
  watch,
  settings,
  outside,
  doctor,
  health,
  scripts,
  webhooks,
  admin,
  directory,
  wallboard,
  backups,
}
