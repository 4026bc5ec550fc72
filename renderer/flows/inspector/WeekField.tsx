import { Input } from '@mantine/core'
import { type PointerEvent, useRef } from 'react'
import { type Day, days, type Schedule } from '../../../shared/domain/schedule.ts'
import { type BrushAt, slotsOf, slotTime, stroke } from '../../lib/hours/week.ts'
import { text } from '../../lib/i18n/index.ts'
import { fieldName } from '../labels/labels.ts'
import { useField } from './form.ts'
import classes from './WeekField.module.css'

type Weekly = Schedule['weekly']

/** A week of half hours to paint on. Ranges across midnight are two pieces here and stay what they are until painted over. */
export function WeekField({ name }: { name: string }) {
  const { value, set, error, readOnly } = useField<Weekly>(name, {})
  const week = useRef(value)
  week.current = value
  const brush = useRef<{ open: boolean; at: BrushAt | null; strokes: number }>({ open: true, at: null, strokes: 0 })
  const paint = (at: BrushAt, last: BrushAt | null, open: boolean) => {
    const next = stroke(week.current, last, at, open)
    brush.current.at = at
    if (next === week.current) return
    // Two moves of the mouse can come before the next picture.
    week.current = next
    set(next, `stroke ${brush.current.strokes}`)
  }
  const over = (day: Day, slot: number) => (event: PointerEvent) => {
    const now = brush.current
    if (event.buttons !== 1) now.at = null
    if (readOnly || event.buttons !== 1) return
    if (event.type === 'pointerdown') {
      brush.current = { open: !slotsOf(week.current[day]).has(slot), at: null, strokes: now.strokes + 1 }
      paint({ day, slot }, null, brush.current.open)
    } else if (now.at) paint({ day, slot }, now.at, now.open)
  }
  return (
    <Input.Wrapper label={fieldName(name)} description={text.editor.week.help} error={error} data-field={name}>
      <div className={classes.week}>
        {days.map((day) => {
          const open = slotsOf(value[day])
          return (
            // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a row of boxes in every browser.
            <div key={day} className={classes.day} role="group" aria-label={text.editor.days[day]}>
              <span className={classes.dayName}>{text.editor.days[day]}</span>
              {Array.from({ length: 48 }, (_, slot) => (
                <button
                  type="button"
                  // biome-ignore lint/suspicious/noArrayIndexKey: a half hour is its place in the day.
                  key={slot}
                  className={classes.slot}
                  tabIndex={slot % 2 ? -1 : 0}
                  aria-pressed={open.has(slot)}
                  aria-label={text.editor.week.hour({ day: text.editor.days[day], time: slotTime(slot) })}
                  disabled={readOnly}
                  onPointerDown={over(day, slot)}
                  onPointerEnter={over(day, slot)}
                  onKeyDown={(event) => {
                    if (event.key !== ' ' && event.key !== 'Enter') return
                    event.preventDefault()
                    brush.current.strokes += 1
                    paint({ day, slot }, null, !open.has(slot))
                  }}
                />
              ))}
            </div>
          )
        })}
        <div className={classes.scale} aria-hidden>
          {['0', '6', '12', '18', '24'].map((hour) => (
            <span key={hour}>{hour}</span>
          ))}
        </div>
        <div className={classes.ranges}>
          {days.map((day) => (
            <div key={day}>
              {text.editor.days[day]}{' '}
              {(value[day] ?? []).map(({ from, to }) => `${from}–${to}`).join(', ') || text.editor.week.closed}
            </div>
          ))}
        </div>
      </div>
    </Input.Wrapper>
  )
}
