// What the page and the desktop shell around it tell each other. Words come from the page: the shell speaks the person's language.
import { z } from 'zod'

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
