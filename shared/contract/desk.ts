// The agent's day: who am I, my telephone, my state, my calls.
import { z } from 'zod'
import { callNote, callRecord, monitorMode, operatorLive } from '../domain/calls.ts'
import { listedContact } from '../domain/contacts.ts'
import { role } from '../domain/office.ts'
import { ringing } from '../domain/ringing.ts'
import { admin, agent, byId, done, supervisor } from './base.ts'

export const me = z.object({
  userId: z.string(),
  name: z.string(),
  login: z.string(),
  role,
  operatorId: z.string().nullable(),
  extension: z.string().nullable(),
  office: z.object({ name: z.string(), country: z.string(), timeZone: z.string(), language: z.string(), pinLength: z.int() }),
  pbx: z.enum(['managed', 'external', 'demo']),
  version: z.string(),
  ringing,
})
export type Me = z.infer<typeof me>

/** How the softphone registers. The HA1 is a secret of this sign-in; never stored, never shown. */
export const phoneCredentials = z.object({
  extension: z.string(),
  /** SIP user, `201-web`. */
  user: z.string(),
  realm: z.string(),
  domain: z.string(),
  ha1: z.string(),
  /** Path on the host's own origin, or a whole wss address. */
  webSocket: z.string(),
  displayName: z.string(),
})
export type PhoneCredentials = z.infer<typeof phoneCredentials>

export const desk = {
  me: agent.output(me),
  /** PIN login from the console; all the operator's queues unless some are named. */
  login: agent
    .input(z.object({ pin: z.string().regex(/^\d{4,8}$/), queues: z.array(z.string()).optional() }))
    .output(operatorLive),
  /** One's own. INVALID (`current`) when that is not right; WEAK_PASSWORD. Other sessions of the user end, this one does not. */
  changePassword: agent
    .input(z.object({ current: z.string().min(1).max(200), password: z.string().min(10).max(200) }))
    .output(done),
  /** How calls ring at one's consoles, whichever computer they run on. */
  ring: agent.input(ringing).output(done),
  logout: agent.input(z.object({ queues: z.array(z.string()).optional() })).output(done),
  pause: agent.input(z.object({ reason: z.string().max(60).default('') })).output(done),
  /** Back from a pause and from Do Not Disturb. */
  resume: agent.output(done),
  /** Kept by the host, beside a pause: going off ends no other pause. */
  doNotDisturb: agent.input(z.object({ on: z.boolean() })).output(done),
  endWrapUp: agent.output(done),
  extendWrapUp: agent.input(z.object({ seconds: z.int().min(5).max(600) })).output(done),
  /** What is noted on a call that I spoke in, or as a supervisor on any. FORBIDDEN, NOT_FOUND. */
  noted: agent.input(z.object({ callId: z.string() })).output(
    z.object({
      /** One's own. */
      note: z.string(),
      /** Of everybody else, oldest first. */
      others: z.array(callNote),
      disposition: z.string(),
      queueId: z.string().nullable(),
    }),
  ),
  /** Disposition of a call, and one's own note on it, that I speak or spoke in; whoever shows it is told. FORBIDDEN, NOT_FOUND. */
  note: agent
    .input(z.object({ callId: z.string(), disposition: z.string().max(60).optional(), note: z.string().max(4000).optional() }))
    .output(done),
}

const partyOfCall = z.object({ callId: z.string(), channelId: z.string() })

