// A certificate that was brought here, in `tls/` of the data folder: its key and chain in one file, so that they change together.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { removeDurably, syncFolder, textOf, writeDurably } from './files.ts'
import { checkedPair, type Pair } from './pair.ts'

const fileOf = (folder: string) => join(folder, 'tls', 'own.pem')

/** The stored pair, or null where there is none. Throws CertificateError where it cannot be served (any more). */
export async function storedPair(folder: string, now: number): Promise<Pair | null> {
  const text = await textOf(fileOf(folder))
  if (text === undefined) return null
  const begins = text.indexOf('-----BEGIN CERTIFICATE')
  const ends = begins === -1 ? text.length : begins
  return checkedPair(text.slice(ends), text.slice(0, ends), now)
}

/** Stores it, in the place of the one there is; on disk when it returns. */
export async function storePair(folder: string, { key, certificate }: Pair): Promise<void> {
  const tls = join(folder, 'tls')
  await mkdir(tls, { recursive: true, mode: 0o700 })
  await writeDurably(fileOf(folder), `${key.trim()}\n${certificate}`)
  await syncFolder(tls)
}

/** Removes it; nothing where there is none. */
export const removePair = (folder: string): Promise<void> => removeDurably(fileOf(folder))
