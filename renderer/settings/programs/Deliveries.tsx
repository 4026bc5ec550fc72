import { Anchor, Button, Code, Group, Stack, Table, Text, UnstyledButton } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { useHostNow } from '../../lib/clock.ts'
import { Loaded, tell, useAgain, useLoad, useWork } from '../../lib/feedback/index.ts'
import { shortMoment } from '../../lib/format/time.ts'
import { text } from '../../lib/i18n/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import { Dialog } from '../../ui/index.ts'
import { Listing } from '../form/Listing.tsx'
import { Answer, type Delivery, DeliveryState } from './DeliveryState.tsx'
import { pretty } from './WebhookExample.tsx'

const whatOf = ({ event }: Delivery): string => (event ? text.webhooks.events[event] : text.settings.deliveries.step)

type RowProps = { delivery: Delivery; onOpen(): void; onResent(): void }

function Resend({ delivery, onResent }: Omit<RowProps, 'onOpen'>) {
  const { busy, run } = useWork()
  const words = text.settings.deliveries
  const resend = () =>
    run(
      () => rpc.system.resend({ id: delivery.id }),
      () => {
        tell('success', words.resent)
        onResent()
      },
    )
  if (delivery.status === 'pending') return null
  return (
    <Button
      size="compact-xs"
      variant="default"
      loading={busy}
      aria-label={`${words.resend}: ${whatOf(delivery)}`}
      onClick={resend}
    >
      {words.resend}
    </Button>
  )
}

function DeliveryRow({ delivery, onOpen, onResent }: RowProps) {
  const now = useHostNow()
  return (
    <Table.Tr>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>{shortMoment(delivery.createdAt, now)}</Table.Td>
      <Table.Td>
        <UnstyledButton fz="sm" c="var(--mantine-color-anchor)" onClick={onOpen}>
          {whatOf(delivery)}
        </UnstyledButton>
        <Text size="xs" c="dimmed" truncate maw={220} title={delivery.url}>
          {delivery.url}
        </Text>
      </Table.Td>
      <Table.Td>
        <DeliveryState status={delivery.status} />
        <Text size="xs" c="dimmed">
          {text.settings.deliveries.attempts({ count: delivery.attempts })} · <Answer delivery={delivery} />
        </Text>
      </Table.Td>
      <Table.Td ta="right">
        <Resend delivery={delivery} onResent={onResent} />
      </Table.Td>
    </Table.Tr>
  )
}

/** One delivery with what was sent. */
function Opened({ delivery, onClose, onResent }: { delivery: Delivery; onClose(): void; onResent(): void }) {
  const words = text.settings.deliveries
  return (
    <Dialog onClose={onClose} size="lg" title={whatOf(delivery)} close={text.common.close}>
      <Stack gap="sm">
        <Text size="sm" style={{ wordBreak: 'break-all' }}>
          {words.to}: {delivery.url}
        </Text>
        <Group gap="xs">
          <DeliveryState status={delivery.status} />
          <Text size="xs" c="dimmed">
            {words.attempts({ count: delivery.attempts })} · <Answer delivery={delivery} />
          </Text>
        </Group>
        <Code block tabIndex={0} role="region" aria-label={words.content} style={{ maxHeight: 320, overflow: 'auto' }}>
          {pretty(delivery.body)}
        </Code>
        <Group justify="space-between">
          {delivery.callId ? (
            <Anchor component={Link} size="sm" to={`/calls/${delivery.callId}`}>
              {words.call}
            </Anchor>
          ) : (
            <span />
          )}
          <Resend delivery={delivery} onResent={onResent} />
        </Group>
      </Stack>
    </Dialog>
  )
}

/** What webhooks and Webhook steps sent, and what came back; follows what is on its way. */
export function Deliveries() {
  const load = useLoad(() => rpc.system.deliveries({}), 'deliveries', ['delivery'])
  const [open, setOpen] = useState<string | null>(null)
  useAgain(
    load.reload,
    1500,
    load.data?.some(({ status }) => status === 'pending'),
  )
  const words = text.settings.deliveries
  const opened = load.data?.find(({ id }) => id === open)
  return (
    <Loaded load={load}>
      {(deliveries) => (
        <>
          <Listing
            what="deliveries"
            icon={<IconSend size={20} />}
            headings={[words.when, words.what, words.state]}
            items={deliveries}
            row={(delivery) => (
              <DeliveryRow key={delivery.id} delivery={delivery} onOpen={() => setOpen(delivery.id)} onResent={load.reload} />
            )}
          />
          {opened && <Opened delivery={opened} onClose={() => setOpen(null)} onResent={load.reload} />}
        </>
      )}
    </Loaded>
  )
}
