import { Button, Table, Text } from '@mantine/core'
import { IconAlertTriangleFilled, IconCircleCheckFilled, IconClock, IconSend } from '@tabler/icons-react'
import { useHostNow } from '../lib/clock.ts'
import { Loaded, tell, useLoad, useWork } from '../lib/feedback/index.ts'
import { shortMoment } from '../lib/format/time.ts'
import { text } from '../lib/i18n/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import { Mark, Nothing, type Tone } from '../ui/index.ts'

type Delivery = Awaited<ReturnType<typeof rpc.system.deliveries>>[number]

const looks: Record<Delivery['status'], { tone: Tone; Icon: typeof IconClock }> = {
  pending: { tone: 'idle', Icon: IconClock },
  delivered: { tone: 'good', Icon: IconCircleCheckFilled },
  failed: { tone: 'bad', Icon: IconAlertTriangleFilled },
}

function DeliveryRow({ delivery, onResent }: { delivery: Delivery; onResent(): void }) {
  const now = useHostNow()
  const { busy, run } = useWork()
  const words = text.settings.deliveries
  const { tone, Icon } = looks[delivery.status]
  const resend = () =>
    run(
      () => rpc.system.resend({ id: delivery.id }),
      () => {
        tell('success', words.resent)
        onResent()
      },
    )
  const answer = [delivery.lastStatus, delivery.lastError].filter(Boolean).join(' ')
  return (
    <Table.Tr>
      <Table.Td>{shortMoment(delivery.createdAt, now)}</Table.Td>
      <Table.Td>
        <Text truncate maw={320} title={delivery.url}>
          {delivery.url}
        </Text>
        {answer && (
          <Text size="xs" c="dimmed">
            {answer}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <Mark tone={tone} icon={<Icon size={15} />} label={words.status[delivery.status]} />
      </Table.Td>
      <Table.Td>{words.attempts(delivery.attempts)}</Table.Td>
      <Table.Td ta="right">
        {delivery.status !== 'pending' && (
          <Button size="compact-xs" variant="default" loading={busy} onClick={resend}>
            {words.resend}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  )
}

/** What Webhook nodes sent, and what came back. */
export function Deliveries() {
  const load = useLoad(() => rpc.system.deliveries({}), 'deliveries')
  const empty = text.settings.empty.deliveries ?? ['', '']
  return (
    <Loaded load={load}>
      {(deliveries) =>
        deliveries.length === 0 ? (
          <Nothing icon={<IconSend size={20} />} title={empty[0]} help={empty[1]} />
        ) : (
          <Table.ScrollContainer minWidth={560}>
            <Table>
              <Table.Tbody>
                {deliveries.map((delivery) => (
                  <DeliveryRow key={delivery.id} delivery={delivery} onResent={load.reload} />
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )
      }
    </Loaded>
  )
}
