import { Group, SimpleGrid, Text, UnstyledButton } from '@mantine/core'
import { IconCircleCheckFilled, IconCircleDashed, IconPhoneCall } from '@tabler/icons-react'
import { awayWords } from '../lib/awayWords.ts'
import { useLoad } from '../lib/feedback/index.ts'
import { text } from '../lib/i18n/index.ts'
import { useLive } from '../lib/live/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import { useMe } from '../lib/session.ts'
import { offerNumber, offerTransfer, transferable, usePhone } from '../phone/index.ts'
import { Section, StatusBadge, type Tone } from '../ui/index.ts'
import classes from './directory.module.css'

const signs: Record<'free' | 'busy' | 'offline' | 'unknown', { tone: Tone; Icon: typeof IconPhoneCall }> = {
  free: { tone: 'good', Icon: IconCircleCheckFilled },
  busy: { tone: 'busy', Icon: IconPhoneCall },
  offline: { tone: 'idle', Icon: IconCircleDashed },
  unknown: { tone: 'idle', Icon: IconCircleDashed },
}

/**
 * The office's telephones and whether they are free; asked again whenever an operator's state or a call changes. A click calls, and
 * during a call transfers: the telephone asks in both cases.
 */
export function ExtensionGrid({ query }: { query: string }) {
  const me = useMe()
  const turn = useLive(
    (state) =>
      `${Object.values(state.operators)
        .map((each) => each.state[0])
        .join('')} ${Object.keys(state.calls).length}`,
  )
  const entries =
    useLoad(() => rpc.phone.directory(), `extensions ${turn}`, ['extension', 'operator', 'person', 'handling']).data ?? []
  const talking = usePhone((state) => transferable(state) !== null)
  const wanted = query.toLowerCase()
  const shown = entries.filter(
    (each) => each.kind === 'extension' && (each.name.toLowerCase().includes(wanted) || each.target.startsWith(wanted)),
  )
  if (shown.length === 0) return null
  return (
    <Section title={text.directory.extensions}>
      <SimpleGrid cols={{ base: 2, lg: 3, xl: 4 }} spacing="xs" p="sm">
        {shown.map((each) => {
          const { tone, Icon } = signs[each.state]
          const mine = each.target === me.extension
          return (
            <UnstyledButton
              key={each.target}
              className={classes.extension}
              disabled={mine || !me.extension}
              title={talking ? text.phone.toNumber({ number: each.target }) : undefined}
              onClick={() => (talking ? offerTransfer(each.target) : offerNumber(each.target))}
            >
              <Group justify="space-between" wrap="nowrap" gap="xs">
                <Text truncate fw={500}>
                  {each.name}
                </Text>
                <Text size="sm" c="dimmed">
                  {each.target}
                </Text>
              </Group>
              <StatusBadge tone={tone} icon={<Icon size={14} />} label={text.phone.presence[each.state]} />
              {awayWords(each.away) && (
                <Text size="xs" c="var(--cord-warn)" truncate>
                  {awayWords(each.away)}
                </Text>
              )}
            </UnstyledButton>
          )
        })}
      </SimpleGrid>
    </Section>
  )
}
