import { LineChart } from '@mantine/charts'
import { text } from '../../lib/i18n/index.ts'
import { ChartCard } from './ChartCard.tsx'
import { type Bar, levelOf } from './sums.ts'

type LevelProps = {
  bars: readonly Bar[]
  /** What the shown queues aim at, percent; null where they differ. */
  target: number | null
  percent(value: number): string
}

/** The service level hour by hour or day by day; where nobody called the line has a gap. */
export function LevelChart({ bars, target, percent }: LevelProps) {
  const words = text.queues.charts
  const name = text.queues.kpi.level.name
  const points = bars.map((bar) => ({ key: bar.key, level: levelOf(bar) }))
  const aim = target === null ? [] : [{ y: target, color: 'var(--cord-idle)', strokeDasharray: '6 4' }]
  return (
    <ChartCard
      title={words.level}
      help={target === null ? undefined : words.target({ level: percent(target) })}
      columns={[words.when, name]}
      rows={points.map(({ key, level }) => ({ name: key, values: [level === null ? '–' : percent(level)] }))}
      empty={points.every(({ level }) => level === null)}
    >
      <LineChart
        h={220}
        data={points}
        dataKey="key"
        series={[{ name: 'level', label: name, color: 'var(--cord-good)' }]}
        connectNulls={false}
        curveType="monotone"
        yAxisProps={{ domain: [0, 100], width: 46 }}
        valueFormatter={percent}
        referenceLines={aim}
        lineProps={{ isAnimationActive: false }}
      />
    </ChartCard>
  )
}
