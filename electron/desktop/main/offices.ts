// The offices this computer has joined, and the one it opens: a small file of the user's.
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

const office = z.object({
  id: z.string().min(1),
  name: z.string(),
  /** Origin, e.g. `https://192.0.2.7:7080`. */
  address: z.url({ protocol: /^https$/ }),
  /** SHA-256 of its certificate: pairs of hexadecimal digits with colons between. */
  fingerprint: z.string(),
  /** SHA-256 of the certificate's public key, base64: a host renews its certificate with the same key. */
  key: z.string(),
})
export type PinnedOffice = z.infer<typeof office>
const known = z.object({
  offices: z.array(office).catch([]),
  /** An id, or `own`: the office that this computer runs. */
  chosen: z.string().nullable().catch(null),
})

export type Offices = ReturnType<typeof openOffices>

/** A file that cannot be read is as none. Writing throws where the folder cannot be written. */
export function openOffices(file: string) {
  let now = read(file)
  const keep = (next: z.infer<typeof known>) => {
    writeFileSync(`${file}.new`, JSON.stringify(next), { mode: 0o600 })
    renameSync(`${file}.new`, file)
    now = next
  }
  return {
    /** Whether anything was ever chosen here. */
    known: existsSync(file),
    list: (): readonly PinnedOffice[] => now.offices,
    get: (id: string): PinnedOffice | undefined => now.offices.find((each) => each.id === id),
    get chosen(): PinnedOffice | 'own' | null {
      return now.chosen === 'own' ? 'own' : (now.offices.find(({ id }) => id === now.chosen) ?? null)
    },
    choose: (chosen: string | null): void => keep({ ...now, chosen }),
    /** Adds it, or pins another certificate of one that is known by its address; that one is chosen. */
    join(given: Omit<PinnedOffice, 'id'>): PinnedOffice {
      const before = now.offices.find(({ address }) => address === given.address)
      const joined = { ...given, id: before?.id ?? randomUUID() }
      keep({ offices: [...now.offices.filter(({ id }) => id !== joined.id), joined], chosen: joined.id })
      return joined
    },
    forget: (id: string): void =>
      keep({ offices: now.offices.filter((each) => each.id !== id), chosen: now.chosen === id ? null : now.chosen }),
  }
}

function read(file: string): z.infer<typeof known> {
  try {
    return known.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return { offices: [], chosen: null }
  }
}
