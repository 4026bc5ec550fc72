import { Anchor, Button, Group, ScrollArea, Table, Text } from '@mantine/core'
import { Link } from 'react-router'
import type { Backend } from '../../../shared/domain/backend.ts'
import type { BackendLogEntry } from '../../../shared/domain/backendLog.ts'
import { useHostNow } from '../../lib/clock.ts'
import { Loaded, useLoad } from '../../lib/feedback/index.ts'
import { shortMoment } from '../../lib/format/time.ts'
import { text } from '../../lib/i18n/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import { Dialog, EmptyState } from '../../ui/index.ts'

/** What happened, and each part of it on a line of its own. */
function What({ entry: { kind, details, attempt } }: { entry: BackendLogEntry }) {
  const words = text.integrations.backends
  return (
    <>
      <Text size="sm" fw={500}>
        {words.logKinds[kind]}
        {attempt !== null && attempt > 1 && ` (${words.logAttempt({ attempt })})`}
      </Text>
      {details
        .filter((detail) => detail !== '')
        .map((detail) => (
          <Text key={detail} size="xs" style={{ overflowWrap: 'anywhere' }}>
            {detail}
          </Text>
        ))}
    </>
  )
}

/** What went wrong with a backend in calls, or was passed over of its answers. */
export function BackendLog({ backend: { id, name }, onClose }: { backend: Backend; onClose(): void }) {
  const words = text.integrations.backends
  const now = useHostNow()
  const load = useLoad(() => rpc.settings.backends.log({ id }), `log of ${id}`)
  return (
    <Dialog onClose={onClose} title={words.logOf({ name })} size="xl" close={text.common.close}>
      <Group justify="space-between" mb="sm">
        <Text size="sm" c="dimmed">
          {words.logHelp}
        </Text>
        <Button size="compact-sm" variant="default" loading={load.loading} onClick={load.reload}>
          {words.logAgain}
        </Button>
      </Group>
      <Loaded load={load}>
        {(entries) =>
          entries.length === 0 ? (
            <EmptyState art="done" title={words.logEmpty} help={words.logEmptyHelp} />
          ) : (
            <ScrollArea.Autosize mah={480} viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': words.logOf({ name }) }}>
              <Table verticalSpacing="xs">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{words.logWhen}</Table.Th>
                    <Table.Th>{words.logCall}</Table.Th>
                    <Table.Th>{words.logWhat}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {entries.map((entry, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: the list is read whole, and entries have no id
                    <Table.Tr key={index}>
                      <Table.Td style={{ whiteSpace: 'nowrap', verticalAlign: 'top' }}>{shortMoment(entry.at, now)}</Table.Td>
                      <Table.Td style={{ whiteSpace: 'nowrap', verticalAlign: 'top' }}>
                        <Anchor component={Link} to={`/calls/${entry.callId}`} size="sm" underline="always">
                          {entry.from || entry.callId}
                        </Anchor>
                      </Table.Td>
                      <Table.Td>
                        <What entry={entry} />
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </ScrollArea.Autosize>
          )
        }
      </Loaded>
    </Dialog>
  )
}
