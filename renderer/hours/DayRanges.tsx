import { ActionIcon, Group, Text, TextInput, Tooltip } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { overnight, type Ranges } from '../lib/hours/week.ts'
import { text } from '../lib/i18n/index.ts'

/** Hours to begin with: after the last ones, or the morning. */
function nextRange(ranges: Ranges): Ranges[number] {
  const { to } = ranges.at(-1) ?? { to: '' }
  return to && to < '20:00' ? { from: to, to: '20:00' } : { from: '09:00', to: '17:00' }
}

type DayRangesProps = { name: string; ranges: Ranges; readOnly: boolean; onChange(ranges: Ranges, word?: string): void }

/** The hours of a day as text: each can be typed, removed, and another added. `24:00` is shown as midnight. */
export function DayRanges({ name, ranges, readOnly, onChange }: DayRangesProps) {
  const words = text.hours.week
  return (
    <Group gap={6}>
      {ranges.length === 0 && (
        <Text size="sm" c="dimmed">
          {words.isClosed}
        </Text>
      )}
      {ranges.map((range, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: hours have no identity but their place.
        <Group key={index} gap={4} wrap="nowrap">
          {(['from', 'to'] as const).map((end) => (
            <TextInput
              key={end}
              type="time"
              size="xs"
              w={118}
              readOnly={readOnly}
              aria-label={(end === 'from' ? words.opens : words.closes)({ day: name })}
              value={range[end] === '24:00' ? '00:00' : range[end]}
              onChange={({ currentTarget: { value } }) => {
                const typed = end === 'to' && value === '00:00' ? '24:00' : value
                if (value) onChange(ranges.with(index, { ...range, [end]: typed }), `${name} ${index} ${end}`)
              }}
            />
          ))}
          {overnight(range) && (
            <Text size="xs" c="dimmed">
              {words.nextDay}
            </Text>
          )}
          {!readOnly && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={words.remove({ day: name, ...range })}
              onClick={() => onChange(ranges.toSpliced(index, 1))}
            >
              <IconX size={14} />
            </ActionIcon>
          )}
        </Group>
      ))}
      {!readOnly && (
        <Tooltip label={words.add({ day: name })}>
          <ActionIcon
            variant="subtle"
            size="sm"
            aria-label={words.add({ day: name })}
            onClick={() => onChange([...ranges, nextRange(ranges)])}
          >
            <IconPlus size={15} />
          </ActionIcon>
        </Tooltip>
      )}
    </Group>
  )
}
