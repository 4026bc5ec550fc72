import { Button, Table, Text, VisuallyHidden } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import type { TrashItem } from '../../shared/domain/trash.ts'
import { useHostNow } from '../lib/clock.ts'
import { Loaded, tell, useLoad, useWork } from '../lib/feedback/index.ts'
import { shortMoment } from '../lib/format/time.ts'
import { text } from '../lib/i18n/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import { Nothing } from '../ui/index.ts'

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
      <Table.Td>{words.kinds[item.kind]}</Table.Td>
      <Table.Td>{item.name}</Table.Td>
      <Table.Td>{shortMoment(item.removedAt, now)}</Table.Td>
      <Table.Td>{item.removedBy}</Table.Td>
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
  const empty = text.settings.empty.trash ?? ['', '']
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm" maw={680}>
        {words.help}
      </Text>
      <Loaded load={load}>
        {(items) =>
          items.length === 0 ? (
            <Nothing icon={<IconTrash size={20} />} title={empty[0]} help={empty[1]} />
          ) : (
            <Table.ScrollContainer minWidth={560}>
              <Table>
                <Table.Thead>
                  <Table.Tr>
                    {[words.what, words.name, words.removed, words.by, words.gone].map((label) => (
                      <Table.Th key={label}>{label}</Table.Th>
                    ))}
                    <Table.Th>
                      <VisuallyHidden>{text.common.actions}</VisuallyHidden>
                    </Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {items.map((item) => (
                    <Row key={item.id} item={item} onRestored={load.reload} />
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          )
        }
      </Loaded>
    </>
  )
}
