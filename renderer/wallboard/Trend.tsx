import { useMemo } from 'react'
import { type QuarterHour, quarterMs } from '../../shared/domain/wallboard.ts'
import { timeOfDay } from '../lib/format/time.ts'
import { text } from '../lib/i18n/index.ts'
import classes from './wallboard.module.css'

/** A working day. */
const shownQuarters = 36
const [width, height, gap] = [6, 32, 1.2]

const callsIn = ({ answered, abandoned, otherwise }: QuarterHour) => answered + abandoned + otherwise

/** The last nine hours by quarter-hour: answered below, then what left another way, abandoned on top. */
export function Trend({ quarters, now }: { quarters: readonly QuarterHour[]; now: number }) {
  const last = Math.floor(now / quarterMs)
  const bars = useMemo(() => barsOf(quarters, last), [quarters, last])
  const words = text.wallboard.trend
  if (!bars) return <p className={classes.noTrend}>{words.none}</p>
  const { busiest, calls, abandoned, drawn } = bars
  const label = words.label({ calls, abandoned, time: timeOfDay(busiest.at), most: callsIn(busiest) })
  return (
    <svg
      className={classes.trend}
      role="img"
      aria-label={label}
      viewBox={`0 0 ${shownQuarters * width} ${height}`}
      preserveAspectRatio="none"
    >
      <title>{label}</title>
      {drawn.map(({ key, part, ...place }) => (
        <rect key={key} className={classes[part]} width={width - gap} {...place} />
      ))}
    </svg>
  )
}

function barsOf(quarters: readonly QuarterHour[], last: number) {
  const first = last - shownQuarters + 1
  const shown = quarters.filter(({ at }) => at / quarterMs >= first)
  const busiest = shown.reduce<QuarterHour | null>((most, each) => (most && callsIn(most) >= callsIn(each) ? most : each), null)
  if (!busiest || callsIn(busiest) === 0) return null
  const unit = height / callsIn(busiest)
  const drawn = shown.flatMap((quarter) => {
    let top = height
    const x = (quarter.at / quarterMs - first) * width
    return (['answered', 'otherwise', 'abandoned'] as const).flatMap((part) => {
      const tall = quarter[part] * unit
      top -= tall
      return tall > 0 ? [{ key: `${quarter.at} ${part}`, part, x, y: top, height: tall }] : []
    })
  })
  const sum = (of: (quarter: QuarterHour) => number) => shown.reduce((total, quarter) => total + of(quarter), 0)
  return { busiest, drawn, calls: sum(callsIn), abandoned: sum((quarter) => quarter.abandoned) }
}
