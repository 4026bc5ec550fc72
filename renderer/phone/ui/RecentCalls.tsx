import { Group, Stack, Text, Title, UnstyledButton } from '@mantine/core'
import { IconPhoneIncoming, IconPhoneOutgoing, IconPhoneX } from '@tabler/icons-react'
import { hostNow } from '../../lib/clock.ts'
import { useCallerName } from '../../lib/contacts.ts'
import { showNumber } from '../../lib/format/telephone.ts'
import { shortMoment } from '../../lib/format/time.ts'
import { text } from '../../lib/i18n/index.ts'
import { offerNumber } from '../store.ts'
import classes from './phone.module.css'
import { type Recent, useRecent } from './recent.ts'

const looks = {
  in: { Icon: IconPhoneIncoming, color: 'var(--mantine-color-dimmed)' },
  out: { Icon: IconPhoneOutgoing, color: 'var(--mantine-color-dimmed)' },
  missed: { Icon: IconPhoneX, color: 'var(--cord-bad)' },
} as const

function Row({ recent: { call, way, number } }: { recent: Recent }) {
  const callerName = useCallerName()
  const { Icon, color } = looks[way]
  const name = callerName(number, way === 'out' ? '' : call.fromName)
  const note = [call.disposition, call.note].filter(Boolean).join(' · ')
  return (
    <UnstyledButton className={classes.recent} disabled={!showNumber(number)} onClick={() => offerNumber(number)}>
      <Icon size={16} color={color} role="img" aria-label={text.phone.recent[way]} style={{ flexShrink: 0 }} />
      <div style={{ flex: 1, minWidth: 0 }}>
        <Text size="sm" truncate c={way === 'missed' ? 'var(--cord-bad)' : undefined}>
          {name}
        </Text>
        {note && (
          <Text size="xs" c="dimmed" truncate title={note}>
            {note}
          </Text>
        )}
      </div>
      <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
        {shortMoment(call.startedAt, hostNow())}
      </Text>
    </UnstyledButton>
  )
}

/** The last calls of this telephone with their notes, while it has nothing else to show; a click puts the number into the field. */
export function RecentCalls({ extension }: { extension: string }) {
  const data = useRecent(extension)
  if (data.length === 0) return null
  return (
    <section aria-label={text.phone.recent.title}>
      <Group mb={4} px={8}>
        <Title order={3} size="xs" c="dimmed" fw={600}>
          {text.phone.recent.title}
        </Title>
      </Group>
      <Stack gap={0}>
        {data.map((recent) => (
          <Row key={recent.call.id} recent={recent} />
        ))}
      </Stack>
    </section>
  )
}
