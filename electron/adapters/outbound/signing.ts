// Signatures of webhooks: HMAC-SHA256 over timestamp and body, so that a receiver knows who sent it, and when.
import { createHmac, randomBytes } from 'node:crypto'

export const timestampHeader = 'x-cordboard-timestamp'
export const signatureHeader = 'x-cordboard-signature'

/** A new secret, 32 random bytes. */
export const newSecret = (): string => `whsec_${randomBytes(32).toString('base64url')}`

/** The two headers of a body sent at that time (epoch ms): seconds, and `sha256=` with the hexadecimal HMAC of `seconds.body`. */
export function signed(secret: string, body: string, at: number): Record<string, string> {
  const seconds = String(Math.floor(at / 1000))
  const digest = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
  return { [timestampHeader]: seconds, [signatureHeader]: `sha256=${digest}` }
}
