import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { isoIn, momentIn } from '../../shared/domain/days.ts'
import type { HoursOverride } from '../../shared/domain/office.ts'
import { outlookAt, type Schedule } from '../../shared/domain/schedule.ts'
import { useHostNow } from '../lib/clock.ts'
import { nextWords, ruleWords } from '../lib/hours/words.ts'
import { text } from '../lib/i18n/index.ts'
import { Section } from '../ui/index.ts'
import { StateLine } from './StateLine.tsx'

type PreviewProps = { schedule: Schedule; override: HoursOverride | undefined }

/** Open or closed at a date and time, by which rule, and when that changes. */
export function Preview({ schedule, override }: PreviewProps) {
  const words = text.hours.preview
  const minute = Math.floor(useHostNow() / 60_000) * 60_000
  const [typed, setTyped] = useState('')
  const zone = schedule.timeZone
  const local = typed || isoIn(minute, zone).slice(0, 16)
  const at = momentIn(local, zone)
  const outlook = Number.isNaN(at) ? null : outlookAt(schedule, at, override)
  return (
    <Section title={words.title}>
      <Stack gap="xs" p="md">
        <Group gap="xs" align="flex-end">
          <TextInput
            type="datetime-local"
            size="xs"
            label={words.at}
            value={local}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Button size="xs" variant="subtle" disabled={typed === ''} onClick={() => setTyped('')}>
            {words.now}
          </Button>
        </Group>
        {outlook && (
          <Stack gap={4} role="status" aria-label={words.title}>
            <StateLine outlook={outlook} now={at} zone={zone} />
            <Text size="sm">{ruleWords(outlook.rule, at, zone)}</Text>
            <Text size="sm">{nextWords(outlook, at, zone)}</Text>
          </Stack>
        )}
        <Text size="xs" c="dimmed">
          {words.help({ zone })}
        </Text>
      </Stack>
    </Section>
  )
}
