// What the office is made of, edited live: every change is in force for the next call.
import { z } from 'zod'
import { auditEntry } from '../domain/audit.ts'
import { backend } from '../domain/backend.ts'
import { backendLogEntry } from '../domain/backendLog.ts'
import { backendTrial } from '../domain/backendTrial.ts'
import { guestState, pbxChoice, pbxFile } from '../domain/guest.ts'
import { loopDelay } from '../domain/health.ts'
import { mailAddress, mailFailure, mailPassword, mailSettings, shownMail } from '../domain/mail.ts'
import {
  audioPrompt,
  blockRule,
  extension,
  hoursOverride,
  language,
  mailbox,
  officeSettings,
  operator,
  outgoingRule,
  queue,
  role,
  route,
  trunk,
} from '../domain/office.ts'
import { scriptInfo, waitingScript } from '../domain/scripts.ts'
import { soundTest } from '../domain/soundTest.ts'
import { trunkReachability } from '../domain/trunkReachability.ts'
import { trunkRegistration } from '../domain/trunkRegistration.ts'
import { trunkTest } from '../domain/trunkTest.ts'
import { speechSettings } from '../domain/voices.ts'
import { webhookEvent, webhookRecord } from '../domain/webhooks.ts'
import { admin, agent, byId, done, supervisor } from './base.ts'
import { certificate } from './certificate.ts'
import { people } from './people.ts'
import { phones } from './phones.ts'
import { schedules } from './schedules.ts'

const voices = z.array(z.object({ id: z.string(), language: z.string(), name: z.string() }))

/** What a record carries as it is listed; an update that names it is refused (CONFLICT) when the record is another by now. */
const revised = { revision: z.string().optional() }

/** A trunk's password goes in and never comes out. */
export const trunkView = trunk.omit({ password: true }).extend({ passwordSet: z.boolean(), ...revised })
export const user = z.object({
  id: z.string(),
  login: z.string().trim().min(1).max(64),
  name: z.string().trim().min(1).max(80),
  role,
  operatorId: z.string().nullable(),
})
const password = z.string().min(10).max(200)

/** Of a removal: the entry of the audit trail that takes it back. */
const removed = done.extend({ change: z.int() })
const [stepBackend, callActionBackend] = backend.options
const backendView = z.discriminatedUnion('kind', [stepBackend.extend(revised), callActionBackend.extend(revised)])
const newBackend = z.discriminatedUnion('kind', [stepBackend.partial({ id: true }), callActionBackend.partial({ id: true })])
const withPin = { pin: z.string().nullable() }

/**
 * Records with an id, which the host makes where none is given. `create` never replaces: TAKEN names the field and whose it is.
 * `update` never makes one: NOT_FOUND.
 */
const crud = <S extends z.ZodType, N extends z.ZodType>(listed: S, fresh: N, of: typeof admin = admin) => ({
  list: agent.output(z.array(listed)),
  create: of.input(fresh).output(listed),
  update: of.input(listed).output(listed),
  remove: of.input(byId).output(removed),
})

/** The same with a number in the id's place. */
const numbered = <S extends z.ZodType, N extends z.ZodType>(listed: S, fresh: N) => ({
  ...crud(listed, fresh),
  remove: admin.input(z.object({ number: z.string() })).output(removed),
})

const secretId = z.string().regex(/^[A-Za-z_]\w{0,79}$/, 'letters, digits and underscore only')

