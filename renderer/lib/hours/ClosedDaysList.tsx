import { ActionIcon, Alert, Button, FileButton, Group, ScrollArea, Stack, Text, TextInput } from '@mantine/core'
import { IconCalendarRepeat, IconPlus, IconTrash } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import type { NotTaken, StoredCalendar } from '../../../shared/calendar/calendar.ts'
import type { Schedule } from '../../../shared/domain/schedule.ts'
import { hostNow } from '../clock.ts'
import { tell, tellError } from '../feedback/index.ts'
import { isoDay } from '../format/time.ts'
import { text } from '../i18n/index.ts'
import { readCalendarFile } from './readCalendarFile.ts'
import { dateWords } from './words.ts'

type ClosedDays = { holidays: Schedule['holidays']; calendars: StoredCalendar[] }
export type ClosedDaysProps = {
  value: ClosedDays
  /** Sets what is given; changes of the same word are one step of the history. */
  set(part: Partial<ClosedDays>, word?: string): void
  /** The zone that the calendar files' times are read in. */
  zone: string
  readOnly: boolean
  /** Beside a canvas there is room for the date and the name only. */
  narrow?: boolean
}
type PartProps = Pick<ClosedDaysProps, 'value' | 'set' | 'readOnly' | 'narrow'>

type Found = { file: string; entries: readonly NotTaken[] }
/** More entries than these are counted, not listed. */
const mostListed = 200

/** What a calendar file had that is no closed day, by its line. */
function NotTakenList({ found: { file, entries }, close }: { found: Found; close(): void }) {
  const words = text.editor.calendar
  return (
    <Alert
      color="yellow"
      p="xs"
      role="status"
      title={words.notTaken({ count: entries.length, file })}
      withCloseButton
      closeButtonLabel={text.common.close}
      onClose={close}
    >
      <ScrollArea.Autosize mah={180}>
        {entries.slice(0, mostListed).map(({ line, name, reason }) => (
          <Text key={line} size="xs">
            {words.entry({ line, name: name || words.noName, reason: words.reasons[reason] })}
          </Text>
        ))}
        {entries.length > mostListed && <Text size="xs">{words.more({ count: entries.length - mostListed })}</Text>}
      </ScrollArea.Autosize>
    </Alert>
  )
}

/** Reads calendar files into the days as they are when the files have been read: days may be typed meanwhile. */
function useCalendarFiles(value: ClosedDays, set: ClosedDaysProps['set'], zone: string) {
  const [notTaken, setNotTaken] = useState<Found | null>(null)
  const [reading, setReading] = useState(false)
  const now = useRef({ value, set })
  now.current = { value, set }
  const take = async (file: File) => {
    const reply = await readCalendarFile({ file, timeZone: zone, today: isoDay(hostNow()) })
    if ('failure' in reply) return tell('warning', text.editor.calendar.failures[reply.failure]({ file: file.name }))
    const { days, notTaken: entries, series, until } = reply.read
    if (days.length === 0) tell('warning', text.editor.week.noHolidays({ file: file.name }))
    const { holidays, calendars } = now.current.value
    const known = new Set(holidays.map(({ date }) => date))
    const added = days.filter(({ date }) => !known.has(date))
    const more = series !== '' && !calendars.some((each) => each.series === series)
    const calendar = { name: file.name.slice(0, 120), until, series }
    if (added.length > 0 || more)
      now.current.set({ holidays: [...holidays, ...added], calendars: more ? [...calendars, calendar] : calendars })
    setNotTaken(entries.length > 0 ? { file: file.name, entries } : null)
  }
  const open = (file: File | null) => {
    if (!file) return
    setReading(true)
    void take(file)
      .catch(tellError)
      .finally(() => setReading(false))
  }
  return { notTaken, reading, open, forget: () => setNotTaken(null) }
}

