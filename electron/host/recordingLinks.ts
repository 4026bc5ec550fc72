// Addresses of recordings for other servers: each opens one file and no other, with a key that only this office can make.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Store } from '../adapters/store/store.ts'

export type RecordingLinks = {
  url(file: string): string
  /** Whether the key opens that file. */
  opens(file: string, key: string): boolean
  /** Where the office's HTTP server was reached, told when it listens. */
  servedAt(address: string): void
}

export function recordingLinks(secrets: Pick<Store['secrets'], 'getOrMake'>): RecordingLinks {
  const secret = secrets.getOrMake('recordingLinks', () => randomBytes(32).toString('hex'))
  const keyOf = (file: string) => createHmac('sha256', secret).update(file).digest('base64url')
  let base = ''
  return {
    url: (file) => `${base}/media/shared?file=${encodeURIComponent(file)}&key=${keyOf(file)}`,
    opens(file, key) {
      const right = Buffer.from(keyOf(file))
      const given = Buffer.from(key)
      return right.length === given.length && timingSafeEqual(right, given)
    },
    servedAt: (address) => {
      base = address.replace(/\/+$/, '')
    },
  }
}
