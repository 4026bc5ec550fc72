// What went wrong with a mail, by what nodemailer and the network say of it.
import type { MailFailure } from '../../../../shared/domain/mail.ts'

/** `answer`: the server's own words, where it had any. `permanent`: this mail will be refused for good. */
export type Refusal = { failure: MailFailure; answer: string; permanent: boolean }

type MailError = {
  code?: string
  originalCode?: string
  command?: string
  response?: string
  responseCode?: number
  message?: string
}

const bySystemCode: Record<string, MailFailure> = {
  FORBIDDEN_ADDRESS: 'forbidden',
  ENOTFOUND: 'unknownHost',
  EAI_AGAIN: 'unknownHost',
  ECONNREFUSED: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ETIMEDOUT: 'timeout',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate',
  UNABLE_TO_GET_ISSUER_CERT: 'certificate',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate',
  CERT_HAS_EXPIRED: 'certificate',
  CERT_NOT_YET_VALID: 'certificate',
  CERT_UNTRUSTED: 'certificate',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate',
  ENOENT: 'sound',
  ESTREAM: 'sound',
  ETLS: 'tls',
  EPROTO: 'tls',
}

/** What its answer to a command means. RFC 5321, 4.2.1: 4yz may work later, 5yz will not. */
function byAnswer(command: string, code: number): MailFailure | null {
  if (code === 552) return 'tooLarge'
  if (command.startsWith('AUTH')) return code >= 500 ? 'auth' : 'later'
  if (code < 500) return 'later'
  if (command === 'MAIL FROM') return 'sender'
  if (command === 'RCPT TO') return 'recipient'
  if (command === 'DATA') return 'content'
  return null
}

/** What of a mail, and not of the account or the server, was refused for good. */
const ofThisMail: readonly MailFailure[] = ['recipient', 'content', 'tooLarge']

function failureOf({ code = '', originalCode = '', command = '', responseCode = 0, message = '' }: MailError): MailFailure {
  const answered = responseCode >= 400 ? byAnswer(command, responseCode) : null
  if (answered) return answered
  if (code === 'EAUTH') return 'auth'
  if (code === 'EMESSAGE' && /size/i.test(message)) return 'tooLarge'
  if (/^ERR_(SSL|TLS)/.test(originalCode) && !bySystemCode[originalCode]) return 'tls'
  const known = bySystemCode[originalCode] ?? bySystemCode[code]
  if (known) return known
  return code === 'ECONNECTION' || code === 'ESOCKET' || code === 'EPROTOCOL' ? 'broken' : 'unknown'
}

/** Longer answers are cut, characters. */
const longestAnswer = 300

/** The refusal that an error is. `hide` takes out of the answer what nobody may read. */
export function refusalOf(error: unknown, hide: (text: string) => string): Refusal {
  const known = (error ?? {}) as MailError
  const failure = failureOf(known)
  const words = known.response ?? (failure === 'unknown' || failure === 'tls' || failure === 'certificate' ? known.message : '')
  const answer = hide(words ?? '').slice(0, longestAnswer)
  return { failure, answer, permanent: ofThisMail.includes(failure) }
}
