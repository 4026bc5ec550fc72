import { Group, Text } from '@mantine/core'
import type { CallPart, CallRecord } from '../../shared/domain/calls.ts'
import type { TraceEvent } from '../../shared/trace/event.ts'
import { useHostNow } from '../lib/clock.ts'
import { useCallerName } from '../lib/contacts.ts'
import { clock, timeOfDaySeconds } from '../lib/format/time.ts'
import { text } from '../lib/i18n/index.ts'
import { useTransferName } from '../lib/parts.ts'
import { useQueueName } from '../lib/session.ts'
import { type LaneLine, Lanes, type LaneTone } from '../ui/index.ts'
import classes from './calls.module.css'
import { lanesOf, type Moment, type Span, type SpanKind } from './lanes.ts'

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

const tones: Record<SpanKind, LaneTone> = {
  flow: 'idle',
  wait: 'warn',
  ring: 'ringing',
  talk: 'good',
  hold: 'goodHeld',
  message: 'violet',
  parked: 'violetHeld',
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
  const lines = lanes.map(
    (lane): LaneLine => ({
      key: lane.party ?? '',
      name: names.party(lane.party),
      spans: lane.spans.map((span) => ({
        tone: tones[span.kind],
        from: span.from,
        until: span.until,
        title: `${spanWords(span, lane.party, names)} · ${clock(span.until - span.from)}`,
      })),
    }),
  )
  const kinds = [...new Set(lanes.flatMap(({ spans }) => spans.map(({ kind }) => kind)))]
  const words = text.calls.lanes
  return (
    <div>
      <Lanes
        lines={lines}
        from={from}
        until={until}
        ticks={[0, 1, 2, 3, 4].map((part) => clock(((until - from) * part) / 4))}
        legend={kinds.map((kind) => ({ tone: tones[kind], name: words.kinds[kind] }))}
        least={3}
      />
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
