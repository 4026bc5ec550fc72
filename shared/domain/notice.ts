// Notices of the office that go by mail: what happened, as facts. The mail's language is chosen when it is sent.
import { z } from 'zod'
import { alertKind } from './alert.ts'
import { backupFailure } from './backup.ts'
import { healthCode } from './health.ts'
import { registrationProblem } from './trunkRegistration.ts'

const at = z.number()

export const notice = z.discriminatedUnion('kind', [
  /** A caller from outside who reached nobody and left nothing. Times are epoch ms. */
  z.object({
    kind: z.literal('missed'),
    callId: z.string(),
    from: z.string(),
    fromName: z.string(),
    to: z.string(),
    /** When they called, and when the call ended. */
    at,
    endedAt: z.number(),
    /** The queue's name; null where they were in none. */
    queue: z.string().nullable(),
  }),
  /** A callback that nobody has taken; the rest is read when it is sent. */
  z.object({ kind: z.literal('callback'), dueAt: z.number() }),
  /** `text` differs by the alert: who called an emergency number, what is locked, how many calls there were. */
  z.object({ kind: z.literal('alert'), alert: alertKind, text: z.string(), at }),
  z.object({ kind: z.literal('health'), code: healthCode, count: z.int(), at }),
  z.object({ kind: z.literal('backup'), failure: backupFailure, at }),
  /** `problem`: null where the trunk is registered again. */
  z.object({
    kind: z.literal('trunk'),
    name: z.string(),
    problem: registrationProblem.nullable(),
    status: z.int().nullable(),
    at,
  }),
])
export type Notice = z.infer<typeof notice>
export type NoticeKind = Notice['kind']

/** Who is to hear of what: the lists of addresses in Settings → Mail. */
export const noticeTopics = ['missedCalls', 'callbacksDue', 'troubles'] as const
export type NoticeTopic = (typeof noticeTopics)[number]

export const topicOf: Record<NoticeKind, NoticeTopic> = {
  missed: 'missedCalls',
  callback: 'callbacksDue',
  alert: 'troubles',
  health: 'troubles',
  backup: 'troubles',
  trunk: 'troubles',
}
