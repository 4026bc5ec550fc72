// The certificate that the host makes for itself, in `tls/` of the data folder: used as long as it fits, made again when it does not.
import { createPrivateKey } from 'node:crypto'
import { mkdir, open, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Names, uncovered } from './names.ts'
import { checkedPair, type Pair } from './pair.ts'

/** Renewed that long before its end. */
export const renewBeforeMs = 30 * 86_400_000

/**
 * The pair in `folder` if it is valid for another 30 days and for all of `names`; else a new certificate, with the same key where
 * there is one. What was made is on disk (the key readable by its owner only) before it is returned.
 */
export async function madePair(folder: string, names: Names, now: number): Promise<Pair> {
  const tls = join(folder, 'tls')
  const keyFile = join(tls, 'key.pem')
  const certificateFile = join(tls, 'certificate.pem')
  const [certificate, key] = await Promise.all([certificateFile, keyFile].map(textOf))
  const there = fits(certificate, key, names, now)
  if (there) return there
  // The library takes 150 ms to load, and is needed once a year.
  const { newKey, selfSigned } = await import('./selfSigned.ts')
  await mkdir(tls, { recursive: true, mode: 0o700 })
  const keeps = key !== undefined && usable(key)
  const used = keeps ? key : newKey()
  if (!keeps) await writeDurably(keyFile, used)
  const made = await selfSigned(used, names, now)
  await writeDurably(certificateFile, made)
  await syncFolder(tls)
  return checkedPair(made, used, now)
}

function fits(certificate: string | undefined, key: string | undefined, names: Names, now: number): Pair | null {
  if (certificate === undefined || key === undefined) return null
  try {
    const pair = checkedPair(certificate, key, now)
    return pair.validUntil - now > renewBeforeMs && uncovered(pair.leaf, names).length === 0 ? pair : null
  } catch {
    return null // damaged, expired, or cut off between the two files: made again
  }
}

function usable(key: string): boolean {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(key)
    return asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === 'prime256v1'
  } catch {
    return false
  }
}

/** Undefined when it is not there; anything else that keeps it from being read is an error, not a reason for a new key. */
const textOf = (path: string): Promise<string | undefined> =>
  readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })

async function writeDurably(path: string, text: string): Promise<void> {
  const part = `${path}.part`
  await writeFile(part, text, { mode: 0o600, flush: true })
  await rename(part, path)
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return // a folder cannot be opened there
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