/** Files whose series the host continues. */
function Calendars({ value: { calendars }, set, readOnly }: PartProps) {
  const words = text.editor.calendar
  return calendars.map((calendar, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the same file may be there twice.
    <Group key={at} gap={6} wrap="nowrap" data-field="calendars">
      <IconCalendarRepeat size={15} aria-hidden />
      <Text size="sm" flex={1}>
        {words.continued({ file: calendar.name, until: calendar.until })}
      </Text>
      {!readOnly && (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={words.removeCalendar({ file: calendar.name })}
          onClick={() => set({ calendars: calendars.toSpliced(at, 1) })}
        >
          <IconTrash size={15} />
        </ActionIcon>
      )}
    </Group>
  ))
}

function OwnDays({ value: { holidays }, set, readOnly, narrow }: PartProps) {
  const words = text.editor.week
  const put = (at: number, part: Partial<(typeof holidays)[number]>, word: string) =>
    set({ holidays: holidays.map((each, index) => (index === at ? { ...each, ...part } : each)) }, word)
  return holidays.map((holiday, at) => {
    const fits = /^(\d{4}-)?\d{2}-\d{2}$/.test(holiday.date)
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: a holiday's date changes while it is typed.
      <Group key={at} gap={6} wrap="nowrap" align="flex-start">
        <TextInput
          size="xs"
          w={narrow ? 104 : 130}
          readOnly={readOnly}
          aria-label={words.date}
          placeholder="MM-DD"
          value={holiday.date}
          error={fits ? undefined : words.date}
          onChange={(event) => put(at, { date: event.currentTarget.value }, `holiday ${at} date`)}
        />
        <TextInput
          size="xs"
          flex={1}
          maw={320}
          maxLength={120}
          readOnly={readOnly}
          aria-label={words.holidayName}
          value={holiday.name}
          onChange={(event) => put(at, { name: event.currentTarget.value }, `holiday ${at} name`)}
        />
        {!narrow && (
          <Text size="xs" c="dimmed" pt={7} w={150} visibleFrom="sm">
            {holiday.date.length === 5 ? text.hours.holidays.yearly : fits ? dateWords(holiday.date) : ''}
          </Text>
        )}
        {!readOnly && (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={text.hours.exceptions.remove({ day: holiday.name || dateWords(holiday.date) })}
            onClick={() => set({ holidays: holidays.toSpliced(at, 1) })}
          >
            <IconTrash size={15} />
          </ActionIcon>
        )}
      </Group>
    )
  })
}

/** Closed days by hand or from a calendar file, one below the other. */
export function ClosedDaysList({ value, set, zone, readOnly, narrow = false }: ClosedDaysProps) {
  const { notTaken, reading, open, forget } = useCalendarFiles(value, set, zone)
  const reset = useRef<() => void>(null)
  const part = { value, set, readOnly, narrow }
  const size = narrow ? 'compact-xs' : 'compact-sm'
  return (
    <Stack gap={6}>
      <ScrollArea.Autosize mah={320}>
        <Stack gap={6}>
          <OwnDays {...part} />
        </Stack>
      </ScrollArea.Autosize>
      <Calendars {...part} />
      {!readOnly && (
        <Group gap={6}>
          <Button
            size={size}
            variant="subtle"
            leftSection={<IconPlus size={14} />}
            onClick={() => set({ holidays: [...value.holidays, { date: '12-24', name: '' }] })}
          >
            {text.editor.week.addHoliday}
          </Button>
          <FileButton
            accept=".ics,.ical,.ifb,text/calendar"
            resetRef={reset}
            onChange={(file) => {
              reset.current?.()
              open(file)
            }}
          >
            {(props) => (
              <Button {...props} size={size} variant="subtle" loading={reading}>
                {text.editor.week.importIcs}
              </Button>
            )}
          </FileButton>
        </Group>
      )}
      {notTaken && <NotTakenList found={notTaken} close={forget} />}
    </Stack>
  )
}
