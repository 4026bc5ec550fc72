import { BarChart } from '@mantine/charts'
import { text } from '../../lib/i18n/index.ts'
import { ChartCard } from './ChartCard.tsx'
import { type Bar, offered } from './sums.ts'

const parts = [
  ['answered', 'var(--cord-busy)'],
  ['otherwise', 'var(--cord-idle)'],
  ['abandoned', 'var(--cord-bad)'],
] as const

/** How many called, hour by hour or day by day, and how it went. */
export function CallsChart({ title, bars }: { title: string; bars: readonly Bar[] }) {
  const words = text.queues.charts
  return (
    <ChartCard
      title={title}
      columns={[words.when, ...parts.map(([part]) => words.parts[part])]}
      rows={bars.map((bar) => ({ name: bar.key, values: parts.map(([part]) => bar[part]) }))}
      empty={bars.every((bar) => offered(bar) === 0)}
    >
      <BarChart
        h={220}
        data={bars.map((bar) => ({ ...bar }))}
        dataKey="key"
        type="stacked"
        series={parts.map(([name, color]) => ({ name, color, label: words.parts[name] }))}
        withLegend
        legendProps={{ verticalAlign: 'bottom' }}
        yAxisProps={{ allowDecimals: false, width: 34 }}
        barProps={{ isAnimationActive: false }}
        maxBarWidth={48}
      />
    </ChartCard>
  )
}