export const phone = {
  /** `fresh`: this page holds no call; one that its extension's softphone has is of a page that is gone. `takeOver`: another console has the softphone of this extension; CONFLICT without it. */
  credentials: agent
    .input(z.object({ takeOver: z.boolean().default(false), fresh: z.boolean().default(false), consoleId: z.string().max(64) }))
    .output(phoneCredentials),
  /** Every 3 s while a console lives; `ready: false` names what is missing (microphone, speaker, registration). */
  heartbeat: agent
    .input(z.object({ consoleId: z.string(), ready: z.boolean(), problem: z.string().max(200).optional() }))
    .output(done),
  /** Places a real test call through the reception flow to the asker's own softphone; logs the operator in when needed. */
  callMe: admin.output(z.object({ callId: z.string() })),
  /** `to`: extension, queue id with `queue:`, mailbox with `voicemail:`, or a number. `note` is shown to whoever it rings at; `whenFree`: a colleague who is on another call is waited for. The caller comes back when nobody takes the call: the live call’s `transfer` says how far it came. */
  transfer: agent
    .input(
      z.object({
        callId: z.string(),
        to: z.string().min(1).max(80),
        note: z.string().trim().max(500).optional(),
        whenFree: z.boolean().optional(),
      }),
    )
    .output(done),
  /** Joins the far ends of two calls of mine and lets me go. */
  transferAttended: agent.input(z.object({ callId: z.string(), consultCallId: z.string() })).output(done),
  /** Three-way: the far end of the second call joins the first; the second line ends. */
  merge: agent.input(z.object({ callId: z.string(), consultCallId: z.string() })).output(done),
  /** Puts the other party into a parking slot, where everyone sees it; picked up by calling the slot's number. CONFLICT when all are taken. */
  park: agent.input(z.object({ callId: z.string() })).output(z.object({ slot: z.string() })),
  hangup: agent.input(z.object({ callId: z.string() })).output(done),
  /** The sound of my own leg could not be set up: the other side hears music while I am rung anew. */
  ringAgain: agent.input(z.object({ callId: z.string() })).output(done),
  hold: agent.input(z.object({ callId: z.string(), on: z.boolean() })).output(done),
  /** My telephone sends nothing, or does again: the others on the call see it. */
  mute: agent.input(z.object({ callId: z.string(), on: z.boolean() })).output(done),
  /** With three or more on my call: sends one of them away, by the party’s channel; the others go on. THREE_WAY for whoever was brought in. */
  sendAway: agent.input(partyOfCall).output(done),
  /** With three or more on my call: I talk to one of them alone, the others hear music. */
  talkAlone: agent.input(partyOfCall).output(done),
  /** All of them are together again. */
  talkTogether: agent.input(z.object({ callId: z.string() })).output(done),
  pauseRecording: agent.input(z.object({ callId: z.string(), paused: z.boolean() })).output(done),
  /** What is known of the caller of a call at my telephone. NOT_FOUND when it is over or not at mine. */
  caller: agent.input(z.object({ callId: z.string() })).output(
    z.object({
      contact: listedContact.nullable(),
      /** Names of the steps they came by. */
      path: z.array(z.string()),
      /** What they keyed, step by step; secrets as asterisks. */
      keyed: z.array(z.object({ node: z.string(), keys: z.string() })),
      /** Their last calls before this one, newest first. */
      calls: z.array(callRecord),
      /** The office's address for them, ready to be opened; null for none. */
      screenPop: z.string().nullable(),
      screenPopAt: z.enum(['ring', 'answer']),
    }),
  ),
  /** Who can be called or transferred to. */
  directory: agent.output(
    z.array(
      z.object({
        kind: z.enum(['extension', 'queue', 'mailbox']),
        target: z.string(),
        name: z.string(),
        state: z.enum(['free', 'busy', 'offline', 'unknown']),
        /** Of an extension whose person is away. */
        away: operatorLive.shape.away,
      }),
    ),
  ),
}

export const lockout = z.object({ key: z.string(), failures: z.int(), lockedUntil: z.number() })

export const supervise = {
  /** Listen, whisper or barge: rings the supervisor's own telephone; again with another mode changes it. In the audit trail. */
  monitor: supervisor.input(z.object({ callId: z.string(), mode: monitorMode })).output(done),
  pauseOperator: supervisor.input(byId.extend({ reason: z.string().max(60) })).output(done),
  resumeOperator: supervisor.input(byId).output(done),
  /** The operator is told who did that and why. */
  logoutOperator: supervisor.input(byId.extend({ reason: z.string().trim().max(200).default('') })).output(done),
  /** The new PIN is in this answer and nowhere else. */
  resetPin: supervisor.input(byId).output(z.object({ pin: z.string() })),
  lockouts: supervisor.output(z.array(lockout)),
  liftLockout: supervisor.input(z.object({ key: z.string() })).output(done),
  /** Takes a waiting caller out of turn to an operator; `liftPause` ends their pause or wrap-up for it. CONFLICT with the reason. */
  takeCaller: supervisor
    .input(z.object({ callId: z.string(), operatorId: z.string(), liftPause: z.boolean().default(false) }))
    .output(done),
  moveCaller: supervisor.input(z.object({ callId: z.string(), queueId: z.string() })).output(done),
}
