// What the shell remembers on this computer: where the window was, and what was said once. In a small file of the user's.
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { language } from '../../../shared/domain/office.ts'

const bounds = z.object({ x: z.number().int(), y: z.number().int(), width: z.number().int(), height: z.number().int() })
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
