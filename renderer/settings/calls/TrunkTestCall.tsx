import { Button, Group, NativeSelect, Stack, Table, Text, TextInput, VisuallyHidden } from '@mantine/core'
import { IconArrowLeft, IconArrowRight, IconCircleCheckFilled, IconInfoCircle, IconPhoneOutgoing } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import type { SipMessageLine, TrunkTest } from '../../../shared/domain/trunkTest.ts'
import { useLoad, useWork } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import { Section, StatusBadge } from '../../ui/index.ts'

/** What went to the provider and what came, one below the other. */
function Ladder({ messages }: { messages: readonly SipMessageLine[] }) {
  const words = text.trunks.test
  return (
    <Table aria-label={words.ladder} maw={520} verticalSpacing={4}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{words.time}</Table.Th>
          <Table.Th>{words.direction}</Table.Th>
          <Table.Th>{words.message}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {messages.map(({ seconds, sent, line }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is made once, and the same message may come again
          <Table.Tr key={at}>
            <Table.Td ff="monospace">{words.seconds({ seconds })}</Table.Td>
            <Table.Td>
              <Group gap={6} wrap="nowrap">
                {sent ? <IconArrowRight size={15} aria-hidden /> : <IconArrowLeft size={15} aria-hidden />}
                <Text size="xs">{sent ? words.sent : words.received}</Text>
              </Group>
            </Table.Td>
            <Table.Td ff="monospace">{line}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

/** How it went, in words. */
function Result({ result: { dialled, meaning, status, seconds, messages } }: { result: TrunkTest }) {
  const words = text.trunks.test
  const good = meaning === 'answered'
  return (
    <Stack gap="xs">
      <StatusBadge
        tone={good ? 'good' : 'warn'}
        icon={good ? <IconCircleCheckFilled size={16} /> : <IconInfoCircle size={16} />}
        label={status === null ? words.meanings[meaning] : `${status}: ${words.meanings[meaning]}`}
      />
      <Text size="sm" c="dimmed">
        {words.sentAs({ dialled, seconds })}
      </Text>
      {messages === null && <Text size="sm">{words.unseen}</Text>}
      {messages !== null && messages.length > 0 && <Ladder messages={messages} />}
    </Stack>
  )
}

/** A call over one trunk that needs no telephone: what the provider answered, and the SIP messages of it. */
export function TrunkTestCall() {
  const words = text.trunks.test
  const trunks = useLoad(() => rpc.settings.trunks.list(), 'trunks to test', ['trunk']).data ?? []
  const [chosen, setChosen] = useState('')
  const [number, setNumber] = useState('')
  const [result, setResult] = useState<TrunkTest | null>(null)
  const { busy, run } = useWork()
  const id = trunks.some((each) => each.id === chosen) ? chosen : (trunks[0]?.id ?? '')
  if (trunks.length === 0) return null
  const place = (event: FormEvent) => {
    event.preventDefault()
    setResult(null)
    void run(() => rpc.settings.trunks.test({ id, number }).then(setResult))
  }
  return (
    <Section title={words.title}>
      <Stack p="md" gap="md">
        <Text size="sm" c="dimmed">
          {words.help}
        </Text>
        <form onSubmit={place}>
          <Group gap="md" align="flex-end">
            <NativeSelect
              label={words.trunk}
              data={trunks.map((each) => ({ value: each.id, label: each.name }))}
              value={id}
              onChange={(event) => setChosen(event.currentTarget.value)}
            />
            <TextInput
              label={words.number}
              type="tel"
              w={220}
              value={number}
              onChange={(event) => setNumber(event.currentTarget.value)}
            />
            <Button type="submit" loading={busy} disabled={number.trim() === ''} leftSection={<IconPhoneOutgoing size={15} />}>
              {words.place}
            </Button>
          </Group>
        </form>
        <div role="status">
          {busy && <VisuallyHidden>{words.busy}</VisuallyHidden>}
          {result && <Result result={result} />}
        </div>
      </Stack>
    </Section>
  )
}
