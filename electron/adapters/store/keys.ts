// The office's own key: 32 random bytes beside the database, readable by its owner only. It never leaves the folder.
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { chmodSync, closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { StoreError } from './errors.ts'

export type OfficeKey = {
  /** Keyed HMAC-SHA-256 of a PIN, hex: finds it, and is worthless without the key. */
  pinLookup(pin: string): string
  /** AES-256-GCM; `name` is authenticated too, so that one secret cannot be put in another's place. */
  seal(name: string, text: string): Buffer
  /** Throws StoreError CORRUPT when the key or the bytes are not the ones that sealed it. */
  open(name: string, sealed: Buffer): string
}

/** Reads `folder/office.key`, or makes it (mode 0600). Throws StoreError CORRUPT when it is not a key. */
export function officeKey(folder: string): OfficeKey {
  const key = readOrMake(join(folder, 'office.key'))
  const derived = (purpose: string) => Buffer.from(hkdfSync('sha256', key, 'cordboard', purpose, 32))
  const pins = derived('pins')
  const secrets = derived('secrets')
  return {
    pinLookup: (pin) => createHmac('sha256', pins).update(pin).digest('hex'),
    seal(name, text) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', secrets, nonce).setAAD(Buffer.from(name))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body])
    },
    open(name, sealed) {
      try {
        const decipher = createDecipheriv('aes-256-gcm', secrets, sealed.subarray(0, 12)).setAAD(Buffer.from(name))
        decipher.setAuthTag(sealed.subarray(12, 28))
        return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8')
      } catch (error) {
        throw new StoreError('CORRUPT', `The secret "${name}" cannot be read with this folder's office.key.`, error)
      }
    },
  }
}

function readOrMake(path: string): Buffer {
  if (!existsSync(path)) make(path)
  chmodSync(path, 0o600)
  const key = readFileSync(path)
  if (key.length !== 32) throw new StoreError('CORRUPT', `${path} is not an office key.`)
  return key
}

/** On disk before anything is sealed with it: a key that a power cut takes away takes every secret with it. */
function make(path: string): void {
  const part = `${path}.part`
  writeFileSync(part, randomBytes(32), { mode: 0o600, flush: true })
  renameSync(part, path)
  const folder = openSync(dirname(path), 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
