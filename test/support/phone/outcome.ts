// What a call of the phone can be, become and end as.

import { randomBytes } from 'node:crypto'
import { header, type SipMessage } from './sipMessage.ts'

export type CallState = 'calling' | 'ringing' | 'incoming' | 'up' | 'ended'

/** How the attempt went. `cause` and `text` are of the Reason header (RFC 3326). */
export type CallOutcome = { result: 'answered' } | ({ result: 'rejected'; status: number; phrase: string } & Reason)

export interface Reason {
  cause?: number
  text?: string
}

/** How it ended. `elsewhere`: cancelled because another phone answered (Reason cause 26 or 200). */
export type CallEnd = { by: 'us' | 'them' | 'cancelled' | 'rejected'; at: number; elsewhere: boolean; status?: number } & Reason

export const newTag = (): string => randomBytes(6).toString('hex')
export const newBranch = (): string => `z9hG4bK${randomBytes(9).toString('hex')}`

export const cseqOf = (message: SipMessage): number => Number((header(message, 'cseq') ?? '0').split(' ')[0])

/** The Reason header; where there are two (Q.850 and SIP), the one which says most. */
export function reasonOf(message: SipMessage): Reason {
  const reasons = message.headers.filter(([name]) => name === 'reason').map(([, value]) => value)
  const best = reasons.find((value) => /cause=(26|200)\b/.test(value)) ?? reasons[0]
  if (!best) return {}
  const cause = /cause=(\d+)/.exec(best)?.[1]
  return { cause: cause ? Number(cause) : undefined, text: /text="([^"]*)"/.exec(best)?.[1] }
}

/** Rejects with what was waited for when `promise` takes longer than `ms`. */
export async function withLimit<T>(promise: Promise<T>, ms: number, what: string | (() => string)): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Waited ${ms} ms for ${typeof what === 'string' ? what : what()}`)), ms)
  })
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer))
}
