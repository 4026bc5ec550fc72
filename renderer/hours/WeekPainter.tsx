import { type FocusEvent, type KeyboardEvent, memo, type PointerEvent, useRef, useState } from 'react'
import { type Day, days } from '../../shared/domain/schedule.ts'
import { type BrushAt, reachedSlots, slotsInDay, slotsOf, slotTime, stroke, type Weekly } from '../lib/hours/week.ts'
import { weekdayWords } from '../lib/hours/words.ts'
import { text } from '../lib/i18n/index.ts'
import classes from './WeekPainter.module.css'

const grain = 15
const last = slotsInDay(grain) - 1
const hours = ['0', '3', '6', '9', '12', '15', '18', '21']

type RowProps = { day: Day; weekly: Weekly; focus: number | null; readOnly: boolean }

const Row = memo(function Row({ day, weekly, focus, readOnly }: RowProps) {
  const words = text.hours.week
  const open = slotsOf(weekly[day], grain)
  const reached = reachedSlots(weekly, day, grain)
  const name = weekdayWords(day)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table has no rows of ninety-six quarter hours to paint on.
    <div className={classes.day} role="row" tabIndex={-1} aria-label={name}>
      <span className={classes.dayName} aria-hidden>
        {weekdayWords(day, 'short')}
      </span>
      <div className={classes.slots} data-day={day} data-read-only={readOnly || undefined} role="presentation">
        {Array.from({ length: last + 1 }, (_, slot) => {
          const isOpen = open.has(slot) || reached.has(slot)
          const state = isOpen ? words.isOpen : words.isClosed
          return (
            // biome-ignore lint/a11y/useSemanticElements: as the row.
            <div
              // biome-ignore lint/suspicious/noArrayIndexKey: a quarter hour is its place in the day.
              key={slot}
              role="gridcell"
              className={classes.slot}
              data-slot={slot}
              data-reached={reached.has(slot) || undefined}
              aria-selected={open.has(slot)}
              aria-label={words.cell({ day: name, time: slotTime(slot, grain), state })}
              tabIndex={focus === slot ? 0 : -1}
            />
          )
        })}
      </div>
    </div>
  )
})

const moves: Record<string, readonly [days: number, slots: number]> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  PageUp: [0, -4],
  PageDown: [0, 4],
  Home: [0, -last],
  End: [0, last],
}

const clamp = (value: number, most: number) => Math.min(Math.max(value, 0), most)

function moved({ day, slot }: BrushAt, [byDays, bySlots]: readonly [number, number]): BrushAt {
  return { day: days[clamp(days.indexOf(day) + byDays, 6)] as Day, slot: clamp(slot + bySlots, last) }
}

/** The quarter hour under the pointer; of a pointer beside the week, the nearest. */
function placeOf(grid: HTMLElement, { clientX, clientY }: PointerEvent): BrushAt | null {
  const rows = [...grid.querySelectorAll<HTMLElement>('[data-day]')]
  const row = rows.find((each) => clientY < each.getBoundingClientRect().bottom) ?? rows.at(-1)
  const day = days.find((each) => each === row?.dataset.day)
  if (!row || !day) return null
  const { left, width } = row.getBoundingClientRect()
  return { day, slot: clamp(Math.floor(((clientX - left) / width) * (last + 1)), last) }
}

type PainterProps = { value: Weekly; readOnly: boolean; onChange(weekly: Weekly, word: string): void }

/** A week of quarter hours, painted with the mouse or with keys. */
export function WeekPainter({ value, readOnly, onChange }: PainterProps) {
  const grid = useRef<HTMLDivElement>(null)
  const week = useRef(value)
  week.current = value
  const brush = useRef<{ open: boolean; at: BrushAt | null; strokes: number }>({ open: true, at: null, strokes: 0 })
  const [focus, setFocus] = useState<BrushAt>({ day: 'mon', slot: 36 })
  const paint = (from: BrushAt | null, to: BrushAt) => {
    const next = stroke(week.current, from, to, brush.current.open, grain)
    brush.current.at = to
    if (next === week.current) return
    // Two moves of the mouse can come before the next picture.
    week.current = next
    onChange(next, `stroke ${brush.current.strokes}`)
  }
  const press = (at: BrushAt) => {
    const open = !slotsOf(week.current[at.day], grain).has(at.slot)
    brush.current = { open, at: null, strokes: brush.current.strokes + 1 }
    paint(null, at)
  }
  const goTo = (at: BrushAt) => {
    setFocus(at)
    grid.current?.querySelector<HTMLElement>(`[data-day=${at.day}] [data-slot='${at.slot}']`)?.focus()
  }
  const down = (event: PointerEvent<HTMLDivElement>) => {
    if (readOnly || event.button !== 0 || !(event.target as HTMLElement).closest('[data-slot]')) return
    const at = placeOf(event.currentTarget, event)
    if (!at) return
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    goTo(at)
    press(at)
  }
  const move = (event: PointerEvent<HTMLDivElement>) => {
    if (!brush.current.at || !event.currentTarget.hasPointerCapture(event.pointerId)) return
    const at = placeOf(event.currentTarget, event)
    if (at) paint(brush.current.at, at)
  }
  // Also where something else than the keys here put it.
  const focused = ({ target }: FocusEvent<HTMLElement>) => {
    const slot = target.dataset.slot
    const day = days.find((each) => each === target.parentElement?.dataset.day)
    if (slot !== undefined && day) setFocus({ day, slot: Number(slot) })
  }
  const key = (event: KeyboardEvent) => {
    const step = moves[event.key]
    if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault()
      if (!readOnly) press(focus)
    } else if (step) {
      event.preventDefault()
      const to = moved(focus, event.ctrlKey || event.metaKey ? [step[0], step[1] * 4] : step)
      if (event.shiftKey && !readOnly) {
        // What the quarter hour here is, the next ones become.
        brush.current.open = slotsOf(week.current[focus.day], grain).has(focus.slot)
        brush.current.strokes += 1
        paint(focus, to)
      }
      goTo(to)
    }
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: as the rows.
    <div
      ref={grid}
      className={classes.week}
      role="grid"
      tabIndex={-1}
      aria-label={text.hours.week.grid}
      aria-readonly={readOnly}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={() => {
        brush.current.at = null
      }}
      onKeyDown={key}
      onFocus={focused}
    >
      <div className={classes.head} aria-hidden>
        <span className={classes.dayName} />
        <div className={classes.scale}>
          {hours.map((hour) => (
            <span key={hour}>{hour}</span>
          ))}
        </div>
      </div>
      {days.map((day) => (
        <Row key={day} day={day} weekly={value} focus={focus.day === day ? focus.slot : null} readOnly={readOnly} />
      ))}
    </div>
  )
}
