// What the page and the desktop shell around it tell each other. Words come from the page: the shell speaks the person's language.
import { z } from 'zod'

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

/** The page's state, told at each change. */
export const shellState = z.strictObject({
  /** `off`: no telephone here, or nobody signed in. */
  phone: z.enum(['off', 'ready', 'paused', 'unreachable', 'ringing', 'talking']),
  /** One line in words, e.g. “Ringing: Erika Lang”. */
  summary: word,
  /** Calls of this telephone, ringing ones too. */
  calls: z.number().int().min(0).max(100),
  attention: ringAttention,
  /** What can be done now. */
  commands: z.array(z.strictObject({ id: shellCommand, label: word })).max(shellCommands.length),
  words: z.strictObject({
    open: word,
    quit: word,
    otherOffice: word,
    /** Said the first time that the window is closed. */
    goesOn: word,
    /** Asked when it is closed, or loaded again, in a call. */
    inCall: word,
    callGoesOn: word,
    callBreaks: word,
    hide: word,
    reload: word,
    stay: word,
    cut: word,
    copy: word,
    paste: word,
    ok: word,
  }),
})
export type ShellState = z.infer<typeof shellState>

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
