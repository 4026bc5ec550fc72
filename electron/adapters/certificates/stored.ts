// A certificate that was brought here or issued by ACME, in `tls/` of the data folder: its key and chain in one file, so that they change together.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { removeDurably, syncFolder, textOf, writeDurably } from './files.ts'
import { checkedPair, type Pair } from './pair.ts'

export type StoredKind = 'own' | 'acme'
const fileOf = (folder: string, kind: StoredKind) => join(folder, 'tls', `${kind}.pem`)

/** The stored pair, or null where there is none. Throws CertificateError where it cannot be served (any more). */
export async function storedPair(folder: string, kind: StoredKind, now: number): Promise<Pair | null> {
  const text = await textOf(fileOf(folder, kind))
  if (text === undefined) return null
  const begins = text.indexOf('-----BEGIN CERTIFICATE')
  const ends = begins === -1 ? text.length : begins
  return checkedPair(text.slice(ends), text.slice(0, ends), now)
}

/** Stores it, in the place of the one there is; on disk when it returns. */
export async function storePair(folder: string, kind: StoredKind, { key, certificate }: Pair): Promise<void> {
  const tls = join(folder, 'tls')
  await mkdir(tls, { recursive: true, mode: 0o700 })
  await writeDurably(fileOf(folder, kind), `${key.trim()}\n${certificate}`)
  await syncFolder(tls)
}

/** Removes it; nothing where there is none. */
export const removePair = (folder: string, kind: StoredKind): Promise<void> => removeDurably(fileOf(folder, kind))
