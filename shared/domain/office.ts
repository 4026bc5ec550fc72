// What an office is made of: the records the manager edits and the engine reads.
import { z } from 'zod'
import type { Backend } from './backend.ts'
import type { CallHandling } from './callHandling.ts'
import { outgoingSettings, sipSettings, transferSettings } from './callSettings.ts'
import { extensionNumber } from './extensionNumber.ts'
import { id } from './id.ts'
import { type Language, language } from './language.ts'
import { mailAddress } from './mail.ts'
import type { OfficeSchedule } from './officeSchedule.ts'
import { type HoursOverride, hoursOverride } from './scheduleRecord.ts'
import { screenPopPattern } from './screenPop.ts'
import { type CalledNumberIn, calledNumberIn, type NumberFormat, type Trunk, trunk } from './trunk.ts'
import type { SpeechSettings } from './voices.ts'

export {
  type CalledNumberIn,
  calledNumberIn,
  extensionNumber,
  type HoursOverride,
  hoursOverride,
  id,
  type Language,
  language,
  type NumberFormat,
  type Trunk,
  trunk,
}

export const role = z.enum(['agent', 'supervisor', 'admin'])
export type Role = z.infer<typeof role>

export const strategy = z.enum(['ringAll', 'longestIdle', 'fewestCalls', 'roundRobin', 'random', 'linear'])
export type Strategy = z.infer<typeof strategy>

export const officeSettings = z.object({
  name: z.string().min(1).max(80),
  /** ISO 3166-1 alpha-2; used for number formats and emergency numbers. */
  country: z.string().regex(/^[A-Z]{2}$/),
  /** IANA zone. */
  timeZone: z.string(),
  language,
  pinLength: z.int().min(4).max(8),
  emergencyNumbers: z.array(z.string().regex(/^\d{2,6}$/)),
  /** Extensions that ring while the host is down. */
  reception: z.array(extensionNumber),
  /** Announcement before a recorded call; empty for none. */
  recordingNotice: z.string().max(500).default(''),
  /** Key by which a caller agrees to be recorded; without it there is no recording. Empty: nobody is asked. */
  recordingConsentKey: z
    .string()
    .regex(/^[0-9*#]?$/)
    .default(''),
  /** Recordings of calls without a queue are deleted after so many days; 0 keeps them. */
  retentionDays: z.int().min(0).max(3650).default(0),
  /** How long each is kept, days; 0 keeps it for good. Steps of calls (their story), calls, the audit trail, delivered webhooks and mails that are over, old logs. */
  keepTraceDays: z.int().min(0).max(3650).default(90),
  keepHistoryDays: z.int().min(0).max(3650).default(1095),
  keepAuditDays: z.int().min(0).max(3650).default(1095),
  keepOutboxDays: z.int().min(0).max(3650).default(30),
  keepLogDays: z.int().min(0).max(3650).default(30),
  /** Spoken texts are kept up to this much; those made longest ago go first. */
  speechCacheMegabytes: z.int().min(10).max(100_000).default(500),
  /** Wall time at which all operators are logged out; empty for never. */
  shiftEnd: z
    .string()
    .regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d)?$/, 'a time like 18:00')
    .default(''),
  /** Operators without a call for so many hours are logged out; 0 for never. */
  idleLogoutHours: z.number().min(0).max(48).default(0),
  /** Address opened for a caller, with `{{call.from}}` and the call's other variables; empty for none. */
  screenPop: z.string().max(500).regex(screenPopPattern, 'an address that begins with https:// or http:// and a host').optional(),
  screenPopAt: z.enum(['ring', 'answer']).optional(),
  /** Number of the first parking slot; the others follow it. An extension or route of the same number goes first. */
  parkFirst: z
    .string()
    .regex(/^\d{2,6}$/, 'a slot has 2 to 6 digits')
    .default('701'),
  parkSlots: z.int().min(1).max(50).default(10),
  /** Networks the host's own requests may go to, as CIDR; none: everywhere but link-local addresses. */
  networks: z
    .array(z.union([z.cidrv4(), z.cidrv6()], 'a network such as 192.168.0.0/16'))
    .max(50)
    .default([]),
  /** Of an office that the desktop app runs: on the network always, never, or once a second person can sign in. */
  listen: z.enum(['auto', 'on', 'off']).default('auto'),
  /** Where the host listens on the network, it says so there, and desks find the office without an address. */
  findable: z.boolean().default(true),
  /** After so long whoever parked the caller is rung again. */
  parkSeconds: z.int().min(10).max(3600).default(120),
  ...sipSettings,
  ...transferSettings,
  ...outgoingSettings,
})
export type OfficeSettings = z.infer<typeof officeSettings>

/** An office nobody has set up yet, but for what is given. */
export const settingsOf = (given: Partial<OfficeSettings> = {}): OfficeSettings =>
  officeSettings.parse({
    name: 'Office',
    country: 'DE',
    timeZone: 'Europe/Berlin',
    language: 'en',
    pinLength: 4,
    emergencyNumbers: ['112', '110'],
    reception: [],
    ...given,
  })

