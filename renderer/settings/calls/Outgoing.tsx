import { ActionIcon, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowRight, IconArrowUp } from '@tabler/icons-react'
import { useState } from 'react'
import { type OutgoingRule, outgoingRule } from '../../../shared/domain/office.ts'
import { defaultNextAfterSeconds, trunksOf, wayOut } from '../../../shared/domain/outgoing.ts'
import { tellError, useLoad } from '../../lib/feedback/index.ts'
import { text } from '../../lib/i18n/index.ts'
import { rpc } from '../../lib/rpc/index.ts'
import { Section } from '../../ui/index.ts'
import type { Field } from '../form/fields.ts'
import { type Listed, RecordList } from '../form/RecordList.tsx'

const classes = ['national', 'international', 'premium'] as const
type Named = { id: string; name: string }

function fields(trunks: readonly Named[]): Field[] {
  const words = text.admin.outgoing
  const options = trunks.map(({ id, name }) => ({ value: id, label: name }))
  return [
    { key: 'pattern', label: words.pattern, help: words.patternHelp, kind: 'text', maxLength: 40, required: true },
    {
      key: 'trunkId',
      label: words.trunk,
      kind: 'select',
      required: true,
      options,
    },
    { key: 'otherTrunkIds', label: words.otherTrunks, help: words.otherTrunksHelp, kind: 'several', options },
    {
      key: 'nextAfterSeconds',
      label: words.nextAfter,
      help: words.nextAfterHelp,
      kind: 'number',
      min: 2,
      max: 60,
      when: ({ otherTrunkIds }) => Array.isArray(otherTrunkIds) && otherTrunkIds.length > 0,
    },
    { key: 'strip', label: words.strip, kind: 'number', min: 0, max: 10 },
    { key: 'callerId', label: text.admin.trunks.callerId, kind: 'text', maxLength: 40 },
    {
      key: 'class',
      label: words.class,
      kind: 'select',
      options: classes.map((value) => ({ value, label: text.settings.fields.dialClasses[value] })),
    },
  ]
}

/** What a rule is edited with that names one trunk only. */
const failover = { otherTrunkIds: [], nextAfterSeconds: defaultNextAfterSeconds }

/** Type a number and see which rule takes it, through which trunk, and the digits the trunk is sent. */
function TryNumber({ turn }: { turn: number }) {
  const [number, setNumber] = useState('')
  const ways = useLoad(
    () => Promise.all([rpc.settings.outgoing.list(), rpc.settings.trunks.list(), rpc.settings.office.get()]),
    `ways ${turn}`,
    ['outgoing', 'trunk', 'office'],
  )
  const words = text.admin.outgoing
  const [rules = [], trunks = [], office] = ways.data ?? []
  const way = number.trim() ? wayOut(number, rules, trunks, office?.emergencyNumbers ?? [], office?.country ?? '') : null
  return (
    <Section title={words.tryTitle}>
      <Group p="md" gap="md" align="flex-end">
        <TextInput
          label={words.tryNumber}
          type="tel"
          w={220}
          value={number}
          onChange={(event) => setNumber(event.currentTarget.value)}
        />
        <Group gap="xs" role="status" mih={36} align="center">
          {way && 'problem' in way && (
            <Text size="sm" c="var(--cord-bad)">
              {words.problems[way.problem]}
            </Text>
          )}
          {way && !('problem' in way) && (
            <>
              <Text size="sm">{way.rule ? words.byRule({ pattern: way.rule.pattern }) : words.emergency}</Text>
              <IconArrowRight size={15} aria-hidden />
              <Text size="sm">{way.trunk.name}</Text>
              <IconArrowRight size={15} aria-hidden />
              <Text size="sm" fw={600} ff="monospace">
                {way.dialled}
              </Text>
              {way.others.map(({ trunk, dialled }) => (
                <Text key={trunk.id} size="sm" c="dimmed">
                  {words.otherwise({ trunk: trunk.name, dialled })}
                </Text>
              ))}
            </>
          )}
        </Group>
      </Group>
    </Section>
  )
}

/** Which number goes out by which trunk; the first rule that fits decides. */
export function Outgoing() {
  const [turn, setTurn] = useState(0)
  const trunks = useLoad(() => rpc.settings.trunks.list(), 'trunks', ['trunk']).data ?? []
  const words = text.admin.outgoing
  const nameOf = (id: string) => trunks.find((each) => each.id === id)?.name ?? id
  const again = () => setTurn((before) => before + 1)
  const move = async (id: string, by: -1 | 1) => {
    const ids = (await rpc.settings.outgoing.list()).map((rule) => rule.id)
    const from = ids.indexOf(id)
    ids.splice(from, 1)
    ids.splice(Math.max(0, from + by), 0, id)
    await rpc.settings.outgoing.order({ ids })
    again()
  }
  return (
    <Stack gap="md">
      <RecordList<Listed<OutgoingRule>>
        what="outgoing"
        turn={turn}
        list={() => rpc.settings.outgoing.list()}
        keyOf={(record) => record.id}
        titleOf={(record) => record.pattern}
        columns={[
          { label: words.pattern, cell: (record) => record.pattern },
          { label: words.trunk, cell: (record) => trunksOf(record).map(nameOf).join(' → ') },
          { label: words.strip, cell: (record) => record.strip },
          { label: words.class, cell: (record) => text.settings.fields.dialClasses[record.class] },
        ]}
        fields={fields(trunks)}
        schema={outgoingRule.omit({ id: true })}
        blank={{ ...failover, pattern: '', trunkId: trunks[0]?.id ?? '', strip: 0, callerId: '', class: 'national' }}
        toDraft={(record) => ({ ...failover, ...record })}
        create={(draft) => rpc.settings.outgoing.create(outgoingRule.partial({ id: true }).parse(draft)).then(again)}
        update={(draft, revision) => rpc.settings.outgoing.update({ ...outgoingRule.parse(draft), revision }).then(again)}
        remove={async ({ id }) => {
          const removed = await rpc.settings.outgoing.remove({ id })
          again()
          return removed
        }}
        extra={({ id, pattern }, { index, count }) => (
          <Group gap={4} justify="flex-end" wrap="nowrap">
            <ActionIcon
              variant="default"
              size={26}
              disabled={index === 0}
              aria-label={words.up({ pattern })}
              onClick={() => void move(id, -1).catch(tellError)}
            >
              <IconArrowUp size={14} />
            </ActionIcon>
            <ActionIcon
              variant="default"
              size={26}
              disabled={index === count - 1}
              aria-label={words.down({ pattern })}
              onClick={() => void move(id, 1).catch(tellError)}
            >
              <IconArrowDown size={14} />
            </ActionIcon>
          </Group>
        )}
      />
      <TryNumber turn={turn} />
    </Stack>
  )
}
