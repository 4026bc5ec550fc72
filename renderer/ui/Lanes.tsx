import classes from './Lanes.module.css'

export type LaneTone =
  | 'idle'
  | 'good'
  | 'busy'
  | 'warn'
  | 'violet'
  | 'ringing'
  | 'goodHeld'
  | 'warnHeld'
  | 'violetHeld'
  | 'badHeld'
  | 'unknown'
export type LaneSpan = { tone: LaneTone; from: number; until: number; title: string }
/** `label`: the lane in a sentence; without one the lane is drawn for the eye alone. */
export type LaneLine = { key: string; name: string; label?: string; spans: readonly LaneSpan[] }

type LanesProps = {
  lines: readonly LaneLine[]
  from: number
  until: number
  /** Below the lanes, evenly from the beginning to the end. */
  ticks: readonly string[]
  legend: readonly { tone: LaneTone; name: string }[]
  /** The least width of a span, px. */
  least?: number
}

/** Who did what when: a line for each, with spans of time on it, an axis and the meaning of the colours. */
export function Lanes({ lines, from, until, ticks, legend, least = 1 }: LanesProps) {
  const place = (at: number) => `${((at - from) / (until - from)) * 100}%`
  return (
    <div>
      <ul className={classes.lanes}>
        {lines.map(({ key, name, label, spans }) => (
          <li key={key}>
            <span className={classes.name} title={name}>
              {name}
            </span>
            <span
              className={classes.lane}
              {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
            >
              {spans.map((span) => (
                <span
                  key={`${span.tone} ${span.from}`}
                  className={classes.span}
                  data-tone={span.tone}
                  style={{ left: place(span.from), width: `max(${least}px, calc(${place(span.until)} - ${place(span.from)}))` }}
                  title={span.title}
                />
              ))}
            </span>
          </li>
        ))}
      </ul>
      <div className={classes.axis} aria-hidden>
        <div className={classes.ticks}>
          {ticks.map((tick, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two ticks may read the same.
            <span key={at}>{tick}</span>
          ))}
        </div>
      </div>
      <div className={classes.legend} aria-hidden={lines.some(({ label }) => label === undefined) || undefined}>
        {legend.map(({ tone, name }) => (
          <span key={tone}>
            <span className={classes.key} data-tone={tone} aria-hidden /> {name}
          </span>
        ))}
      </div>
    </div>
  )
}
