import { BarChart } from '@mantine/charts'
import type { WaitBin } from '../../../shared/domain/figures.ts'
import { roughly } from '../../lib/format/time.ts'
import { text } from '../../lib/i18n/index.ts'
import { ChartCard } from './ChartCard.tsx'

const parts = [
  ['answered', 'var(--cord-busy)'],
  ['abandoned', 'var(--cord-bad)'],
] as const

/** How many waited how long. */
export function WaitsChart({ waits }: { waits: readonly WaitBin[] }) {
  const words = text.queues.charts
  const last = waits.at(-2)?.upTo ?? 0
  const bins = waits.map(({ upTo, ...counts }) => ({
    key: upTo === null ? `> ${roughly(last)}` : `≤ ${roughly(upTo)}`,
    ...counts,
  }))
  return (
    <ChartCard
      title={words.waits}
      columns={[text.queues.waits, ...parts.map(([part]) => words.parts[part])]}
      rows={bins.map((bin) => ({ name: bin.key, values: parts.map(([part]) => bin[part]) }))}
      empty={bins.every(({ answered, abandoned }) => answered + abandoned === 0)}
    >
      <BarChart
        h={220}
        data={bins}
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
