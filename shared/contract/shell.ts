// What the page and the desktop shell around it tell each other. The page says which language the person reads.
import { z } from 'zod'
import { language } from '../domain/office.ts'
import { type UpdateStatus, updateChannel } from './updates.ts'

/** By this in the browser's name for itself a page knows that the desktop shell is around it, wherever it comes from. */
export const shellAgent = ' CordboardDesktop'

/** What the telephone can be told from outside the page, in the order of a menu. */
export const shellCommands = ['answer', 'reject', 'hangUp', 'hold', 'mute'] as const
export const shellCommand = z.enum(shellCommands)
export type ShellCommand = z.infer<typeof shellCommand>

const word = z.string().min(1).max(200)

/** How the window draws attention to a call that rings. */
export const ringAttention = z.enum(['raise', 'flash', 'none'])
export type RingAttention = z.infer<typeof ringAttention>

/** When the small call window is there: at each call that rings and while the big window is out of sight, only then, or never. */
export const callWindowChoice = z.enum(['ringing', 'hidden', 'never'])
export type CallWindowChoice = z.infer<typeof callWindowChoice>

/** What keys can do while another program has the focus. `dial`: the selected or copied number goes into the number field. */
export const shortcutIds = ['answer', 'mute', 'dial'] as const
export type ShortcutId = (typeof shortcutIds)[number]

/** Keys as Electron names them, e.g. `Control+Alt+A`, with at least one of Control, Alt, Shift and Super; empty for none. */
export const shortcutKeys = z
  .string()
  .max(60)
  .regex(/^$|^(?:(?:Control|Alt|Shift|Super)\+)+(?:[A-Z0-9]|F(?:[1-9]|1[0-9]|2[0-4])|Space|Insert|Home|End|PageUp|PageDown)$/)
const shortcutChoice = z.object({ answer: shortcutKeys, mute: shortcutKeys, dial: shortcutKeys })
export type ShortcutChoice = z.infer<typeof shortcutChoice>

/** The call of the call window. `since`: answered, or else begun, ms since 1970 of this computer. */
const shownCall = z.object({
  id: z.string().max(100),
  state: z.enum(['ringing', 'calling', 'talking', 'held']),
  who: word,
  number: z.string().max(80),
  /** Where it comes from: a queue, a colleague who handed it on; may be empty. */
  detail: z.string().max(200),
  since: z.number(),
  muted: z.boolean(),
  /** Of the call, as it is stored; null where there can be none. */
  note: z.string().max(4000).nullable(),
})
export type ShownCall = z.infer<typeof shownCall>

const transferTarget = z.object({ target: z.string().min(1).max(80), name: z.string().max(200), detail: z.string().max(100) })

/** The page's state, told at each change. What an older page does not tell has its default; what a newer one tells is passed over. */
export const shellState = z.object({
  /** `off`: no telephone here, or nobody signed in. */
  phone: z.enum(['off', 'ready', 'paused', 'unreachable', 'ringing', 'talking']),
  /** One line in words, e.g. “Ringing: Erika Lang”. */
  summary: word,
  /** Calls of this telephone, ringing ones too. */
  calls: z.number().int().min(0).max(100),
  attention: ringAttention,
  /** What can be done now. */
  commands: z.array(z.object({ id: shellCommand, label: word })).max(shellCommands.length),
  language: language.default('en'),
  dark: z.boolean().default(false),
  callWindow: callWindowChoice.default('hidden'),
  call: shownCall.nullable().default(null),
  /** Who fits what was typed into the transfer of the call window, best first, and what that was. */
  targets: z.object({ typed: z.string().max(80), found: z.array(transferTarget).max(8) }).default({ typed: '', found: [] }),
  /** Why what the call window asked for last could not be done, in the person's language; null: it could. */
  problem: z.string().max(400).nullable().default(null),
  /** A system notification is wanted when it rings. */
  notify: z.boolean().default(false),
  /** The telephone was put out of the page: the call window is there between calls as well. */
  undocked: z.boolean().default(false),
  /** Calls that were missed today or ring now, for the badge. */
  badge: z.number().int().min(0).max(9999).default(0),
  shortcuts: shortcutChoice.default({ answer: '', mute: '', dial: '' }),
  /** Whoever sits here is logged in for calls or is in one: the computer is not to fall asleep. */
  awake: z.boolean().default(false),
  /** Spelling is checked in notes. */
  spelling: z.boolean().default(false),
  /** Numbers of the last calls, newest first, each once. */
  recent: z
    .array(z.object({ number: z.string().min(1).max(80), name: z.string().max(200) }))
    .max(6)
    .default([]),
  /** Callers who wait in the office. */
  waiting: z.number().int().min(0).default(0),
  /** Of the office that serves the page. */
  officeVersion: z.string().max(60).nullable().default(null),
})
export type ShellState = z.infer<typeof shellState>

