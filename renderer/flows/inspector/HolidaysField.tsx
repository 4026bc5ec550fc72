import { ActionIcon, Alert, Button, FileButton, Group, Input, ScrollArea, Stack, Text, TextInput } from '@mantine/core'
import { IconCalendarRepeat, IconPlus, IconTrash } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import type { NotTaken, StoredCalendar } from '../../../shared/calendar/calendar.ts'
import type { Schedule } from '../../../shared/domain/schedule.ts'
import { hostNow } from '../../lib/clock.ts'
import { tell, tellError } from '../../lib/feedback/index.ts'
import { isoDay } from '../../lib/format/time.ts'
import { readCalendarFile } from '../../lib/hours/readCalendarFile.ts'
import { text } from '../../lib/i18n/index.ts'
import { fieldName } from '../labels/labels.ts'
import { useField } from './form.ts'

type Holidays = Schedule['holidays']

/** More entries than these are counted, not listed. */
const mostListed = 200

/** What a calendar file had that is no closed day, by its line. */
function NotTakenList({ file, entries, close }: { file: string; entries: readonly NotTaken[]; close(): void }) {
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

/** Calendars whose series the host continues. */
function Calendars({
  value,
  readOnly,
  remove,
}: {
  value: readonly StoredCalendar[]
  readOnly: boolean
  remove(at: number): void
}) {
  const words = text.editor.calendar
  return value.map((calendar, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the same file may be there twice.
    <Group key={at} gap={6} wrap="nowrap" data-field="calendars">
      <IconCalendarRepeat size={15} aria-hidden />
      <Text size="xs" flex={1}>
        {words.continued({ file: calendar.name, until: calendar.until })}
      </Text>
      <ActionIcon
        variant="subtle"
        color="gray"
        disabled={readOnly}
        aria-label={words.removeCalendar({ file: calendar.name })}
        onClick={() => remove(at)}
      >
        <IconTrash size={14} />
      </ActionIcon>
    </Group>
  ))
}

function HolidayRow(props: {
  holiday: Holidays[number]
  at: number
  readOnly: boolean
  put(next: Holidays[number], word: string): void
  remove(): void
}) {
  const { holiday, at, readOnly, put, remove } = props
  return (
    <Group gap={4} wrap="nowrap">
      <TextInput
        size="xs"
        w="44%"
        readOnly={readOnly}
        aria-label={text.editor.week.date}
        value={holiday.date}
        onChange={(event) => put({ ...holiday, date: event.currentTarget.value }, `date ${at}`)}
      />
      <TextInput
        size="xs"
        flex={1}
        readOnly={readOnly}
        aria-label={text.editor.week.holidayName}
        value={holiday.name}
        onChange={(event) => put({ ...holiday, name: event.currentTarget.value }, `name ${at}`)}
      />
      <Button size="compact-xs" variant="subtle" color="gray" disabled={readOnly} onClick={remove}>
        {text.editor.removeItem}
      </Button>
    </Group>
  )
}

/** Reads calendar files into the two fields, and holds what the last one had that was not taken. */
function useCalendarFiles(holidays: ReturnType<typeof useField<Holidays>>) {
  const calendars = useField<StoredCalendar[]>('calendars', [])
  const { value: timeZone } = useField('timeZone', 'UTC')
  const [notTaken, setNotTaken] = useState<{ file: string; entries: readonly NotTaken[] } | null>(null)
  const [reading, setReading] = useState(false)
  // Days may be typed while a file is read.
  const now = useRef({ holidays, calendars })
  now.current = { holidays, calendars }
  const take = async (file: File) => {
    const words = text.editor.calendar
    const reply = await readCalendarFile({ file, timeZone, today: isoDay(hostNow()) })
    if ('failure' in reply) {
      tell('warning', words.failures[reply.failure]({ file: file.name }))
      return
    }
    const { days, notTaken: entries, series, until } = reply.read
    if (days.length === 0) tell('warning', text.editor.week.noHolidays({ file: file.name }))
    const { holidays: own, calendars: stored } = now.current
    const known = new Set(own.value.map(({ date }) => date))
    const added = days.filter(({ date }) => !known.has(date))
    if (added.length > 0) own.set([...own.value, ...added])
    if (series !== '' && !stored.value.some((each) => each.series === series))
      stored.set([...stored.value, { name: file.name.slice(0, 120), until, series }])
    setNotTaken(entries.length > 0 ? { file: file.name, entries } : null)
  }
  const open = async (file: File | null) => {
    if (!file) return
    setReading(true)
    await take(file)
      .catch(tellError)
      .finally(() => setReading(false))
  }
  return { calendars, notTaken, reading, open, forget: () => setNotTaken(null) }
}

/** Days that are closed, by hand or from a calendar file. */
export function HolidaysField({ name }: { name: string }) {
  const field = useField<Holidays>(name, [])
  const { value, set, error, readOnly } = field
  const { calendars, notTaken, reading, open, forget } = useCalendarFiles(field)
  const reset = useRef<() => void>(null)
  return (
    <Input.Wrapper label={fieldName(name)} error={error} data-field={name}>
      <Stack gap={6}>
        <ScrollArea.Autosize mah={360}>
          <Stack gap={6}>
            {value.map((holiday, at) => (
              <HolidayRow
                // biome-ignore lint/suspicious/noArrayIndexKey: a holiday's date changes while it is typed.
                key={at}
                holiday={holiday}
                at={at}
                readOnly={readOnly}
                put={(next, word) => set(value.with(at, next), word)}
                remove={() => set(value.toSpliced(at, 1))}
              />
            ))}
          </Stack>
        </ScrollArea.Autosize>
        <Calendars value={calendars.value} readOnly={readOnly} remove={(at) => calendars.set(calendars.value.toSpliced(at, 1))} />
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
          <FileButton
            accept=".ics,.ical,.ifb,text/calendar"
            onChange={(file) => {
              reset.current?.()
              void open(file)
            }}
            resetRef={reset}
            disabled={readOnly}
          >
            {(props) => (
              <Button {...props} size="compact-xs" variant="subtle" loading={reading}>
                {text.editor.week.importIcs}
              </Button>
            )}
          </FileButton>
        </Group>
        {notTaken && <NotTakenList file={notTaken.file} entries={notTaken.entries} close={forget} />}
      </Stack>
    </Input.Wrapper>
  )
}
