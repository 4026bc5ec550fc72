import { Group, Stack, Text, Title, UnstyledButton } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconPhoneIncoming, IconPhoneOutgoing, IconPhoneX } from '@tabler/icons-react'
import type { CallRecord } from '../../../shared/domain/calls.ts'
import { hostNow } from '../../lib/clock.ts'
import { useCallerName } from '../../lib/contacts.ts'
import { useLoad } from '../../lib/feedback/index.ts'
import { showNumber } from '../../lib/format/telephone.ts'
import { shortMoment } from '../../lib/format/time.ts'
import { text } from '../../lib/i18n/index.ts'
import { useLive } from '../../lib/live/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import { useMe } from '../../lib/session.ts'
import { offerNumber } from '../store.ts'
import classes from './phone.module.css'

type Way = 'in' | 'out' | 'missed'
type Recent = { call: CallRecord; way: Way; number: string }

const shown = 6
const looks = {
  in: { Icon: IconPhoneIncoming, color: 'var(--mantine-color-dimmed)' },
  out: { Icon: IconPhoneOutgoing, color: 'var(--mantine-color-dimmed)' },
  missed: { Icon: IconPhoneX, color: 'var(--cord-bad)' },
} as const

/** What this telephone took, dialled and missed, newest first, each call once. */
const recentDays = 30

async function recentOf(operatorId: string | null, extension: string): Promise<Recent[]> {
  const limit = shown
  const [taken, missed, dialled] = await Promise.all([
    operatorId ? rpc.calls.list({ operatorId, limit }) : { calls: [] },
    rpc.calls.list({ missedBy: extension, from: hostNow() - recentDays * 86_400_000, limit }),
    rpc.calls.list({ number: extension, limit: 20 }),
  ])
  const all: Recent[] = [
    ...dialled.calls
      .filter(({ kind, from }) => kind === 'phone' && from === extension)
      .map((call) => ({ call, way: 'out' as const, number: call.to })),
    ...taken.calls.map((call) => ({ call, way: 'in' as const, number: call.from })),
    ...missed.calls
      .filter(({ endedAt }) => endedAt !== null)
      .map((call) => ({ call, way: 'missed' as const, number: call.from })),
  ]
  return all
    .filter(({ call }, at) => all.findIndex((each) => each.call.id === call.id) === at)
    .sort((a, b) => b.call.startedAt - a.call.startedAt)
    .slice(0, shown)
}

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
  const { operatorId } = useMe()
  const state = useLive((live) =>
    operatorId ? `${live.operators[operatorId]?.state} ${live.operators[operatorId]?.callsToday}` : '',
  )
  // Several changes belong to one call: its records are read once they are over.
  const [settled] = useDebouncedValue(state, 500)
  const { data } = useLoad(() => recentOf(operatorId, extension), `recent ${extension} ${settled}`)
  if (!data?.length) return null
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
