// What the history is narrowed to, and how the contract is asked for it.
import { dayAfter } from '../../shared/domain/days.ts'
import { type CallDirection, type CallOutcome, callDirection, callOutcome } from '../../shared/domain/outcome.ts'
import { officeMoment } from '../lib/format/time.ts'

/** How long was talked, by the names of the choice: from, and up to but not including, ms. */
export const talkLengths = {
  none: { maxTalkMs: 1 },
  short: { minTalkMs: 1, maxTalkMs: 30_000 },
  minute: { minTalkMs: 60_000 },
  fiveMinutes: { minTalkMs: 5 * 60_000 },
  quarter: { minTalkMs: 15 * 60_000 },
} as const
export type TalkLength = keyof typeof talkLengths
export const talkLengthNames = Object.keys(talkLengths) as TalkLength[]

export type Filters = {
  text: string
  queueId: string
  operatorId: string
  outcome: CallOutcome | ''
  direction: CallDirection | ''
  talk: TalkLength | ''
  from: string
  until: string
  /** A flow's id, and a step of it. */
  flowId: string
  node: string
}

export const noFilters: Filters = {
  text: '',
  queueId: '',
  operatorId: '',
  outcome: '',
  direction: '',
  talk: '',
  from: '',
  until: '',
  flowId: '',
  node: '',
}

/** The filters as the contract takes them; days are whole days of the office, 23 or 25 hours long where they are. */
export function queryOf(filters: Filters) {
  return {
    ...(filters.text ? { text: filters.text } : {}),
    ...(filters.queueId ? { queueId: filters.queueId } : {}),
    ...(filters.operatorId ? { operatorId: filters.operatorId } : {}),
    ...(filters.outcome ? { outcome: filters.outcome } : {}),
    ...(filters.direction ? { direction: filters.direction } : {}),
    ...(filters.talk ? talkLengths[filters.talk] : {}),
    ...(filters.from ? { from: officeMoment(filters.from) } : {}),
    ...(filters.flowId ? { flowId: filters.flowId } : {}),
    ...(filters.node ? { node: filters.node } : {}),
    ...(filters.until ? { until: officeMoment(dayAfter(filters.until)) } : {}),
  }
}

/** The filters as an address names them, for links from other pages; what is not in it is not narrowed. */
export function filtersOf(params: URLSearchParams): Filters {
  const of = (key: keyof Filters) => params.get(key) ?? ''
  return {
    text: of('text'),
    queueId: of('queueId'),
    operatorId: of('operatorId'),
    outcome: callOutcome.safeParse(of('outcome')).data ?? '',
    direction: callDirection.safeParse(of('direction')).data ?? '',
    talk: talkLengthNames.find((name) => name === of('talk')) ?? '',
    from: of('from'),
    until: of('until'),
    flowId: of('flowId'),
    node: of('node'),
  }
}

/** The same as an address: only what narrows, so that the whole history is the plain address. */
export function addressOf(filters: Filters): string {
  return new URLSearchParams(Object.entries(filters).filter(([, value]) => value !== '')).toString()
}
