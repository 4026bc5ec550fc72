import { ActionIcon, Button, Group, Input, Stack, Text, TextInput } from '@mantine/core'
import { IconPlus, IconTrash, IconX } from '@tabler/icons-react'
import type { Schedule } from '../../../shared/domain/schedule.ts'
import { hostNow } from '../../lib/clock.ts'
import { isoDay } from '../../lib/format/time.ts'
import { freshDay, type OwnDay } from '../../lib/hours/week.ts'
import { text } from '../../lib/i18n/index.ts'
import { fieldName } from '../labels/labels.ts'
import { useField } from './form.ts'

type DayProps = { day: OwnDay; at: number; readOnly: boolean; put(day: OwnDay, word?: string): void; remove(): void }

function Hours({ day, at, readOnly, put }: Omit<DayProps, 'remove'>) {
  const words = text.editor.ownDays
  return day.ranges.map((range, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: hours have no identity but their place.
    <Group key={index} gap={4} wrap="nowrap">
      {(['from', 'to'] as const).map((end) => (
        <TextInput
          key={end}
          type="time"
          size="xs"
          flex={1}
          readOnly={readOnly}
          aria-label={`${day.date}: ${words[end]}`}
          value={range[end] === '24:00' ? '00:00' : range[end]}
          onChange={({ currentTarget: { value } }) =>
            value && put({ ...day, ranges: day.ranges.with(index, { ...range, [end]: value }) }, `${end} ${at}`)
          }
        />
      ))}
      {!readOnly && (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`${day.date}: ${words.removeHours}`}
          onClick={() => put({ ...day, ranges: day.ranges.toSpliced(index, 1) })}
        >
          <IconX size={14} />
        </ActionIcon>
      )}
    </Group>
  ))
}

function Day(props: DayProps) {
  const { day, at, readOnly, put, remove } = props
  const words = text.editor.ownDays
  const last = day.ranges.at(-1)
  return (
    <Stack gap={4}>
      <Group gap={4} wrap="nowrap">
        <TextInput
          type="date"
          size="xs"
          flex={1}
          readOnly={readOnly}
          aria-label={words.date}
          value={day.date}
          onChange={({ currentTarget: { value } }) => value && put({ ...day, date: value }, `date ${at}`)}
        />
        {!readOnly && (
          <ActionIcon variant="subtle" color="gray" aria-label={`${text.editor.removeItem}: ${day.date}`} onClick={remove}>
            <IconTrash size={15} />
          </ActionIcon>
        )}
      </Group>
      <Hours {...props} />
      <Group gap={6}>
        {!last && (
          <Text size="xs" c="dimmed">
            {words.closed}
          </Text>
        )}
        {!readOnly && (
          <Button
            variant="subtle"
            size="compact-xs"
            aria-label={`${day.date}: ${words.addHours}`}
            onClick={() =>
              put({ ...day, ranges: [...day.ranges, last ? { from: last.to, to: '17:00' } : { from: '09:00', to: '12:00' }] })
            }
          >
            {words.addHours}
          </Button>
        )}
      </Group>
    </Stack>
  )
}

/** Dates that have hours of their own, or none: they count above holidays and the week. */
export function OwnDaysField({ name }: { name: string }) {
  const { value, set, error, readOnly } = useField<Schedule['exceptions']>(name, [])
  return (
    <Input.Wrapper label={fieldName(name)} error={error} data-field={name}>
      <Stack gap={10}>
        {value.map((day, at) => (
          <Day
            // biome-ignore lint/suspicious/noArrayIndexKey: a day's date changes while it is typed.
            key={at}
            day={day}
            at={at}
            readOnly={readOnly}
            put={(next, word) => set(value.with(at, next), word)}
            remove={() => set(value.toSpliced(at, 1))}
          />
        ))}
        {!readOnly && (
          <Button
            size="compact-xs"
            variant="subtle"
            style={{ alignSelf: 'start' }}
            leftSection={<IconPlus size={13} />}
            onClick={() => set([...value, freshDay(value, isoDay(hostNow()))])}
          >
            {text.editor.ownDays.add}
          </Button>
        )}
      </Stack>
    </Input.Wrapper>
  )
}
