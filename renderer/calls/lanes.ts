// A call as lanes over time: the caller, and everybody whose telephone rang or who spoke. Pure.
import type { CallPart } from '../../shared/domain/calls.ts'
import { type TracedCall, traceCall } from '../../shared/trace/call.ts'
import type { TraceEvent } from '../../shared/trace/event.ts'

export type SpanKind = 'flow' | 'wait' | 'message' | 'parked' | 'ring' | 'talk' | 'hold'
export type Span = {
  kind: SpanKind
  /** Epoch ms. */
  from: number
  until: number
  /** A node's id, a queue's, a mailbox's, a slot; of `ring` how it ended, empty while it rings. */
  what: string
}
/** `party`: an extension or a number; null for the caller. */
export type Lane = { party: string | null; spans: Span[] }
/** One thing of the list beside the lanes; `transfer` has both ends of it. */
export type Moment = Span & { party: string | null; transfer?: { by: string; to: string } }
export type Lanes = { from: number; until: number; lanes: Lane[]; moments: Moment[] }

/** What lies above hides what lies below it in the caller's lane. */
const layers: readonly SpanKind[] = ['flow', 'parked', 'message', 'wait', 'talk', 'hold']

/** The parts of a span that none of the others covers. */
function uncovered(span: Span, others: readonly Span[]): Span[] {
  let left: Span[] = [span]
  for (const { from, until } of others)
    left = left.flatMap((part) => {
      if (until <= part.from || from >= part.until) return [part]
      return [
        { ...part, until: from },
        { ...part, from: until },
      ].filter((each) => each.until > each.from)
    })
  return left
}

/** One above the other, so that each moment has one; of two of a kind the later, which is within the other. */
function layered(spans: readonly Span[]): Span[] {
  const rank = (span: Span) => layers.indexOf(span.kind)
  const above = (other: Span, span: Span) =>
    rank(other) > rank(span) ||
    (rank(other) === rank(span) &&
      (other.from > span.from || (other.from === span.from && spans.indexOf(other) > spans.indexOf(span))))
  const visible = spans.flatMap((span) =>
    uncovered(
      span,
      spans.filter((other) => other !== span && above(other, span)),
    ),
  )
  return visible.sort((a, b) => a.from - b.from)
}

const openEnd = Number.POSITIVE_INFINITY

type Interval = { key: string; from: number; until: number; begun: TraceEvent }

/**
 * From an event of type `starts` to one of `ends` with the same key. An event of `allEnd` ends what is open, whosever it is; what nothing
 * ends is open.
 */
function between(
  trace: readonly TraceEvent[],
  { starts, ends, allEnd = [] }: { starts: string; ends: string; allEnd?: readonly string[] },
  keyOf: (event: TraceEvent) => string = () => '',
): Interval[] {
  const open = new Map<string, TraceEvent>()
  const found: Interval[] = []
  const close = (key: string, until: number) => {
    const begun = open.get(key)
    if (begun) found.push({ key, from: begun.at, until, begun })
    open.delete(key)
  }
  for (const event of trace) {
    if (event.type === starts && !open.has(keyOf(event))) open.set(keyOf(event), event)
    else if (event.type === ends) close(keyOf(event), event.at)
    else if (allEnd.includes(event.type)) for (const key of [...open.keys()]) close(key, event.at)
  }
  for (const key of [...open.keys()]) close(key, openEnd)
  return found
}

const fieldOf = (event: TraceEvent, field: string): string =>
  event.type === 'unknown' ? '' : String((event.data as Record<string, unknown>)[field] ?? '')

const holdsOf = (trace: readonly TraceEvent[]): Span[] =>
  between(trace, { starts: 'talk.held', ends: 'talk.resumed', allEnd: ['talk.ended', 'call.ended'] }, (event) =>
    fieldOf(event, 'by'),
  ).map(({ key, from, until }) => ({ kind: 'hold', from, until, what: key }))

/** Nodes that are told by what happens in them, or are over at once. */
/** A step that was over sooner nobody noticed, ms. */
const shortestStepMs = 300
const untold = new Set(['start', 'end', 'hangup', 'queue'])

