// What the shell remembers on this computer: where the window was, and what was said once. In a small file of the user's.
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { updateChannel, updateProblems } from '../../../shared/contract/updates.ts'
import { language } from '../../../shared/domain/office.ts'

const bounds = z.object({ x: z.number().int(), y: z.number().int(), width: z.number().int(), height: z.number().int() })
const updates = z.object({
  channel: updateChannel.default('latest').catch('latest'),
  automatic: z.boolean().default(true).catch(true),
  checkedAt: z.number().nullable().default(null).catch(null),
  /** That ran last, and before it. */
  lastVersion: z.string().nullable().default(null).catch(null),
  previous: z.string().nullable().default(null).catch(null),
  /** From which the person went back. */
  left: z.string().nullable().default(null).catch(null),
  /** Of an installation that failed. */
  problem: z.enum(updateProblems).nullable().default(null).catch(null),
})
const remembered = z.object({
  bounds: bounds.optional().catch(undefined),
  maximized: z.boolean().default(false).catch(false),
  /** It was said that the telephone goes on without its window. */
  toldGoesOn: z.boolean().default(false).catch(false),
  /** Of whoever sat here last. */
  language: language.optional().catch(undefined),
  /** Of the big window's page, as Electron counts: 0 is 100 %. */
  zoom: z.number().min(-3).max(5).default(0).catch(0),
  /** Of the call window. */
  callBounds: bounds.optional().catch(undefined),
  /** The one whose buttons are used. */
  headset: z.object({ vendorId: z.number().int(), productId: z.number().int() }).optional().catch(undefined),
  updates: updates.prefault({}).catch(updates.parse({})),
  /** It was asked whether links with telephone numbers are to come here. */
  linksAnswered: z.boolean().default(false).catch(false),
})
export type Remembered = z.infer<typeof remembered>
export type Memory = { readonly now: Remembered; keep(some: Partial<Remembered>): void }

/** A file that cannot be read is as none; one that cannot be written costs the memory and nothing else. */
export function openMemory(file: string): Memory {
  let now = read(file)
  return {
    get now() {
      return now
    },
    keep(some) {
      now = { ...now, ...some }
      try {
        writeFileSync(`${file}.new`, JSON.stringify(now), { mode: 0o600 })
        renameSync(`${file}.new`, file)
      } catch {
        // Remembered until the end of this run.
      }
    },
  }
}

function read(file: string): Remembered {
  try {
    return remembered.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return remembered.parse({})
  }
}
