// Passwords, and keyed HMACs of PINs, at rest: scrypt, with its parameters beside the hash so that they can be raised later.
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'

// 16 MiB and some 40 ms: half of OWASP's least for passwords on purpose, since a small box also mixes calls.
const cost = { N: 16_384, r: 8, p: 1 }

/** Of what nobody can guess: some 2 ms, so that a list of people is imported in seconds. */
const randomCost = { N: 1024, r: 8, p: 1 }

const derive = (secret: string, salt: Buffer, options: ScryptOptions) =>
  new Promise<Buffer>((resolve, reject) => {
    scrypt(secret.normalize('NFKC'), salt, 32, { ...options, maxmem: 64 << 20 }, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })

/** `scrypt$N$r$p$salt$hash`, base64url. */
export const hashSecret = (secret: string): Promise<string> => hashBy(secret, cost)

/** The same for a secret with 80 random bits or more, which guessing does not find at any cost. */
export const hashRandom = (secret: string): Promise<string> => hashBy(secret, randomCost)

async function hashBy(secret: string, { N, r, p }: typeof cost): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(secret, salt, { N, r, p })
  return ['scrypt', N, r, p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/** Whether the secret made the hash. Takes as long for `null` (nobody of that name), so that time tells nothing. */
export async function verifySecret(secret: string, hash: string | null): Promise<boolean> {
  const [scheme, N, r, p, salt, key] = (hash ?? nobody).split('$')
  if (scheme !== 'scrypt' || !salt || !key) return false
  const expected = Buffer.from(key, 'base64url')
  const got = await derive(secret, Buffer.from(salt, 'base64url'), { N: Number(N), r: Number(r), p: Number(p) })
  return expected.length === got.length && timingSafeEqual(expected, got) && hash !== null
}

const nobody = `scrypt$${cost.N}$${cost.r}$${cost.p}$${'A'.repeat(22)}$${'A'.repeat(43)}`
