// The areas of this language’s catalogue. Written by `node build/messages.ts`; not to be edited.
import admin from './admin.json' with { type: 'json' }
import app from './app.json' with { type: 'json' }
import backups from './backups.json' with { type: 'json' }
import callbacks from './callbacks.json' with { type: 'json' }
import callHandling from './callHandling.json' with { type: 'json' }
import callSettings from './callSettings.json' with { type: 'json' }
import calls from './calls.json' with { type: 'json' }
import canvas from './canvas.json' with { type: 'json' }
import certificate from './certificate.json' with { type: 'json' }
import common from './common.json' with { type: 'json' }
import desk from './desk.json' with { type: 'json' }
import deskPhones from './deskPhones.json' with { type: 'json' }
import directory from './directory.json' with { type: 'json' }
import doctor from './doctor.json' with { type: 'json' }
import editor from './editor.json' with { type: 'json' }
import findings from './findings.json' with { type: 'json' }
import flows from './flows.json' with { type: 'json' }
import guest from './guest.json' with { type: 'json' }
import health from './health.json' with { type: 'json' }
import host from './host.json' with { type: 'json' }
import hours from './hours.json' with { type: 'json' }
import integrations from './integrations.json' with { type: 'json' }
import mail from './mail.json' with { type: 'json' }
import outcomes from './outcomes.json' with { type: 'json' }
import people from './people.json' with { type: 'json' }
import phone from './phone.json' with { type: 'json' }
import problems from './problems.json' with { type: 'json' }
import queues from './queues.json' with { type: 'json' }
import reasons from './reasons.json' with { type: 'json' }
import scripts from './scripts.json' with { type: 'json' }
import settings from './settings.json' with { type: 'json' }
import states from './states.json' with { type: 'json' }
import trunks from './trunks.json' with { type: 'json' }
import tryout from './tryout.json' with { type: 'json' }
import voicemail from './voicemail.json' with { type: 'json' }
import wallboard from './wallboard.json' with { type: 'json' }
import watch from './watch.json' with { type: 'json' }
import webhooks from './webhooks.json' with { type: 'json' }

export default {
  admin,
  app,
  backups,
  callbacks,
  callHandling,
  callSettings,
  calls,
  canvas,
  certificate,
  common,
  desk,
  deskPhones,
  directory,
  doctor,
  editor,
  findings,
  flows,
  guest,
  health,
  host,
  hours,
  integrations,
  mail,
  outcomes,
  people,
  phone,
  problems,
  queues,
  reasons,
  scripts,
  settings,
  states,
  trunks,
  tryout,
  voicemail,
  wallboard,
  watch,
  webhooks,
}
