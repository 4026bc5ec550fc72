// Who sat at this computer last, for each office it runs: a small file of the user's. A session is in it sealed, or not at all.
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

const seat = z.object({
  /** The administrator of this computer, whom nobody asks for a password; a person who signed in; nobody. */
  who: z.enum(['owner', 'person', 'nobody']),
  /** Of a person. */
  sealed: z.string().optional(),
  /** Nobody knows the owner's password: they get back without one. */
  unclaimed: z.boolean().default(false),
})
export type SeatRecord = z.infer<typeof seat>
const seats = z.record(z.string(), seat)

export type SeatFile = { read(): SeatRecord | null; write(seat: SeatRecord): void }

/** `office`: its data folder. A file that cannot be read is as none; one that cannot be written costs the memory and nothing else. */
export function seatFile(file: string, office: string): SeatFile {
  const all = () => {
    try {
      return seats.parse(JSON.parse(readFileSync(file, 'utf8')))
    } catch {
      return {}
    }
  }
  return {
    read: () => all()[office] ?? null,
    write(now) {
      try {
        writeFileSync(`${file}.new`, JSON.stringify({ ...all(), [office]: now }), { mode: 0o600 })
        renameSync(`${file}.new`, file)
      } catch {
        // Known until the end of this run.
      }
    },
  }
}
