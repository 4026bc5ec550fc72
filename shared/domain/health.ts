// What is wrong with the host itself, while it goes on serving calls. docs/reliability.md says what each means and what is done about it.
import { z } from 'zod'

export const healthCode = z.enum([
  /** Writes are held in memory: the disk is full, locked by another program, not writable, or the database is damaged. */
  'storeFull',
  'storeLocked',
  'storeUnwritable',
  'storeDamaged',
  /** Memory held no more: what the history lacks is gone for good. */
  'writesLost',
  /** Rows that cannot be read were left out. */
  'unreadableRows',
  /** Lines of the log were lost. */
  'logFailing',
  /** What callers said after the tone could not be stored; until a message is stored again. */
  'messagesFailing',
  /** Prompts that Asterisk could not play within the last hour. */
  'promptsFailing',
  /** Less free space than is good; than is needed for long; only the reserve for messages, so that conversations are not recorded. */
  'spaceLow',
  'spaceVeryLow',
  'spaceReserve',
  /** Other programs, connections or a leak have used up the file descriptors; calls live on a reserve. */
  'descriptorsOut',
  /** The certificate that was uploaded cannot be used: the host serves with its own. */
  'certificateUnusable',
  /** The office's own certificate ends soon. */
  'certificateEnds',
  /** ACME issues no certificate, or no new one. */
  'certificateRenewal',
  /** The host had a fault and started anew by itself. */
  'restarted',
])
export type HealthCode = z.infer<typeof healthCode>

export const healthProblem = z.object({
  code: healthCode,
  /** Epoch ms. */
  since: z.number(),
  /** How many writes wait, rows, lines or messages were lost, prompts replaced; free megabytes for the space; days left of a certificate. */
  count: z.int().nonnegative(),
})
export type HealthProblem = z.infer<typeof healthProblem>

/** How late the thread that runs calls was for its work in the last minute or two, ms. */
export const loopDelay = z.object({ p50Ms: z.number(), p99Ms: z.number(), maxMs: z.number() })
export type LoopDelay = z.infer<typeof loopDelay>
