import { ActionIcon, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { hostNow } from '../lib/clock.ts'
import { isoDay } from '../lib/format/time.ts'
import { freshDay, type OwnDay } from '../lib/hours/week.ts'
import { dateWords } from '../lib/hours/words.ts'
import { text } from '../lib/i18n/index.ts'
import { Section } from '../ui/index.ts'
import { DayRanges } from './DayRanges.tsx'
import type { Draft } from './draft.ts'

/** Single days with hours of their own. */
export function Exceptions({ draft, readOnly }: { draft: Draft; readOnly: boolean }) {
  const words = text.hours.exceptions
  const { exceptions } = draft.value
  const put = (at: number, part: Partial<OwnDay>, word?: string) =>
    draft.set(
      { exceptions: exceptions.map((each, index) => (index === at ? { ...each, ...part } : each)) },
      word && `exception ${at} ${word}`,
    )
  return (
    <Section title={words.title}>
      <Stack gap="xs" p="md">
        <Text size="xs" c="dimmed">
          {words.help}
        </Text>
        {exceptions.map((day, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a day's date changes while it is typed.
          <Group key={at} gap="xs" wrap="nowrap" align="flex-start">
            <Group gap="xs" flex={1}>
              <TextInput
                type="date"
                size="xs"
                w={140}
                readOnly={readOnly}
                aria-label={text.editor.ownDays.date}
                value={day.date}
                onChange={({ currentTarget: { value } }) => value && put(at, { date: value }, 'date')}
              />
              <TextInput
                size="xs"
                w={180}
                maxLength={80}
                readOnly={readOnly}
                aria-label={words.reason}
                placeholder={words.reason}
                value={day.name ?? ''}
                onChange={({ currentTarget: { value } }) => put(at, { name: value || undefined }, 'name')}
              />
              <DayRanges
                name={dateWords(day.date)}
                ranges={day.ranges}
                readOnly={readOnly}
                onChange={(ranges, word) => put(at, { ranges }, word)}
              />
            </Group>
            {!readOnly && (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={words.remove({ day: dateWords(day.date) })}
                onClick={() => draft.set({ exceptions: exceptions.toSpliced(at, 1) })}
              >
                <IconTrash size={15} />
              </ActionIcon>
            )}
          </Group>
        ))}
        {!readOnly && (
          <Button
            size="compact-sm"
            variant="subtle"
            style={{ alignSelf: 'start' }}
            leftSection={<IconPlus size={14} />}
            onClick={() => draft.set({ exceptions: [...exceptions, freshDay(exceptions, isoDay(hostNow()))] })}
          >
            {words.add}
          </Button>
        )}
      </Stack>
    </Section>
  )
}
