import { ActionIcon, Alert, Group, Stack, Text, Tooltip } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { days, neverOpens } from '../../shared/domain/schedule.ts'
import { weekdayWords } from '../lib/hours/words.ts'
import { text } from '../lib/i18n/index.ts'
import { Later, Section } from '../ui/index.ts'
import { DayRanges } from './DayRanges.tsx'
import type { Draft } from './draft.ts'
import { asAsked } from './preview.ts'
import { WeekPainter } from './WeekPainter.tsx'

const workdays = days.slice(0, 5)

/** The week, to paint and to type. */
export function Week({ draft, readOnly }: { draft: Draft; readOnly: boolean }) {
  const words = text.hours.week
  const { weekly } = draft.value
  return (
    <Section title={words.title}>
      <Stack gap="sm" p="md">
        {!readOnly && (
          <Text size="xs" c="dimmed">
            {words.help}
          </Text>
        )}
        {neverOpens(asAsked(draft.value, 'UTC')) && (
          <Alert color="yellow" p="xs" role="status">
            {words.never}
          </Alert>
        )}
        <WeekPainter value={weekly} readOnly={readOnly} onChange={(next, word) => draft.set({ weekly: next }, word)} />
        <Later>
          <Stack gap={4} role="list">
            {days.map((day) => {
              const name = weekdayWords(day)
              const copy = () =>
                draft.set({ weekly: { ...weekly, ...Object.fromEntries(workdays.map((each) => [each, weekly[day] ?? []])) } })
              return (
                <Group key={day} gap="xs" wrap="nowrap" align="center" role="listitem" aria-label={words.times({ day: name })}>
                  <Text size="sm" w={104} style={{ flexShrink: 0 }}>
                    {name}
                  </Text>
                  <DayRanges
                    name={name}
                    ranges={weekly[day] ?? []}
                    readOnly={readOnly}
                    onChange={(ranges, word) => draft.set({ weekly: { ...weekly, [day]: ranges } }, word)}
                  />
                  {!readOnly && workdays.includes(day) && (
                    <Tooltip label={words.copy({ day: name })}>
                      <ActionIcon variant="subtle" color="gray" size="sm" aria-label={words.copy({ day: name })} onClick={copy}>
                        <IconCopy size={14} />
                      </ActionIcon>
                    </Tooltip>
                  )}
                </Group>
              )
            })}
          </Stack>
        </Later>
      </Stack>
    </Section>
  )
}
