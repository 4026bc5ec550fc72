import { Text } from '@mantine/core'
import type { OperatorState } from '../../../shared/domain/calls.ts'
import type { StateChange } from '../../../shared/domain/figures.ts'
import { roughly, timeOfDay } from '../../lib/format/time.ts'
import { text } from '../../lib/i18n/index.ts'
import { reasonOf } from '../../lib/reasons.ts'
import { useOperatorName } from '../../lib/session.ts'
import { ChartCard } from './ChartCard.tsx'
import classes from './charts.module.css'
import { segmentsOf, spanOf } from './states.ts'

const shown: OperatorState[] = ['available', 'ringing', 'busy', 'wrapUp', 'paused', 'unreachable']

type LinesProps = { changes: readonly StateChange[]; from: number; until: number }

/** Who was in which state when, over a day. */
export function StateLines({ changes, from, until }: LinesProps) {
  const words = text.queues.charts
  const nameOf = useOperatorName()
  const lines = segmentsOf(changes, from, until)
  const [start, end] = spanOf(lines, from, until)
  const place = (at: number) => `${((at - start) / (end - start)) * 100}%`
  const sum = (of: readonly { state: OperatorState; from: number; until: number }[], state: OperatorState) =>
    of.filter((each) => each.state === state).reduce((total, each) => total + each.until - each.from, 0)
  const named = lines.map((line) => ({ ...line, name: nameOf(line.operatorId) })).sort((a, b) => a.name.localeCompare(b.name))
  return (
    <ChartCard
      title={words.states}
      columns={[text.common.operator, ...shown.map((state) => text.states[state])]}
      rows={named.map(({ name, segments }) => ({
        name,
        values: shown.map((state) => (sum(segments, state) > 0 ? roughly(sum(segments, state)) : '–')),
      }))}
      empty={lines.length === 0}
    >
      <ul className={classes.lines}>
        {named.map(({ operatorId, name, segments }) => (
          <li key={operatorId}>
            <span className={classes.lineName}>{name}</span>
            <span
              className={classes.line}
              role="img"
              aria-label={shown.map((state) => `${text.states[state]}: ${roughly(sum(segments, state))}`).join(', ')}
            >
              {segments.map((segment) => (
                <span
                  key={segment.from}
                  className={classes.segment}
                  data-state={segment.state}
                  style={{ left: place(segment.from), width: `calc(${place(segment.until)} - ${place(segment.from)})` }}
                  title={`${timeOfDay(segment.from)}–${timeOfDay(segment.until)} ${reasonOf(segment.reason) || text.states[segment.state]}`}
                />
              ))}
            </span>
          </li>
        ))}
      </ul>
      <div className={classes.axis} aria-hidden>
        <span>{timeOfDay(start)}</span>
        <span>{timeOfDay((start + end) / 2)}</span>
        <span>{timeOfDay(end)}</span>
      </div>
      <div className={classes.legend}>
        {shown.map((state) => (
          <Text key={state} size="xs" span>
            <span className={classes.key} data-state={state} aria-hidden /> {text.states[state]}
          </Text>
        ))}
      </div>
    </ChartCard>
  )
}
