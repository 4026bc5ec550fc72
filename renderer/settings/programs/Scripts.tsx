import { Alert, Button, Code, Group, Stack, Table, Text } from '@mantine/core'
import { IconAlertTriangleFilled, IconCircleCheckFilled } from '@tabler/icons-react'
import { useHostNow } from '../../lib/clock.ts'
import { Loaded, useAgain, useLoad, useWork } from '../../lib/feedback/index.ts'
import { shortMoment } from '../../lib/format/time.ts'
import { text } from '../../lib/i18n/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import { CopyText, EmptyState, StatusBadge } from '../../ui/index.ts'

type Script = Awaited<ReturnType<typeof rpc.settings.scripts.list>>['scripts'][number]

function State({ failure }: { failure: Script['failure'] }) {
  const words = text.scripts
  const now = useHostNow()
  if (!failure) return <StatusBadge tone="good" icon={<IconCircleCheckFilled size={15} />} label={words.good} />
  return (
    <>
      <StatusBadge tone="bad" icon={<IconAlertTriangleFilled size={15} />} label={failure.callId ? words.failed : words.broken} />
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {failure.message}
      </Text>
      <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {failure.line === null ? failure.file : `${failure.file}:${failure.line}`} · {shortMoment(failure.at, now)}
      </Text>
    </>
  )
}

const first = `import { defineScript, say } from 'cordboard'

export default defineScript(async (call) => {
  await call.answer()
  const { digit } = await call.promptDigit(say('Press 1 for sales'))
  return digit === '1' ? 'sales' : 'operator'
})
`

/** A script to begin with. */
function First() {
  const words = text.scripts
  return (
    <Stack gap={6} maw={680} mx="auto">
      <Group justify="space-between">
        <Text size="sm">{words.first}</Text>
        <CopyText size="compact-xs" value={first} copy={words.copy} copied={words.copied} />
      </Group>
      <Code block tabIndex={0} role="region" aria-label={words.first}>
        {first}
      </Code>
    </Stack>
  )
}

/** The office's own call handlers: whether they can be loaded, where their last run failed, and who runs them. */
export function Scripts() {
  const words = text.scripts
  const load = useLoad(() => rpc.settings.scripts.list(), 'scripts', ['script'])
  useAgain(load.reload, 2500)
  const now = useHostNow()
  const empty = text.settings.empty.scripts
  return (
    <Loaded load={load}>
      {({ folder, scripts, waiting }) => (
        <>
          <Text size="sm" c="dimmed" mb="md" maw={680}>
            {words.help} <Code>{folder}</Code>
          </Text>
          {waiting.length > 0 && <Waiting files={waiting} onApproved={load.reload} />}
          {scripts.length === 0 ? (
            <>
              <EmptyState art="code" {...empty} />
              <First />
            </>
          ) : (
            <Table.ScrollContainer minWidth={560}>
              <Table>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{words.name}</Table.Th>
                    <Table.Th>{words.state}</Table.Th>
                    <Table.Th>{words.flows}</Table.Th>
                    <Table.Th>{words.changed}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {scripts.map(({ name, failure, flows, changedAt }) => (
                    <Table.Tr key={name} style={{ verticalAlign: 'top' }}>
                      <Table.Td>{name}</Table.Td>
                      <Table.Td>
                        <State failure={failure} />
                      </Table.Td>
                      <Table.Td>{flows.join(', ') || words.nobody}</Table.Td>
                      <Table.Td>{shortMoment(changedAt, now)}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          )}
        </>
      )}
    </Loaded>
  )
}

type WaitingFile = { file: string; hash: string }

/** What came with a restored backup: named, and let run by an admin. */
function Waiting({ files, onApproved }: { files: readonly WaitingFile[]; onApproved(): void }) {
  const words = text.scripts
  const { busy, run } = useWork()
  const approve = () => run(() => rpc.settings.scripts.approve({ hashes: files.map(({ hash }) => hash) }), onApproved)
  return (
    <Alert color="yellow" role="alert" mb="md">
      <Text size="sm">{words.waiting}</Text>
      <Code block my="xs">
        {files.map(({ file, hash }) => `${file}  ${hash.slice(0, 12)}`).join('\n')}
      </Code>
      <Button size="compact-sm" loading={busy} onClick={approve}>
        {words.approve}
      </Button>
    </Alert>
  )
}
