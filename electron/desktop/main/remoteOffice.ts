// Looks at an office on the network before anything is told to it: is it there, is it Cordboard, which certificate has it?
import { createHash, type X509Certificate } from 'node:crypto'
import { request } from 'node:https'
import { isIP } from 'node:net'
import { z } from 'zod'
import type { OfficeProblem } from '../../../shared/contract/shell.ts'
import { fingerprintOf, fingerprintWords } from '../../host/fingerprint.ts'

const defaultPort = 7080
const patienceMs = 8000

export type Typed = { origin: string /** Of a code for joining: with colons, in capitals. */; fingerprint: string | null }
export type Looked = { name: string; origin: string; fingerprint: string; words: string[]; key: string }

/** The address as a person types or pastes it: a name, an address, with or without port or https, or a code for joining; null for none. */
export function typedAddress(text: string): Typed | null {
  const trimmed = text.trim()
  if (trimmed === '' || /\s/.test(trimmed)) return null
  const whole = /^[a-z]+:\/\//i.test(trimmed) ? trimmed : `https://${isIP(trimmed) === 6 ? `[${trimmed}]` : trimmed}`
  const url = URL.parse(whole)
  if (!url?.hostname || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null
  const said = /^https?:\/\/(?:[^/@]*@)?(?:\[[^\]]*\]|[^/:?#]*):(\d+)/i.exec(whole)?.[1]
  const port = said ?? String(defaultPort)
  const code = /[?&]fp=([0-9a-f]{64})\b/i.exec(url.hash)?.[1]
  return { origin: `https://${url.hostname}${port === '443' ? '' : `:${port}`}`, fingerprint: code ? withColons(code) : null }
}

/** SHA-256 of a certificate's public key, base64. */
export const keyOf = (certificate: X509Certificate): string =>
  createHash('sha256')
    .update(certificate.publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64')

const withColons = (hex: string) => (hex.toUpperCase().match(/../g) ?? []).join(':')
const answer = z.object({ officeName: z.string(), needsSetup: z.boolean() })

/** Whether what the person typed is these words, this fingerprint or a code with it. */
export function proves(proof: string, { fingerprint, words }: Pick<Looked, 'fingerprint' | 'words'>): boolean {
  const said = proof.trim().toLowerCase()
  const hex = fingerprint.replaceAll(':', '').toLowerCase()
  return (
    said.split(/[\s,.-]+/).join(' ') === words.join(' ') || said.replace(/[^0-9a-f]/g, '') === hex || said.includes(`fp=${hex}`)
  )
}

/** Reads only; the certificate is not judged here. Resolves with what is wrong instead of rejecting. */
export function look(origin: string): Promise<Looked | OfficeProblem> {
  return new Promise((resolve) => {
    const asked = request(`${origin}/auth/state`, { rejectUnauthorized: false, agent: false, timeout: patienceMs }, (reply) => {
      // `getPeerX509Certificate` is Node's own.
      const socket = reply.socket as unknown as { getPeerX509Certificate(): X509Certificate | undefined }
      const certificate = socket.getPeerX509Certificate()
      let body = ''
      reply.setEncoding('utf8')
      reply.on('data', (part: string) => {
        body += part
        if (body.length > 100_000) asked.destroy()
      })
      reply.on('error', () => resolve('unreachable'))
      reply.on('end', () => {
        const state = answer.safeParse(parsed(body)).data
        if (!state || !certificate) return resolve('notCordboard')
        resolve({
          name: state.officeName,
          origin,
          fingerprint: fingerprintOf(certificate),
          words: fingerprintWords(certificate),
          key: keyOf(certificate),
        })
      })
    })
    asked.on('timeout', () => asked.destroy(new Error('no answer')))
    asked.on('error', (error: NodeJS.ErrnoException) =>
      resolve(/EPROTO|SSL|wrong version/i.test(`${error.code} ${error.message}`) ? 'notSecure' : 'unreachable'),
    )
    asked.on('close', () => resolve('unreachable'))
    asked.end()
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
