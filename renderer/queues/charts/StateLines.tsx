import type { KnownState, StateChange } from '../../../shared/domain/figures.ts'
import { roughly, timeOfDay } from '../../lib/format/time.ts'
import { text } from '../../lib/i18n/index.ts'
import { reasonOf } from '../../lib/reasons.ts'
import { useOperatorName } from '../../lib/session.ts'
import { Lanes, type LaneTone } from '../../ui/index.ts'
import { ChartCard } from './ChartCard.tsx'
import { type Segment, segmentsOf, spanOf } from './states.ts'

type ShownState = Exclude<KnownState, 'offline'>
const tones: Record<ShownState, LaneTone> = {
  available: 'good',
  ringing: 'ringing',
  busy: 'busy',
  wrapUp: 'violet',
  paused: 'warnHeld',
  unreachable: 'badHeld',
  unknown: 'unknown',
}
const states = Object.keys(tones) as ShownState[]

type LinesProps = { changes: readonly StateChange[]; from: number; until: number }

/** Who was in which state when, over a day; also when nobody knows, because the host was down. */
export function StateLines({ changes, from, until }: LinesProps) {
  const words = text.queues.charts
  const nameOf = useOperatorName()
  const lines = segmentsOf(changes, from, until)
  const [start, end] = spanOf(lines, from, until)
  const wordOf = (state: KnownState) => (state === 'unknown' ? words.unknown : text.states[state])
  const sum = (of: readonly Segment[], state: KnownState) =>
    of.filter((each) => each.state === state).reduce((total, each) => total + each.until - each.from, 0)
  const shown = states.filter((state) => state !== 'unknown' || lines.some(({ segments }) => sum(segments, state) > 0))
  const named = lines.map((line) => ({ ...line, name: nameOf(line.operatorId) })).sort((a, b) => a.name.localeCompare(b.name))
  const titleOf = ({ state, reason, from: begins, until: ends }: Segment) =>
    `${timeOfDay(begins)}–${timeOfDay(ends)} ${state === 'unknown' ? words.unknownWhy : reasonOf(reason) || text.states[state]}`
  return (
    <ChartCard
      title={words.states}
      columns={[text.common.operator, ...shown.map(wordOf)]}
      rows={named.map(({ name, segments }) => ({
        name,
        values: shown.map((state) => (sum(segments, state) > 0 ? roughly(sum(segments, state)) : '–')),
      }))}
      empty={lines.length === 0}
      none={words.nobody}
    >
      <Lanes
        lines={named.map(({ operatorId, name, segments }) => ({
          key: operatorId,
          name,
          label: shown.map((state) => `${wordOf(state)}: ${roughly(sum(segments, state))}`).join(', '),
          spans: segments.map((segment) => ({ ...segment, tone: tones[segment.state], title: titleOf(segment) })),
        }))}
        from={start}
        until={end}
        ticks={[start, (start + end) / 2, end].map(timeOfDay)}
        legend={shown.map((state) => ({ tone: tones[state], name: wordOf(state) }))}
      />
    </ChartCard>
  )
}
