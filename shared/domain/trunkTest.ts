// A call that was placed over one trunk to see what its provider does with it.
import { z } from 'zod'

/** What a provider's answer means. */
export const answerMeanings = [
  'answered',
  'busy',
  'declined',
  'notAllowed',
  'credentials',
  'unknownNumber',
  'incomplete',
  'unavailable',
  'noAnswer',
  'silence',
  'noCodec',
  'full',
  'fault',
  'unreachable',
  'other',
] as const
export type AnswerMeaning = (typeof answerMeanings)[number]

export const sipMessageLine = z.object({
  /** Since the first of them, whole seconds. */
  seconds: z.number(),
  /** From the office to the provider. */
  sent: z.boolean(),
  /** The first line without what names anybody: `INVITE`, `180 Ringing`. */
  line: z.string(),
})
export type SipMessageLine = z.infer<typeof sipMessageLine>

export const trunkTest = z.object({
  /** What the trunk was sent. */
  dialled: z.string(),
  meaning: z.enum(answerMeanings),
  /** The provider's answer, where it gave one. */
  status: z.int().nullable(),
  /** It rang, or sound came. */
  rang: z.boolean(),
  /** From the call to its answer or its end. */
  seconds: z.number(),
  /** Null where the Asterisk is not ours. */
  messages: z.array(sipMessageLine).nullable(),
})
export type TrunkTest = z.infer<typeof trunkTest>

const byStatus: ReadonlyMap<number, AnswerMeaning> = new Map([
  [401, 'credentials'],
  [402, 'notAllowed'],
  [403, 'notAllowed'],
  [404, 'unknownNumber'],
  [407, 'credentials'],
  [408, 'silence'],
  [410, 'unknownNumber'],
  [415, 'noCodec'],
  [480, 'unavailable'],
  [484, 'incomplete'],
  [486, 'busy'],
  [488, 'noCodec'],
  [503, 'full'],
  [600, 'busy'],
  [603, 'declined'],
  [604, 'unknownNumber'],
  [606, 'noCodec'],
])

/** What the provider's last answer to a call means; `status` null: it gave none. */
export function meaningOf(status: number | null, rang: boolean): AnswerMeaning {
  if (status === null) return rang ? 'noAnswer' : 'silence'
  if (status >= 200 && status < 300) return 'answered'
  return byStatus.get(status) ?? (status >= 500 && status < 600 ? 'fault' : 'other')
}

/** Q.850 causes that say more than that nobody answered. */
const byCause: ReadonlyMap<number, AnswerMeaning> = new Map([
  [1, 'unknownNumber'],
  [3, 'unknownNumber'],
  [17, 'busy'],
  [20, 'unavailable'],
  [21, 'declined'],
  [28, 'incomplete'],
  [34, 'full'],
  [38, 'fault'],
  [41, 'fault'],
  [42, 'full'],
  [50, 'notAllowed'],
  [58, 'noCodec'],
])

/** What the end of a call that left by another telephone system means, which passes on no SIP answer. */
export const meaningOfCause = (cause: number | null, rang: boolean): AnswerMeaning =>
  byCause.get(cause ?? 0) ?? (rang ? 'noAnswer' : 'other')
