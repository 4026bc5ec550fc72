// The certificate that the host makes for itself, in `tls/` of the data folder: used as long as it fits, made again when it does not.
import { createPrivateKey } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { syncFolder, textOf, writeDurably } from './files.ts'
import { type Names, uncovered } from './names.ts'
import { checkedPair, type Pair } from './pair.ts'

/** Renewed that long before its end. */
export const renewBeforeMs = 30 * 86_400_000

/**
 * The pair in `folder` if it is valid for another 30 days and for all of `names`; else a new certificate, with the same key where
 * there is one. `anew`: another key and certificate in any case. What was made is on disk (the key readable by its owner only) before it is returned.
 */
export async function madePair(folder: string, names: Names, now: number, anew = false): Promise<Pair> {
  const tls = join(folder, 'tls')
  const keyFile = join(tls, 'key.pem')
  const certificateFile = join(tls, 'certificate.pem')
  const [certificate, key] = await Promise.all([certificateFile, keyFile].map(textOf))
  const there = anew ? null : fits(certificate, key, names, now)
  if (there) return there
  // The library takes 150 ms to load, and is needed once a year.
  const { newKey, selfSigned } = await import('./selfSigned.ts')
  await mkdir(tls, { recursive: true, mode: 0o700 })
  const keeps = !anew && key !== undefined && usable(key)
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
