import { Group, Text } from '@mantine/core'
import type { CallPart, CallRecord } from '../../shared/domain/calls.ts'
import type { TraceEvent } from '../../shared/trace/event.ts'
import { useHostNow } from '../lib/clock.ts'
import { useCallerName } from '../lib/contacts.ts'
import { clock, timeOfDaySeconds } from '../lib/format/time.ts'
import { text } from '../lib/i18n/index.ts'
import { useTransferName } from '../lib/parts.ts'
import { useQueueName } from '../lib/session.ts'
import classes from './lanes.module.css'
import { type Lane, lanesOf, type Moment, type Span, type SpanKind } from './lanes.ts'

type LanesProps = {
  call: Pick<CallRecord, 'from' | 'fromName'>
  trace: readonly TraceEvent[]
  parts: readonly CallPart[]
  labels: Readonly<Record<string, string>>
}

type Names = { party(party: string | null): string; node(id: string): string; queue(id: string): string }

/** What a span is, in a few words. */
function spanWords({ kind, what }: Span, party: string | null, names: Names): string {
  const words = text.calls.lanes
  const results: Partial<Record<string, string>> = text.calls.results
  const by: Record<SpanKind, () => string> = {
    flow: () => names.node(what),
    wait: () => words.wait({ queue: names.queue(what) }),
    message: () => words.message,
    parked: () => words.parked({ slot: what }),
    ring: () =>
      [words.ring({ name: names.party(party) }), what === 'answered' ? '' : (results[what] ?? '')].filter(Boolean).join(' · '),
    talk: () => words.talk({ name: names.party(party ?? what) }),
    hold: () => words.hold,
  }
  return by[kind]()
}

const momentWords = (moment: Moment, names: Names): string =>
  moment.transfer
    ? text.calls.lanes.transferred({ by: names.party(moment.transfer.by), to: names.party(moment.transfer.to) })
    : spanWords(moment, moment.party, names)

function LaneRow({ lane, names, place }: { lane: Lane; names: Names; place(at: number): string }) {
  return (
    <li>
      <span className={classes.name}>{names.party(lane.party)}</span>
      <span className={classes.lane} aria-hidden>
        {lane.spans.map((span) => (
          <span
            key={`${span.kind} ${span.from}`}
            className={classes.span}
            data-kind={span.kind}
            style={{ left: place(span.from), width: `max(3px, calc(${place(span.until)} - ${place(span.from)}))` }}
            title={`${spanWords(span, lane.party, names)} · ${clock(span.until - span.from)}`}
          />
        ))}
      </span>
    </li>
  )
}

/** Who was in the call when: a lane for the caller and each telephone, and the same as a list. */
export function CallLanes({ call, trace, parts, labels }: LanesProps) {
  const now = useHostNow()
  const callerName = useCallerName()
  const partyName = useTransferName()
  const queueName = useQueueName()
  const { from, until, lanes, moments } = lanesOf(trace, parts, now)
  const names: Names = {
    party: (party) => (party === null ? callerName(call.from, call.fromName) : partyName(party)),
    node: (id) => labels[id] || id,
    queue: queueName,
  }
  const place = (at: number) => `${((at - from) / (until - from)) * 100}%`
  const kinds = [...new Set(lanes.flatMap(({ spans }) => spans.map(({ kind }) => kind)))]
  const words = text.calls.lanes
  return (
    <div>
      <ul className={classes.lanes}>
        {lanes.map((lane) => (
          <LaneRow key={lane.party ?? ''} lane={lane} names={names} place={place} />
        ))}
      </ul>
      <div className={classes.axis} aria-hidden>
        {[0, 1, 2, 3, 4].map((part) => (
          <span key={part}>{clock(((until - from) * part) / 4)}</span>
        ))}
      </div>
      <div className={classes.legend} aria-hidden>
        {kinds.map((kind) => (
          <Text key={kind} span size="xs" c="dimmed">
            <span className={classes.key} data-kind={kind} /> {words.kinds[kind]}
          </Text>
        ))}
      </div>
      <ol className={classes.moments} aria-label={words.moments}>
        {moments.map((moment) => (
          <li key={`${moment.kind} ${moment.party} ${moment.from} ${moment.transfer ? 'transfer' : ''}`}>
            <Group gap="sm" wrap="nowrap" align="baseline">
              <Text size="xs" c="dimmed" ff="monospace" miw={48} title={timeOfDaySeconds(moment.from)}>
                {clock(moment.from - from)}
              </Text>
              <Text size="sm" style={{ flex: 1, overflowWrap: 'anywhere' }}>
                {momentWords(moment, names)}
              </Text>
              {!moment.transfer && (
                <Text size="xs" c="dimmed" ff="monospace">
                  {clock(moment.until - moment.from)}
                </Text>
              )}
            </Group>
          </li>
        ))}
      </ol>
    </div>
  )
}
