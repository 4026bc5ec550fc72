// What ACME has on the disk, in `tls/` of the data folder: it belongs to this computer, like the names that lead to it.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { acmeProblem, acmeSettings } from '../../shared/domain/acme.ts'
import { newAccountKey } from '../adapters/certificates/acme/order.ts'
import { syncFolder, textOf, writeDurably } from '../adapters/certificates/files.ts'
import type { Log } from '../engine/ports.ts'

const stored = z.object({
  settings: acmeSettings,
  /** In a row. */
  failures: z.int().min(0),
  failed: z.object({ problem: acmeProblem, detail: z.string(), at: z.number() }).nullable(),
  /** Not tried before, epoch ms. */
  notBefore: z.number(),
})
type Stored = z.infer<typeof stored>

/** Before anybody has set anything. */
export const nothing: Stored = { settings: acmeSettings.parse({}), failures: 0, failed: null, notBefore: 0 }

export async function acmeFiles(folder: string, log: Log) {
  const tls = join(folder, 'tls')
  const put = async (name: string, text: string) => {
    await mkdir(tls, { recursive: true, mode: 0o700 })
    await writeDurably(join(tls, name), text)
    await syncFolder(tls)
  }
  let kept = await read(join(tls, 'acme.json'), log)
  return {
    /** Settings, and how the last order went. */
    get kept(): Stored {
      return kept
    },
    /** On disk when it returns. */
    async write(next: Stored): Promise<void> {
      await put('acme.json', JSON.stringify(next))
      kept = next
    },
    /** The account's key (PEM), made when there is none. */
    async accountKey(): Promise<string> {
      const known = await textOf(join(tls, 'acme-account.pem'))
      if (known !== undefined) return known
      const made = await newAccountKey()
      await put('acme-account.pem', made)
      return made
    },
    /** PEM of issuers that are trusted as the directory's, besides the public ones. */
    trusted: async (): Promise<string> => (await textOf(join(tls, 'issuers.pem'))) ?? '',
  }
}

async function read(file: string, log: Log): Promise<Stored> {
  const text = await textOf(file)
  if (text === undefined) return nothing
  try {
    return stored.parse(JSON.parse(text))
  } catch (error) {
    log.error('the settings of ACME cannot be read', { file, error: String(error) })
    return nothing
  }
}
