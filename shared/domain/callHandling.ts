// Personal call handling: how long an extension rings, and where its calls go when it is busy, not answered, out of reach, not to be
// disturbed, away, or outside somebody's hours. One document an extension; without one it rings as it always did.
import { z } from 'zod'
import { extensionNumber } from './extensionNumber.ts'
import { id } from './id.ts'

/** A number outside. The office's rules for outgoing calls say whether it may be called, on the right of the extension. */
const outside = z.object({
  kind: z.literal('number'),
  number: z.string().trim().min(1).max(40),
  /** Whoever answers there has to press 1, so that no answering machine takes the call. */
  confirm: z.boolean().default(true),
  /** Who calls is shown there instead of the office's number; many providers refuse that. */
  showCaller: z.boolean().default(false),
})
const colleague = z.object({ kind: z.literal('extension'), number: extensionNumber })

export const handlingTarget = z.discriminatedUnion('kind', [
  colleague,
  outside,
  z.object({ kind: z.literal('mailbox'), mailboxId: id }),
  /** Spoken to the caller; then the call is over. */
  z.object({ kind: z.literal('announcement'), text: z.string().trim().min(1).max(500) }),
])
export type HandlingTarget = z.infer<typeof handlingTarget>

/** Somebody who is rung beside the extension's own telephones. */
export const alsoRung = z.discriminatedUnion('kind', [colleague, outside])
export type AlsoRung = z.infer<typeof alsoRung>

/** What became of ringing the extension, or stood before it. */
export const answerCases = ['busy', 'noAnswer', 'unreachable', 'doNotDisturb'] as const
export type AnswerCase = (typeof answerCases)[number]
export const handlingCases = [...answerCases, 'away', 'hours'] as const
export type HandlingCase = (typeof handlingCases)[number]

/** Extensions that a call may come by, the first included: it is not forwarded for ever. */
export const mostForwards = 4

const target = handlingTarget.nullable().default(null)

export const callHandling = z.object({
  version: z.literal(1).default(1),
  extension: extensionNumber,
  /** Null: as long as whoever calls lets it ring. */
  ringSeconds: z.int().min(5).max(120).nullable().default(null),
  /** In another call, or turned down. Null: it rings on beside that call, and the caller hears that nobody takes it. */
  busy: target,
  noAnswer: target,
  /** No telephone of the extension is registered. */
  unreachable: target,
  doNotDisturb: target,
  /** Others who are rung, too: together with the own telephones, or one after the other behind them. */
  findMe: z
    .object({ order: z.enum(['atOnce', 'inTurn']).default('atOnce'), to: z.array(alsoRung).max(5).default([]) })
    .default({ order: 'atOnce', to: [] }),
  /** Every call goes to `to` until then (epoch ms; null: until it is ended). Without `to` the telephones ring as ever, and others see the text. */
  away: z
    .object({ until: z.number().nullable().default(null), text: z.string().trim().max(80).default(''), to: target })
    .nullable()
    .default(null),
  /** Outside these opening hours of the office every call goes there. */
  hours: z.object({ scheduleId: id, to: handlingTarget }).nullable().default(null),
})
export type CallHandling = z.infer<typeof callHandling>

/** An extension nobody has set anything for: it rings as long as whoever calls lets it. */
export const usualHandling = (extension: string): CallHandling => callHandling.parse({ extension })

/** Where each case leads. */
export function targetsOf({ away, hours, ...rules }: CallHandling): { of: HandlingCase; target: HandlingTarget }[] {
  const all: Record<HandlingCase, HandlingTarget | null> = {
    busy: rules.busy,
    noAnswer: rules.noAnswer,
    unreachable: rules.unreachable,
    doNotDisturb: rules.doNotDisturb,
    away: away?.to ?? null,
    hours: hours?.to ?? null,
  }
  return handlingCases.flatMap((of) => (all[of] ? [{ of, target: all[of] }] : []))
}

/** Whether nothing differs from how it is without rules. */
export const isUsual = (rules: CallHandling): boolean =>
  JSON.stringify(callHandling.safeParse(rules).data) === JSON.stringify(usualHandling(rules.extension))

/** The away text that others see now; null when the person is not away. */
export function awayNow(
  rules: Pick<CallHandling, 'away'> | undefined,
  now: number,
): { until: number | null; text: string } | null {
  const away = rules?.away
  if (!away || (away.until !== null && away.until <= now)) return null
  return { until: away.until, text: away.text }
}

/** How an extension stands as a call comes. `open`: whether its hours are; null where it has none. */
export type Standing = { now: number; open: boolean | null; doNotDisturb: boolean; inCall: boolean; hasPhones: boolean }

/** Where a call goes before anything rings; null: it rings. The first that holds, in this order. */
export function straightTo(rules: CallHandling, standing: Standing): { of: HandlingCase; target: HandlingTarget } | null {
  const holds: Record<HandlingCase, boolean> = {
    away: awayNow(rules, standing.now) !== null,
    hours: standing.open === false,
    doNotDisturb: standing.doNotDisturb,
    busy: standing.inCall,
    // Who is out of reach at the desk may be reached elsewhere.
    unreachable: !standing.hasPhones && rules.findMe.to.length === 0,
    noAnswer: false,
  }
  const order: readonly HandlingCase[] = ['away', 'hours', 'doNotDisturb', 'busy', 'unreachable']
  const targets = new Map(targetsOf(rules).map(({ of, target }) => [of, target]))
  for (const of of order) {
    const target = targets.get(of)
    if (target && holds[of]) return { of, target }
  }
  return null
}

/** The extensions a call can come to from here. */
const onwards = (rules: CallHandling): string[] => [
  ...targetsOf(rules).flatMap(({ target }) => (target.kind === 'extension' ? [target.number] : [])),
]

/** The extensions that a call would go round by from `extension` and back to it, both ends included; null where there is none. */
export function loopOf(extension: string, rulesOf: (extension: string) => CallHandling | undefined): string[] | null {
  const walk = (chain: string[]): string[] | null => {
    const rules = rulesOf(chain.at(-1) ?? '')
    for (const next of rules ? onwards(rules) : []) {
      if (next === extension) return [...chain, next]
      if (chain.includes(next)) continue // a loop of others, which is theirs to end
      const found = walk([...chain, next])
      if (found) return found
    }
    return null
  }
  return walk([extension])
}

/** The rules without what is gone. */
export function withoutGone(
  rules: CallHandling,
  isGone: (what: { kind: 'extension' | 'mailbox' | 'schedule'; id: string }) => boolean,
): CallHandling {
  const gone = (to: HandlingTarget): boolean =>
    (to.kind === 'extension' && isGone({ kind: 'extension', id: to.number })) ||
    (to.kind === 'mailbox' && isGone({ kind: 'mailbox', id: to.mailboxId }))
  const kept = (to: HandlingTarget | null) => (to && gone(to) ? null : to)
  const { hours, away } = rules
  const hoursGone = hours && (gone(hours.to) || isGone({ kind: 'schedule', id: hours.scheduleId }))
  return {
    ...rules,
    busy: kept(rules.busy),
    noAnswer: kept(rules.noAnswer),
    unreachable: kept(rules.unreachable),
    doNotDisturb: kept(rules.doNotDisturb),
    findMe: { ...rules.findMe, to: rules.findMe.to.filter((each) => !gone(each)) },
    away: away && { ...away, to: kept(away.to) },
    hours: hoursGone ? null : hours,
  }
}
