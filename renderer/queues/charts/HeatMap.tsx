import { ScrollArea } from '@mantine/core'
import type { QuarterHour } from '../../../shared/domain/wallboard.ts'
import { text } from '../../lib/i18n/index.ts'
import { Section } from '../../ui/index.ts'
import classes from './charts.module.css'
import { barsOf, hoursOf, offered } from './sums.ts'

type MapProps = {
  quarters: readonly QuarterHour[]
  /** Monday first. */
  weekdays: readonly string[]
  weekdayOf(at: number): number
  hourOf(at: number): number
  hourName(hour: number): string
}

/** Percent of the colour at most: words on it stay readable, light and dark. */
const strongest = 55

/** When people call: weekday by hour. Each cell says its number; its colour only helps to find it. */
export function HeatMap({ quarters, weekdays, weekdayOf, hourOf, hourName }: MapProps) {
  const words = text.queues.charts
  const hours = hoursOf(quarters, hourOf)
  const keys = weekdays.flatMap((_, day) => hours.map((hour) => `${day} ${hour}`))
  const cells = new Map(barsOf(quarters, keys, (at) => `${weekdayOf(at)} ${hourOf(at)}`).map((bar) => [bar.key, offered(bar)]))
  const most = Math.max(1, ...cells.values())
  return (
    <Section title={words.heat}>
      <ScrollArea type="auto" className={classes.heatRoom} viewportProps={{ tabIndex: 0 }}>
        <table className={classes.heat}>
          <thead>
            <tr>
              <td />
              {hours.map((hour) => (
                <th key={hour} scope="col">
                  {hourName(hour)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weekdays.map((name, day) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {hours.map((hour) => {
                  const calls = cells.get(`${day} ${hour}`) ?? 0
                  const share = Math.round((calls / most) * strongest)
                  return (
                    <td key={hour} style={{ background: `color-mix(in srgb, var(--cord-heat) ${share}%, transparent)` }}>
                      {calls || ''}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
    </Section>
  )
}
