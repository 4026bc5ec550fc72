// Errors in words that help. The host's sentences are shown where they say more than ours.
import { ORPCError } from '@orpc/client'
import type { ConflictReason } from '../../../shared/contract/base.ts'
import type { CertificateFacts, CertificateProblem } from '../../../shared/domain/certificate.ts'
import type { DialRefusal } from '../../../shared/domain/dial.ts'
import { longDay, timeOfDay } from '../format/time.ts'
import { say, spoken, text } from '../i18n/index.ts'
import { NotConnected } from './connection.ts'
import { hostSentence } from './hostSentences.ts'

/** The contract's code of an error, or null for one that is not of the contract. */
export function codeOf(error: unknown): string | null {
  if (error instanceof NotConnected) return error.code
  return error instanceof ORPCError ? String(error.code) : null
}

/** What an error carries beside its code, for the codes that carry something. */
export function dataOf<T>(error: unknown): Partial<T> {
  return error instanceof ORPCError && typeof error.data === 'object' && error.data !== null ? (error.data as Partial<T>) : {}
}

type CertificateRefusal = { problem: CertificateProblem; facts: CertificateFacts }

/** What is wrong with a certificate, in a sentence. */
export function certificateSentence(problem: CertificateProblem, { name = '', at, reason = '' }: CertificateFacts): string {
  const date = at === undefined ? '' : longDay(at)
  return say(text.certificate.problems[problem], { name, date, reason })
}

/** What the console says better than the host in every language. */
const ours = new Set(['NOT_CONNECTED', 'UNAUTHENTICATED', 'TOO_LARGE', 'WEAK_PASSWORD'])

/** What the codes say that carry more than themselves; undefined where they do not. */
const withData: Partial<Record<string, (error: unknown) => string | undefined>> = {
  LOCKED(error) {
    const { until } = dataOf<{ until: number }>(error)
    return until ? text.problems.lockedUntil({ time: timeOfDay(until) }) : text.problems.locked
  },
  WRONG_PIN(error) {
    const { triesLeft: left } = dataOf<{ triesLeft: number }>(error)
    return left === undefined ? text.problems.wrongPin : text.problems.wrongPinLeft({ left })
  },
  REFUSED(error) {
    const { reason } = dataOf<{ reason: DialRefusal }>(error)
    return reason && text.admin.outgoing.problems[reason]
  },
  CONFLICT(error) {
    const { reason, by = '' } = dataOf<{ reason: ConflictReason; by: string }>(error)
    return reason && say(text.problems.conflict[reason], { by })
  },
  TAKEN(error) {
    const { by } = dataOf<{ by: string }>(error)
    return by === undefined ? text.problems.taken : text.problems.takenBy({ by })
  },
  CERTIFICATE(error) {
    const { problem, facts = {} } = dataOf<CertificateRefusal>(error)
    return problem && certificateSentence(problem, facts)
  },
}

/** One sentence: what happened and, where we know it, what helps. */
export function sentenceOf(error: unknown): string {
  const code = codeOf(error)
  const full = code === null ? undefined : withData[code]?.(error)
  if (full) return full
  const known: Partial<Record<string, string>> = text.problems.byCode
  const byCode = code === null ? undefined : known[code]
  if (code !== null && ours.has(code) && byCode) return byCode
  const said = error instanceof Error ? error.message : ''
  // What the host says in English and this console does not know, other languages have a sentence for by its code.
  const own = spoken.getState().language === 'en' ? said : hostSentence(said) || byCode || said
  return own || byCode || text.problems.unknown
}