/** Steps, waits, messages and slots of the caller. */
function callersSpans(call: TracedCall, trace: readonly TraceEvent[]): Span[] {
  const steps = call.path
    .filter(({ type, at, leftAt }) => !untold.has(type) && (leftAt ?? openEnd) - at >= shortestStepMs)
    .map(({ node, at, leftAt }): Span => ({ kind: 'flow', from: at, until: leftAt ?? openEnd, what: node }))
  const waits = call.queues.map(
    ({ queue, enteredAt, leftAt }): Span => ({
      kind: 'wait',
      from: enteredAt,
      until: leftAt ?? openEnd,
      what: queue,
    }),
  )
  const ended = { allEnd: ['call.ended'] }
  const messages = between(trace, { starts: 'record.started', ends: 'record.ended', ...ended }).map(
    ({ from, until }): Span => ({ kind: 'message', from, until, what: '' }),
  )
  const parked = between(trace, { starts: 'call.parked', ends: 'call.pickedUp', ...ended }).map(
    ({ from, until, begun }): Span => ({ kind: 'parked', from, until, what: fieldOf(begun, 'slot') }),
  )
  return [...steps, ...waits, ...messages, ...parked]
}

/** When somebody speaks with the caller: by extension where it is known who, else by the number. */
function talksOf(call: TracedCall, parts: readonly CallPart[]): { party: string; from: number; until: number }[] {
  const known = parts
    .filter(({ extension }) => extension !== call.from)
    .map(({ extension, joinedAt, leftAt }) => ({ party: extension, from: joinedAt, until: leftAt ?? openEnd }))
  const told = call.conversations
    .filter((talk) => !known.some(({ party }) => party === talk.with))
    // A talk with somebody who is known by a part already is the same talk.
    .filter((talk) => !known.some(({ from, until }) => talk.at < until && (talk.endedAt ?? openEnd) > from))
    .map((talk) => ({ party: talk.with, from: talk.at, until: talk.endedAt ?? openEnd }))
  return [...known, ...told].sort((a, b) => a.from - b.from)
}

/** Rings and talks by whose they are, in the order in which they came in. */
function partyLanes(call: TracedCall, talks: ReturnType<typeof talksOf>, holds: readonly Span[]): Lane[] {
  const lanes = new Map<string, Span[]>()
  const laneOf = (party: string) => lanes.get(party) ?? lanes.set(party, []).get(party) ?? []
  const begun = [
    ...call.legs.map((leg) => ({ at: leg.dialedAt, leg, talk: null })),
    ...talks.map((talk) => ({ at: talk.from, leg: null, talk })),
  ].sort((a, b) => a.at - b.at)
  for (const { leg, talk } of begun) {
    if (leg && leg.to !== call.from) {
      const until = leg.answeredAt ?? leg.endedAt ?? openEnd
      laneOf(leg.to).push({ kind: 'ring', from: leg.dialedAt, until, what: leg.result ?? '' })
    }
    if (talk) laneOf(talk.party).push({ kind: 'talk', from: talk.from, until: talk.until, what: talk.party })
  }
  return [...lanes].map(([party, spans]) => {
    const own = holds.filter(({ what }) => what === party)
    return { party, spans: [...spans.flatMap((span) => (span.kind === 'talk' ? uncovered(span, own) : [span])), ...own] }
  })
}

/** The lanes of a call; what goes on still ends at `now` (epoch ms). */
export function lanesOf(trace: readonly TraceEvent[], parts: readonly CallPart[], now: number): Lanes {
  const call = traceCall(trace)
  const from = call.startedAt || (trace[0]?.at ?? now)
  const until = Math.max(call.endedAt ?? now, from + 1000)
  const closed = (span: Span): Span => ({ ...span, from: Math.max(span.from, from), until: Math.min(span.until, until) })
  const shown = (span: Span) => span.until > span.from
  const holds = holdsOf(trace)
  const talks = talksOf(call, parts)
  const spoken = talks.map((talk): Span => ({ kind: 'talk', from: talk.from, until: talk.until, what: talk.party }))
  const callers = layered([...callersSpans(call, trace), ...spoken, ...holds])
    .map(closed)
    .filter(shown)
  const others = partyLanes(call, talks, holds).map(({ party, spans }) => ({
    party,
    spans: spans
      .map(closed)
      .filter(shown)
      .sort((a, b) => a.from - b.from),
  }))
  const transfers = trace.flatMap((event): Moment[] =>
    event.type === 'talk.transferred'
      ? [
          {
            kind: 'talk',
            from: event.at,
            until: event.at,
            what: '',
            party: null,
            transfer: { by: event.data.by, to: event.data.to },
          },
        ]
      : [],
  )
  const moments = [
    ...callers.filter(({ kind }) => kind !== 'talk').map((span): Moment => ({ ...span, party: null })),
    ...others.flatMap(({ party, spans }) =>
      spans.filter(({ kind }) => kind !== 'hold').map((span): Moment => ({ ...span, party })),
    ),
    ...transfers,
  ].sort((a, b) => a.from - b.from)
  return { from, until, lanes: [{ party: null, spans: callers }, ...others.filter(({ spans }) => spans.length > 0)], moments }
}
