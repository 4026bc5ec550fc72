// What signs an update: an Ed25519 key whose public half is in the packaged program (docs/decisions/033-updates.md).
import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { z } from 'zod'

/** A feed's file, as electron-updater reads it. What it does not need is ours: schema, signature. */
export const release = z.object({
  version: z.string(),
  releaseNotes: z.string().default(''),
  /** The newest migration that this version knows. */
  schema: z.int(),
  files: z.array(z.object({ url: z.string(), sha512: z.string(), size: z.int() })).min(1),
  signature: z.string(),
})
export type Release = z.infer<typeof release>

/** Addresses are not signed: what comes from there is, by its digest. */
const signed = ({ version, releaseNotes, schema, files }: Omit<Release, 'signature'>): Buffer =>
  Buffer.from(JSON.stringify([version, releaseNotes, schema, files.map(({ sha512, size }) => [sha512, size])]))

/** Base64. */
export const signRelease = (of: Omit<Release, 'signature'>, key: KeyObject): string =>
  sign(null, signed(of), key).toString('base64')

/** `key`: the public one, base64 of its DER (SPKI). Null for what is not signed by it. */
export function signedRelease(info: unknown, key: string): Release | null {
  const read = release.safeParse(info).data
  if (!read) return null
  const publicKey = createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' })
  return verify(null, signed(read), publicKey, Buffer.from(read.signature, 'base64')) ? read : null
}
