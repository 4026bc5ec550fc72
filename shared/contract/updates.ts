// Updates of the desktop app, as its console shows them.
import { z } from 'zod'

export const updateChannel = z.enum(['latest', 'beta'])
export type UpdateChannel = z.infer<typeof updateChannel>

/**
 * Why there is no update: `unreachable`: nobody answers at the feed; `noFeed`: it has no such channel or version; `broken`: what it has is no feed;
 * `signature`: it is not signed by who made this program; `damaged`: a file is not the one that was signed; `notInstalled`: this program was not
 * started from what an installer put there; `olderData`: that version cannot open the data of the office that this computer runs.
 */
export const updateProblems = [
  'unreachable',
  'noFeed',
  'broken',
  'signature',
  'damaged',
  'diskFull',
  'notWritable',
  'notInstalled',
  'olderData',
  'failed',
] as const
export type UpdateProblem = (typeof updateProblems)[number]

/**
 * `staged`: not yet this computer's turn; `waiting`: downloaded or to be, once nobody calls; `ready`: downloaded, the person says when;
 * `installs`: said so, and done once nobody calls.
 */
export type UpdateState = 'idle' | 'checking' | 'staged' | 'waiting' | 'downloading' | 'ready' | 'installs'

export type UpdateStatus = {
  /** The version that runs. */
  version: string
  channel: UpdateChannel
  /** It looks by itself. */
  automatic: boolean
  state: UpdateState
  /** The last time that the feed answered, ms since 1970. */
  checkedAt: number | null
  /** Notes are plain text. */
  found: { version: string; notes: string } | null
  /** Of the download, 0 to 1. */
  progress: number
  problem: UpdateProblem | null
  /** The version before this one. */
  previous: string | null
  /** Of the joined office, where it is another than this one. */
  office: string | null
}
