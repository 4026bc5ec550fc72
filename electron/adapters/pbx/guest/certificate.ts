// The certificate that an Asterisk elsewhere shows, and why it is not accepted.
import { checkServerIdentity, connect, type PeerCertificate } from 'node:tls'

export type CertificateProblem = 'expired' | 'wrongName' | 'untrusted'
/** `until`: a date (2027-01-31); `names`: those it is for. */
export type SeenCertificate = { problem: CertificateProblem | null; until: string; names: string }

const timeoutMs = 3_000

/** Null where no TLS is spoken there. */
export function certificateOf(url: string): Promise<SeenCertificate | null> {
  const { hostname, port } = new URL(url)
  const host = hostname.replace(/^\[|\]$/g, '')
  return new Promise((resolve) => {
    // It is only looked at: nothing is sent by this connection.
    const socket = connect({ host, port: Number(port || 443), rejectUnauthorized: false, timeout: timeoutMs })
    const end = (seen: SeenCertificate | null) => {
      socket.destroy()
      resolve(seen)
    }
    socket.on('error', () => end(null))
    socket.on('timeout', () => end(null))
    socket.on('secureConnect', () => end(judged(host, socket.getPeerCertificate(), socket.authorized)))
  })
}

function judged(host: string, certificate: PeerCertificate, authorized: boolean): SeenCertificate {
  const until = new Date(certificate.valid_to)
  const problem =
    until.getTime() < Date.now()
      ? 'expired'
      : checkServerIdentity(host, certificate)
        ? 'wrongName'
        : authorized
          ? null
          : 'untrusted'
  const names = certificate.subjectaltname?.replace(/(?:DNS|IP Address):/g, '') ?? String(certificate.subject?.CN ?? '')
  return { problem, until: until.toISOString().slice(0, 10), names }
}