export const settings = {
  office: {
    get: agent.output(officeSettings.extend(revised)),
    save: admin.input(officeSettings.extend(revised)).output(officeSettings.extend(revised)),
  },
  queues: crud(queue.extend(revised), queue.partial({ id: true })),
  operators: {
    list: agent.output(z.array(operator.extend(revised))),
    /** A new operator's PIN is in the answer, once. */
    create: admin.input(operator.partial({ id: true })).output(operator.extend({ ...revised, ...withPin })),
    update: admin.input(operator.extend(revised)).output(operator.extend({ ...revised, ...withPin })),
    remove: admin.input(byId).output(removed),
  },
  extensions: {
    ...numbered(extension.extend(revised), extension),
    /** New password for a desk phone, in this answer and nowhere else. */
    resetPassword: admin
      .input(z.object({ number: z.string() }))
      .output(z.object({ user: z.string(), password: z.string(), server: z.string() })),
  },
  trunks: {
    list: admin.output(z.array(trunkView)),
    /** Of those that register; empty where the Asterisk is not ours. */
    registrations: admin.output(z.array(trunkRegistration)),
    /** Whether each provider answers OPTIONS; of an Asterisk that others run, whether its endpoints are online. */
    reachabilities: admin.output(z.array(trunkReachability)),
    /** Calls the number over that trunk, and tells how it went. CONFLICT while another is made; REFUSED. */
    test: admin.input(byId.extend({ number: z.string().trim().min(1).max(40) })).output(trunkTest),
    create: admin.input(trunk.partial({ id: true })).output(trunkView),
    /** Without a password it keeps the one there is; an empty one takes it away. */
    update: admin.input(trunk.extend(revised)).output(trunkView),
    remove: admin.input(byId).output(removed),
  },
  mailboxes: crud(mailbox.extend(revised), mailbox.partial({ id: true })),
  /** Values of headers go in and never come out: `hiddenValue` stands for one that is kept. */
  backends: {
    list: admin.output(z.array(backendView)),
    create: admin.input(newBackend).output(backendView),
    update: admin.input(backendView).output(backendView),
    /** CONFLICT while a number leads to it. */
    remove: admin.input(byId).output(removed),
    /** What went wrong with it in calls, or was passed over of its answers; newest first. */
    log: admin.input(byId.extend({ limit: z.int().min(1).max(500).default(200) })).output(z.array(backendLogEntry)),
    /** Asks it once as for a call from that number, and tells it at once that the call is over. */
    try: admin.input(byId.extend({ from: z.string().max(40) })).output(backendTrial),
  },
  routes: numbered(route.extend(revised), route),
  /** Tried in their order; `order` names them all. */
  outgoing: {
    ...crud(outgoingRule.extend(revised), outgoingRule.partial({ id: true })),
    list: admin.output(z.array(outgoingRule.extend(revised))),
    order: admin.input(z.object({ ids: z.array(z.string()).max(10_000) })).output(done),
  },
  blocked: {
    ...crud(blockRule.extend(revised), blockRule.partial({ id: true }), supervisor),
    list: supervisor.output(z.array(blockRule.extend(revised))),
  },
  hours: {
    list: agent.output(z.array(hoursOverride)),
    /** Hours that stand in flows, by the name of their switch. */
    names: agent.output(z.array(z.string())),
    /** Opens or closes by hand, until a moment or for good. NOT_FOUND for opening hours of the office that are not there. */
    set: supervisor.input(hoursOverride).output(done),
    clear: supervisor.input(z.object({ name: z.string() })).output(done),
  },
  schedules,
  prompts: {
    list: agent.output(z.array(audioPrompt)),
    /** The flows, drafts or published, that play each prompt. */
    uses: agent.output(z.array(z.object({ id: z.string(), flows: z.array(z.object({ id: z.string(), name: z.string() })) }))),
    rename: admin.input(byId.extend({ name: z.string().trim().min(1).max(80) })).output(audioPrompt),
    /** A prompt made by typing: a new one, or that language of the one named by `id`. */
    speak: admin
      .input(
        z.object({
          name: z.string().trim().min(1).max(80),
          language,
          text: z.string().trim().min(1).max(3000),
          id: z.string().optional(),
        }),
      )
      .output(audioPrompt),
    /** A prompt spoken into the telephone: rings the asker's own. NO_PHONE when nobody answers, REFUSED when nothing was said. */
    record: admin
      .input(z.object({ name: z.string().trim().min(1).max(80), language, id: z.string().optional() }))
      .output(audioPrompt),
    /** Ends the asker's recording by telephone, which keeps what was said. NOT_FOUND before somebody has answered. */
    stopRecording: admin.output(done),
    /** CONFLICT while a flow plays it. */
    remove: admin.input(byId).output(removed),
  },
  /** What is told to whom. A webhook's secret is in the answer that made it, and nowhere else. */
  webhooks: {
    list: admin.output(z.array(webhookRecord.extend(revised))),
    create: admin.input(webhookRecord.partial({ id: true })).output(webhookRecord.extend({ ...revised, secret: z.string() })),
    update: admin.input(webhookRecord.extend(revised)).output(webhookRecord.extend(revised)),
    remove: admin.input(byId).output(removed),
    /** A new secret; the old one is void at once. `flows` signs what Webhook nodes send. */
    rotate: admin.input(byId).output(z.object({ secret: z.string() })),
    /** The body of an example; INVALID when the template does not fit. */
    preview: admin
      .input(z.object({ template: z.string().max(20_000), event: webhookEvent }))
      .output(z.object({ body: z.string() })),
    /** Sends an example now; the delivery is in the log. */
    test: admin.input(byId.extend({ event: webhookEvent })).output(z.object({ deliveryId: z.string() })),
  },
  /** The account that mail goes by, and the mails. The password goes in and never comes out. */
  mail: {
    get: admin.output(mailSettings.extend({ ...revised, passwordSet: z.boolean() })),
    /** Without a password it keeps the one there is; an empty one takes it away. INVALID (`from`) for an account without a sender. */
    save: admin
      .input(mailSettings.extend({ ...revised, password: mailPassword.optional() }))
      .output(mailSettings.extend({ ...revised, passwordSet: z.boolean() })),
    /** Sends a mail now, by what is saved. `failure`: null where the server took it; `answer`: what the server said. */
    test: admin.input(z.object({ to: mailAddress })).output(z.object({ failure: mailFailure.nullable(), answer: z.string() })),
    /** Newest first. */
    list: admin.input(z.object({ limit: z.int().min(1).max(500).default(100) })).output(z.array(shownMail)),
    /** Tries one that is not sent at once, and for two days more. */
    retry: admin.input(byId).output(done),
  },
  certificate,
  speech: {
    get: agent.output(speechSettings.extend(revised)),
    save: admin.input(speechSettings.extend(revised)).output(speechSettings.extend(revised)),
    /** What the machine's `programs.json` names; programs are set there and nowhere else. */
    programs: admin.output(
      z.object({
        file: z.string(),
        speech: z.array(z.object({ name: z.string(), engine: z.enum(['espeak', 'piper']) })),
        recognisers: z.array(z.string()),
      }),
    ),
    /** Of the engine that is set. */
    voices: agent.output(voices),
    /** Of the engine in settings that are not saved yet; empty when it cannot list them. */
    voicesOf: admin.input(speechSettings).output(voices),
    /** A WAV, base64. */
    hear: supervisor
      .input(
        z.object({
          text: z.string().trim().min(1).max(500),
          language,
          voice: z.string().max(200).optional(),
          speed: z.number().min(0.5).max(2).optional(),
        }),
      )
      .output(z.object({ wav: z.string() })),
    /** The same with settings that are not saved yet, and nothing speaks in their place: REFUSED says why it cannot be heard. */
    try: admin
      .input(z.object({ text: z.string().trim().min(1).max(500), language, settings: speechSettings }))
      .output(z.object({ wav: z.string() })),
  },
  /** What headers of flows refer to as `{{secret.name}}`. Values go in and never come out. */
  secrets: {
    list: admin.output(z.array(z.object({ name: secretId, flows: z.array(z.string()) }))),
    /** Makes one, or gives it another value. */
    set: admin.input(z.object({ name: secretId, value: z.string().min(1).max(4000) })).output(done),
    remove: admin.input(z.object({ name: secretId })).output(removed),
  },
  /** The office's own call handlers, files of the data folder. */
  scripts: {
    list: admin.output(
      z.object({
        folder: z.string(),
        scripts: z.array(scriptInfo.extend({ flows: z.array(z.string()) })),
        waiting: z.array(waitingScript),
      }),
    ),
    /** Lets files that came with a restored backup run, by their hashes; what is another by now goes on waiting. */
    approve: admin.input(z.object({ hashes: z.array(z.string().max(64)).min(1).max(1000) })).output(done),
  },
  /** Other programs' way in. */
  tokens: {
    list: admin.output(
      z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          role,
          createdAt: z.number(),
          createdBy: z.string(),
          usedAt: z.number().nullable(),
          expiresAt: z.number(),
          scopes: z.array(z.string()),
        }),
      ),
    ),
    /** The token is in this answer and nowhere else. */
    create: admin
      .input(
        z.object({
          name: z.string().trim().min(1).max(80),
          role,
          days: z.int().min(1).max(3650).default(365),
          /** Areas (`integration`) or procedures (`calls.list`) it may call; none: all that its role may. */
          scopes: z
            .array(
              z
                .string()
                .regex(/^\w+(\.\w+)*$/)
                .max(80),
            )
            .max(100)
            .default([]),
        }),
      )
      .output(byId.extend({ token: z.string() })),
    revoke: admin.input(byId).output(done),
  },
  /** An Asterisk that others run. */
  pbx: {
    /** Null where the Asterisk is ours, or there is none. */
    state: admin.output(guestState.nullable()),
    /** What goes into its files, with secrets. NOT_FOUND where the Asterisk is ours. */
    /** Rings the extension's telephones, asks for a key there, and tells whether sound goes both ways. NO_PHONE. */
    testSound: admin.input(z.object({ extension: extension.shape.number })).output(z.object({ result: soundTest })),
    files: admin.input(pbxChoice).output(z.object({ files: z.array(pbxFile), numbers: z.array(z.string()) })),
  },
  phones,
  people,
  users: {
    list: admin.output(z.array(user.extend(revised))),
    create: admin.input(user.omit({ id: true }).extend({ password })).output(user.extend(revised)),
    /** A new password or another role ends the user's sessions. */
    update: admin.input(user.extend({ ...revised, password: password.optional() })).output(user.extend(revised)),
    remove: admin.input(byId).output(removed),
  },
}

