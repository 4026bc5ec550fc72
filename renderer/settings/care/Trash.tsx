import { Button, Table, Text } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import type { TrashItem } from '../../../shared/domain/trash.ts'
import { useHostNow } from '../../lib/clock.ts'
import { Loaded, tell, useLoad, useWork } from '../../lib/feedback/index.ts'
import { shortMoment } from '../../lib/format/time.ts'
import { text } from '../../lib/i18n/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import { Listing } from '../form/Listing.tsx'

function Row({ item, onRestored }: { item: TrashItem; onRestored(): void }) {
  const words = text.admin.trash
  const now = useHostNow()
  const { busy, run } = useWork()
  const restore = () =>
    run(
      () => rpc.trash.restore({ id: item.id }),
      () => {
        tell('success', words.restored)
        onRestored()
      },
    )
  return (
    <Table.Tr>
      <Table.Td>
        {item.name}
        <Text size="xs" c="dimmed">
          {words.kinds[item.kind]}
        </Text>
      </Table.Td>
      <Table.Td>
        {shortMoment(item.removedAt, now)}
        <Text size="xs" c="dimmed">
          {words.by({ name: item.removedBy })}
        </Text>
      </Table.Td>
      <Table.Td>{shortMoment(item.goneAt, now)}</Table.Td>
      <Table.Td ta="right">
        <Button
          size="compact-xs"
          variant="default"
          loading={busy}
          aria-label={`${words.restore}: ${item.name}`}
          onClick={restore}
        >
          {words.restore}
        </Button>
      </Table.Td>
    </Table.Tr>
  )
}

/** What was removed in the last 30 days, each with the way back. */
export function Trash() {
  const words = text.admin.trash
  const load = useLoad(() => rpc.trash.list(), 'trash', ['trash', 'voicemail', 'recording', 'recovered'])
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm" maw={680}>
        {words.help}
      </Text>
      <Loaded load={load}>
        {(items) => (
          <Listing
            what="trash"
            icon={<IconTrash size={20} />}
            headings={[words.name, words.removed, words.gone]}
            items={items}
            row={(item) => <Row key={item.id} item={item} onRestored={load.reload} />}
          />
        )}
      </Loaded>
    </>
  )
}