/** What the call window has the page do. */
export const callAct = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('command'), command: shellCommand }),
  z.strictObject({ do: z.literal('find'), typed: z.string().max(80) }),
  z.strictObject({ do: z.literal('transfer'), callId: z.string().max(100), to: z.string().min(1).max(80) }),
  z.strictObject({ do: z.literal('note'), callId: z.string().max(100), note: z.string().max(4000) }),
  /** Typed or chosen by a person. */
  z.strictObject({ do: z.literal('dial'), number: z.string().min(1).max(80) }),
  /** The telephone goes back into the page. */
  z.strictObject({ do: z.literal('dock') }),
  /** The big window is wanted. */
  z.strictObject({ do: z.literal('open') }),
])
export type CallAct = z.infer<typeof callAct>

// ── what the console asks of the shell about this computer ──

export const shellAsk = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('status') }),
  z.strictObject({ do: z.literal('startAtLogin'), on: z.boolean() }),
  /** Whether links with telephone numbers of other programs come here; either answers the question for good. */
  z.strictObject({ do: z.literal('links'), on: z.boolean() }),
  /** Of the headsets that were offered; null: none. */
  z.strictObject({ do: z.literal('headset'), id: z.string().max(200).nullable() }),
  z.strictObject({ do: z.literal('openDumps') }),
  z.strictObject({ do: z.literal('deleteDumps') }),
  z.strictObject({ do: z.literal('checkUpdates') }),
  /** What was downloaded, once nobody calls. */
  z.strictObject({ do: z.literal('installUpdate') }),
  /** To the version before this one, once nobody calls. */
  z.strictObject({ do: z.literal('previousVersion') }),
  z.strictObject({ do: z.literal('updateChannel'), channel: updateChannel }),
  z.strictObject({ do: z.literal('updatesByThemselves'), on: z.boolean() }),
])
export type ShellAsk = z.infer<typeof shellAsk>

/**
 * `ok`: in force; `portal`: asked of the desktop, which has the last word (Wayland); `taken`: another program has these keys;
 * `impossible`: this desktop lets no program have keys.
 */
export type ShortcutStatus = 'off' | 'ok' | 'portal' | 'taken' | 'impossible'
/** What a crash left. `at`: ms since 1970. */
export type CrashDump = { at: number; bytes: number }
export type ShellStatus = {
  /** Null: this system has no such thing. */
  startAtLogin: boolean | null
  links: boolean
  /** The person was never asked about links. */
  linksUnasked: boolean
  shortcuts: Record<ShortcutId, ShortcutStatus>
  /** This system tells when the screen is locked. */
  tellsLock: boolean
  /** Dictionaries are fetched from the network, once for each language. */
  fetchesDictionaries: boolean
  /** The newest first. */
  dumps: CrashDump[]
  /** Null: this program was packaged without a place for updates. Shells of before do not know it. */
  updates?: UpdateStatus | null
}
/** Headsets to choose from, as the shell tells them. */
export const offeredHeadsets = z.array(z.object({ id: z.string(), name: z.string() }))
export type OfferedHeadset = z.infer<typeof offeredHeadsets>[number]

/** What the shell tells of the computer. */
export const powerEvents = ['resume', 'lock', 'unlock'] as const
export type PowerEvent = (typeof powerEvents)[number]

// ── the page on which an office is chosen ──

/** What it asks the shell. Addresses as typed: a name or address, with or without port, or the code for joining. */
export const officeAsk = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('list') }),
  /** Offices that announce themselves on the local network; asked again and again, from the first time on it is looked for them. */
  z.strictObject({ do: z.literal('nearby') }),
  z.strictObject({ do: z.literal('look'), address: z.string().max(500) }),
  /** `fingerprint`: the one that was shown and compared. */
  z.strictObject({ do: z.literal('join'), address: z.string().max(500), fingerprint: z.string().max(100) }),
  z.strictObject({ do: z.literal('open'), id: z.string().max(100) }),
  z.strictObject({ do: z.literal('forget'), id: z.string().max(100) }),
  /** Pins the certificate that the office has now, where `proof` is its six words or the code for joining. */
  z.strictObject({ do: z.literal('pinAgain'), id: z.string().max(100), proof: z.string().max(500) }),
  z.strictObject({ do: z.literal('own') }),
  z.strictObject({ do: z.literal('demo') }),
])
export type OfficeAsk = z.infer<typeof officeAsk>

/** Why an office could not be looked at, joined or opened. */
export const officeProblems = [
  'address',
  'unreachable',
  'notCordboard',
  'notSecure',
  'otherCertificate',
  'certificateChanged',
  'proof',
] as const
export type OfficeProblem = (typeof officeProblems)[number]

export type JoinedOffice = { id: string; name: string; address: string }
/** `joined`: the id of the same office where it was joined before. */
export type NearbyOffice = { name: string; address: string; joined: string | null }
/** `compared`: the code for joining had the fingerprint in it, and it is the same. */
export type SeenOffice = { name: string; address: string; fingerprint: string; words: string[]; compared: boolean }
export type OfficeAnswer = {
  offices?: JoinedOffice[]
  nearby?: NearbyOffice[]
  /** This computer has an office of its own already. */
  own?: boolean
  seen?: SeenOffice
  problem?: OfficeProblem
}
