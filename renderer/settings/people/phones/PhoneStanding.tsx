import { Stack, Text } from '@mantine/core'
import { IconAlertTriangleFilled, IconCircleCheckFilled, IconCircleDashed, IconClock } from '@tabler/icons-react'
import type { PhoneState } from '../../../../shared/domain/phones.ts'
import { useHostNow } from '../../../lib/clock.ts'
import { shortMoment } from '../../../lib/format/time.ts'
import { text } from '../../../lib/i18n/index.ts'
import { StatusBadge } from '../../../ui/index.ts'

function Badge({ fetchedAt, codeUntil, current }: PhoneState) {
  const words = text.deskPhones
  if (codeUntil !== null) return <StatusBadge tone="warn" icon={<IconClock size={15} />} label={words.waiting} />
  if (fetchedAt === null) return <StatusBadge tone="idle" icon={<IconCircleDashed size={15} />} label={words.neverFetched} />
  return current ? (
    <StatusBadge tone="good" icon={<IconCircleCheckFilled size={15} />} label={words.upToDate} />
  ) : (
    <StatusBadge tone="warn" icon={<IconAlertTriangleFilled size={15} />} label={words.older} />
  )
}

/** Until when it is waited for; since when it has its settings, and as what it fetched them from where. */
function details({ fetchedAt, codeUntil, fetchedFrom, seenModel, firmware }: PhoneState, now: number): string {
  const words = text.deskPhones
  if (codeUntil !== null) return words.until({ when: shortMoment(codeUntil, now) })
  if (fetchedAt === null) return words.codeOver
  const seen = seenModel === '' ? [] : [words.by({ model: seenModel, firmware })]
  return [words.since({ when: shortMoment(fetchedAt, now) }), ...seen, words.from({ address: fetchedFrom })].join(', ')
}

/** How a phone stands with its settings: waited for, has them, has older ones; who it is, and why it was turned away. */
export function PhoneStanding({ state }: { state: PhoneState | undefined }) {
  const words = text.deskPhones
  const now = useHostNow()
  if (!state) return <>–</>
  const { problem, problemAt, problemFrom } = state
  return (
    <Stack gap={2}>
      <Badge {...state} />
      <Text size="xs" c="dimmed">
        {details(state, now)}
      </Text>
      {problem && problemAt !== null && (
        <Text size="xs" c="var(--cord-bad)">
          {words.refused({ when: shortMoment(problemAt, now), address: problemFrom, why: words.problems[problem] })}
        </Text>
      )}
    </Stack>
  )
}
