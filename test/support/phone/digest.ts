// Digest authentication of requests (RFC 2617, MD5, qop=auth).

import { createHash, randomBytes } from 'node:crypto'

const md5 = (text: string): string => createHash('md5').update(text).digest('hex')

/** The value of Authorization for a challenge (the value of WWW- or Proxy-Authenticate). */
export function answerChallenge(challenge: string, user: string, password: string, method: string, uri: string): string {
  const field = (name: string) => new RegExp(`${name}="?([^",]+)"?`, 'i').exec(challenge)?.[1]
  const realm = field('realm') ?? ''
  const nonce = field('nonce') ?? ''
  const opaque = field('opaque')
  const [one, two] = [md5(`${user}:${realm}:${password}`), md5(`${method}:${uri}`)]
  const cnonce = randomBytes(8).toString('hex')
  const withQop = /qop=/i.test(challenge)
  const response = withQop ? md5(`${one}:${nonce}:00000001:${cnonce}:auth:${two}`) : md5(`${one}:${nonce}:${two}`)
  const parts = [
    `username="${user}"`,
    `realm="${realm}"`,
    `nonce="${nonce}"`,
    `uri="${uri}"`,
    `response="${response}"`,
    'algorithm=MD5',
  ]
  if (withQop) parts.push('qop=auth', 'nc=00000001', `cnonce="${cnonce}"`)
  if (opaque) parts.push(`opaque="${opaque}"`)
  return `Digest ${parts.join(', ')}`
}