export const system = {
  status: agent.output(
    z.object({
      pbx: z.enum(['managed', 'external', 'demo']),
      pbxConnected: z.boolean(),
      pbxVersion: z.string().nullable(),
      version: z.string(),
      startedAt: z.number(),
      runningCalls: z.int(),
      loop: loopDelay,
      /** `facts`: the values in `detail`, for consoles that say it in their own language. */
      checks: z.array(
        z.object({
          id: z.string(),
          ok: z.boolean(),
          detail: z.string(),
          help: z.string(),
          facts: z.record(z.string(), z.string()),
        }),
      ),
    }),
  ),
  /** Addresses of this computer that SIP may listen on; empty where the Asterisk is not ours. */
  addresses: admin.output(z.array(z.object({ address: z.string(), name: z.string() }))),
  /** The starter office's PINs, until an admin has seen them once; `sipAddress` as in the checks. */
  starter: admin.output(
    z
      .object({
        number: z.string(),
        sipAddress: z.string().nullable(),
        operators: z.array(z.object({ name: z.string(), extension: z.string(), pin: z.string() })),
      })
      .nullable(),
  ),
  dismissStarter: admin.output(done),
  deliveries: admin.input(z.object({ limit: z.int().min(1).max(500).default(100) })).output(
    z.array(
      z.object({
        id: z.string(),
        callId: z.string(),
        url: z.string(),
        /** The webhook's event; null: a Webhook step of a flow sent it, or a backend was told of a call. */
        event: webhookEvent.nullable(),
        /** Its beginning. */
        body: z.string(),
        status: z.enum(['pending', 'delivered', 'failed']),
        attempts: z.int(),
        lastStatus: z.int().nullable(),
        lastError: z.string().nullable(),
        createdAt: z.number(),
      }),
    ),
  ),
  resend: admin.input(byId).output(done),
  audit: admin.input(z.object({ limit: z.int().min(1).max(500).default(100) })).output(z.array(auditEntry)),
  /** Takes a change of settings back: an admin any, others their own. CONFLICT when it was changed since or is in use now. */
  undo: supervisor.input(z.object({ id: z.int() })).output(done),
}