export const queue = z.object({
  id,
  name: z.string().min(1).max(80),
  strategy: strategy.default('longestIdle'),
  ringSeconds: z.int().min(5).max(120).default(20),
  wrapUpSeconds: z.int().min(0).max(600).default(15),
  /** Callers waiting at most; 0 is no limit. */
  maxWaiting: z.int().min(0).max(10_000).default(0),
  /** What happens to a caller while nobody is logged in. */
  whenEmpty: z.enum(['wait', 'leave']).default('wait'),
  /** Opening hours of the office outside which nobody is let in; empty for always. */
  scheduleId: z.union([z.literal(''), id]).default(''),
  priority: z.int().min(0).max(100).default(0),
  record: z.boolean().default(false),
  /** Its recordings are deleted after so many days; 0 keeps them. */
  retentionDays: z.int().min(0).max(3650).default(0),
  announcePosition: z.boolean().default(true),
  announceWait: z.boolean().default(false),
  announceEverySeconds: z.int().min(10).max(600).default(45),
  /** Key that offers a callback with the place kept; empty for none. */
  callbackKey: z
    .string()
    .regex(/^[0-9*#]?$/)
    .default(''),
  serviceLevelSeconds: z.int().min(1).max(600).default(20),
  /** What the office aims at, percent: charts draw it, wallboards warn below it. */
  serviceLevelTarget: z.int().min(0).max(100).default(80),
  shortAbandonSeconds: z.int().min(0).max(60).default(5),
  /** An operator who turns down so many of its calls within so many seconds is paused; 0 never pauses. */
  rejectionsBeforePause: z.int().min(0).max(20).default(3),
  rejectionsWithinSeconds: z.int().min(10).max(3600).default(60),
  dispositions: z.array(z.string().min(1).max(60)).default([]),
})
export type Queue = z.infer<typeof queue>

export const operator = z.object({
  id,
  name: z.string().min(1).max(80),
  extension: extensionNumber,
  queues: z.array(z.object({ queueId: id, penalty: z.int().min(0).max(100).default(0) })),
  /** May log in by PIN from the public network, where anybody can try PINs. */
  loginFromOutside: z.boolean().optional(),
})
export type Operator = z.infer<typeof operator>

export const extension = z.object({
  number: extensionNumber,
  name: z.string().min(1).max(80),
  mailbox: id.optional(),
  /** Classes of outside numbers this extension may dial. */
  mayDial: z.array(z.enum(['national', 'international', 'premium'])).default(['national']),
  /** Whose ringing calls `*8` takes: those of everybody with the same word here, or of everybody else without one. */
  pickUpGroup: z.string().trim().max(40).optional(),
})
export type Extension = z.infer<typeof extension>

export const outgoingRule = z.object({
  id,
  /** Digits, `X` any digit, `.` the rest; tried in order. */
  pattern: z.string().min(1).max(40),
  trunkId: id,
  /** Tried in their order where the trunk before cannot carry the call. */
  otherTrunkIds: z.array(id).max(9).optional(),
  /** A trunk that shows no sign of the call for so long is given up for the next, s. */
  nextAfterSeconds: z.int().min(2).max(60).optional(),
  callerId: z.string().default(''),
  /** Leading digits taken off before dialling. */
  strip: z.int().min(0).max(10).default(0),
  class: z.enum(['national', 'international', 'premium']).default('national'),
})
export type OutgoingRule = z.infer<typeof outgoingRule>

/** The recording in the mail of a message: attached as WAV or MP3, a link to the console, nothing. */
export const mailSound = z.enum(['wav', 'mp3', 'link', 'none'])
export type MailSound = z.infer<typeof mailSound>

export const mailbox = z.object({
  id,
  name: z.string().min(1).max(80),
  /** Extension whose lamp follows the mailbox. */
  extension: extensionNumber.optional(),
  maxSeconds: z.int().min(5).max(1800).default(180),
  /** Who gets a mail of each new message. */
  addresses: z.array(mailAddress).max(10).default([]),
  /** How the recording is in the mail. */
  sound: mailSound.default('wav'),
  /** Once every address has its mail with the recording attached, the message is moved to the trash. */
  deleteAfterMail: z.boolean().default(false),
})
export type Mailbox = z.infer<typeof mailbox>

export const route = z.object({ number: z.string().min(1).max(40), flowId: id, language: language.optional() })
export type Route = z.infer<typeof route>

export const audioPrompt = z.object({
  id,
  name: z.string().min(1).max(80),
  /** Language → stored file, relative to the media folder, without ending. */
  variants: z.partialRecord(language, z.string()),
  seconds: z.number().min(0),
})
export type AudioPrompt = z.infer<typeof audioPrompt>

export const blockRule = z.object({
  id,
  /** A number, a pattern as in outgoing rules, or `anonymous`. */
  pattern: z.string().min(1).max(40),
  action: z.enum(['reject', 'busy', 'message']),
  message: z.string().max(500).default(''),
})
export type BlockRule = z.infer<typeof blockRule>

/** Everything the engine reads, as one immutable snapshot; replaced as a whole when something changes. */
export type OfficeConfig = {
  settings: OfficeSettings
  queues: ReadonlyMap<string, Queue>
  operators: ReadonlyMap<string, Operator>
  extensions: ReadonlyMap<string, Extension>
  trunks: ReadonlyMap<string, Trunk>
  mailboxes: ReadonlyMap<string, Mailbox>
  routes: ReadonlyMap<string, Route>
  prompts: ReadonlyMap<string, AudioPrompt>
  outgoing: readonly OutgoingRule[]
  blocked: readonly BlockRule[]
  overrides: ReadonlyMap<string, HoursOverride>
  schedules: ReadonlyMap<string, OfficeSchedule>
  backends: ReadonlyMap<string, Backend>
  /** Of the extensions whose calls are handled otherwise than as usual. */
  handling: ReadonlyMap<string, CallHandling>
  speech: SpeechSettings
}
