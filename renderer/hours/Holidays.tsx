import { Stack, Text } from '@mantine/core'
import { ClosedDaysList } from '../lib/hours/ClosedDaysList.tsx'
import { text } from '../lib/i18n/index.ts'
import type { Draft } from './draft.ts'

/** The office's own closed days, beside those of a country. */
export function OwnHolidays({ draft, zone, readOnly }: { draft: Draft; zone: string; readOnly: boolean }) {
  return (
    <Stack gap={6} component="section" aria-label={text.hours.holidays.own}>
      <Text size="sm" fw={600}>
        {text.hours.holidays.own}
      </Text>
      {draft.value.holidays.length === 0 && (
        <Text size="sm" c="dimmed">
          {text.hours.holidays.noOwn}
        </Text>
      )}
      <ClosedDaysList value={draft.value} set={draft.set} zone={zone} readOnly={readOnly} />
    </Stack>
  )
}
