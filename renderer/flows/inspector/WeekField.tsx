import { Button, FileButton, Group, Input, Stack, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type PointerEvent, useRef } from 'react'
import { type Day, days, holidaysFromIcs, type Schedule } from '../../../shared/domain/schedule.ts'
import { tell } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { fieldName } from '../labels/labels.ts'
import { useField } from './form.ts'
import classes from './WeekField.module.css'
import { type BrushAt, slotsOf, slotTime, stroke } from './week.ts'

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

/** Days that are closed, by hand or from a calendar file. */
export function HolidaysField({ name }: { name: string }) {
  const { value, set, error, readOnly } = useField<Schedule['holidays']>(name, [])
  const reset = useRef<() => void>(null)
  const fromFile = async (file: File | null) => {
    if (!file) return
    reset.current?.()
    const found = holidaysFromIcs(await file.text())
    if (found.length === 0) tell('warning', text.editor.week.noHolidays({ file: file.name }))
    set([...value, ...found.filter(({ date }) => !value.some((each) => each.date === date))])
  }
  return (
    <Input.Wrapper label={fieldName(name)} error={error} data-field={name}>
      <Stack gap={6}>
        {value.map((holiday, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a holiday's date changes while it is typed.
          <Group key={at} gap={4} wrap="nowrap">
            <TextInput
              size="xs"
              w="44%"
              readOnly={readOnly}
              aria-label={text.editor.week.date}
              value={holiday.date}
              onChange={(event) => set(value.with(at, { ...holiday, date: event.currentTarget.value }), `date ${at}`)}
            />
            <TextInput
              size="xs"
              flex={1}
              readOnly={readOnly}
              aria-label={text.editor.week.holidayName}
              value={holiday.name}
              onChange={(event) => set(value.with(at, { ...holiday, name: event.currentTarget.value }), `name ${at}`)}
            />
            <Button
              size="compact-xs"
              variant="subtle"
              color="gray"
              disabled={readOnly}
              onClick={() => set(value.toSpliced(at, 1))}
            >
              {text.editor.removeItem}
            </Button>
          </Group>
        ))}
        <Group gap={6}>
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconPlus size={13} />}
            disabled={readOnly}
            onClick={() => set([...value, { date: '12-25', name: '' }])}
          >
            {text.editor.week.addHoliday}
          </Button>
          <FileButton accept=".ics,text/calendar" onChange={(file) => void fromFile(file)} resetRef={reset} disabled={readOnly}>
            {(props) => (
              <Button {...props} size="compact-xs" variant="subtle">
                {text.editor.week.importIcs}
              </Button>
            )}
          </FileButton>
        </Group>
      </Stack>
    </Input.Wrapper>
  )
}
