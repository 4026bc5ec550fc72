import '@mantine/charts/styles.css'
import { Group, NativeSelect, SimpleGrid, Stack, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { QueueFigures } from '../../../shared/domain/figures.ts'
import { hostNow } from '../../lib/clock.ts'
import { Loaded, useLoad } from '../../lib/feedback/index.ts'
import { locale, text } from '../../lib/i18n/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import { useSession } from '../../lib/session.ts'
import { CallsChart } from './CallsChart.tsx'
import { HeatMap } from './HeatMap.tsx'
import { LevelChart } from './LevelChart.tsx'
import { officeClock } from './officeClock.ts'
import { type Period, type PeriodName, periodNames, periodOf } from './periods.ts'
import { StateLines } from './StateLines.tsx'
import { barsOf, hoursOf, levelOf, offered, sharedTarget, totalOf } from './sums.ts'
import { WaitsChart } from './WaitsChart.tsx'

const percent = (value: number) =>
  new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 1 }).format(value / 100)

/** The period in a sentence, for whoever reads no chart. */
function Summary({ quarters }: QueueFigures) {
  const total = totalOf(quarters)
  const level = levelOf(total)
  const words = text.queues.charts
  const said = { calls: offered(total), answered: total.answered, abandoned: total.abandoned }
  return (
    <Text size="sm" role="status">
      {words.summary(said)} {level === null ? '' : words.summaryLevel({ level: percent(level) })}
    </Text>
  )
}

type QueueChartsProps = { figures: QueueFigures; period: Period; target: number | null }

function QueueCharts({ figures, period, target }: QueueChartsProps) {
  const words = text.queues.charts
  const clock = useMemo(officeClock, [])
  const byDay = period.days > 1
  const bars = useMemo(() => {
    const hours = hoursOf(figures.quarters, clock.hour)
    return byDay
      ? barsOf(figures.quarters, clock.daysOf(period), clock.dayName)
      : barsOf(figures.quarters, hours.map(clock.hourName), (at) => clock.hourName(clock.hour(at)))
  }, [figures, clock, byDay, period])
  return (
    <>
      <Summary {...figures} />
      <CallsChart title={byDay ? words.callsByDay : words.callsByHour} bars={bars} />
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
        <LevelChart bars={bars} target={target} percent={percent} />
        <WaitsChart waits={figures.waits} />
      </SimpleGrid>
      {byDay && (
        <HeatMap
          quarters={figures.quarters}
          weekdays={clock.weekdays}
          weekdayOf={clock.weekday}
          hourOf={clock.hour}
          hourName={clock.hourName}
        />
      )}
    </>
  )
}

/** The period in pictures: calls, service level, waits, when people call, and what operators did; of one queue or of all. */
export function ChartsPanel({ queueId }: { queueId: string | null }) {
  const words = text.queues.charts
  const [name, setName] = useState<PeriodName>('today')
  const period = useMemo(() => periodOf(name), [name])
  const { from, until, days } = period
  const queueIds = queueId ? [queueId] : []
  const queues = useSession((state) => state.queues)
  const target = sharedTarget(queueId ? queues.filter(({ id }) => id === queueId) : queues)
  const figures = useLoad(() => rpc.figures.queues({ from, until, queueIds }), `${from} ${until} ${queueId}`, ['queue'])
  const states = useLoad(() => (days === 1 ? rpc.figures.operators({ from, until }) : Promise.resolve([])), `${from} ${until}`)
  return (
    <Stack gap="md">
      <Group>
        <NativeSelect
          size="xs"
          aria-label={words.period}
          data={periodNames.map((each) => ({ value: each, label: words.periods[each] }))}
          value={name}
          onChange={(event) => setName(event.currentTarget.value as PeriodName)}
        />
      </Group>
      <Loaded load={figures}>{(data) => <QueueCharts figures={data} period={period} target={target} />}</Loaded>
      {days === 1 && (
        <Loaded load={states} rows={3}>
          {(changes) => <StateLines changes={changes} from={from} until={Math.min(until, hostNow())} />}
        </Loaded>
      )}
    </Stack>
  )
}
