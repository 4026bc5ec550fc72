import { Anchor, Menu, Table, Text, VisuallyHidden } from '@mantine/core'
import { memo, useState } from 'react'
import { Link } from 'react-router'
import type { OperatorLive } from '../../shared/domain/calls.ts'
import { supervisorsPause } from '../../shared/domain/pauseReason.ts'
import { awayWords } from '../lib/awayWords.ts'
import { hostNow } from '../lib/clock.ts'
import { useCallerName } from '../lib/contacts.ts'
import { tell, tellError } from '../lib/feedback/index.ts'
import { isoDay } from '../lib/format/time.ts'
import { text } from '../lib/i18n/index.ts'
import { useLive, useLiveList } from '../lib/live/index.ts'
import { reasonOf } from '../lib/reasons.ts'
import { rpc } from '../lib/rpc/index.ts'
import { useMay, useMe, useQueueName } from '../lib/session.ts'
import { Elapsed } from '../lib/view/Elapsed.tsx'
import { useSettled } from '../lib/view/useSettled.ts'
import { EmptyState, RowMenu, type Secret, SecretDialog, Section, StateBadge } from '../ui/index.ts'
import { LogOutDialog } from './LogOutDialog.tsx'

const attempt = (work: Promise<unknown>) => void work.catch(tellError)

const modes = ['listen', 'whisper', 'barge'] as const

/** Onto the operator's call by one's own telephone; choosing again changes the mode. */
function Monitoring({ operator }: { operator: OperatorLive }) {
  const { extension } = useMe()
  const callId = operator.callId
  if (operator.state !== 'busy' || !callId || !extension || extension === operator.extension) return null
  const words = text.queues
  const monitor = (mode: (typeof modes)[number]) =>
    rpc.supervise.monitor({ callId, mode }).then(() => tell('info', words.monitorHint))
  return (
    <>
      {modes.map((mode) => (
        <Menu.Item key={mode} onClick={() => attempt(monitor(mode))}>
          {words[mode]}
        </Menu.Item>
      ))}
      <Menu.Divider />
    </>
  )
}

type RowProps = { id: string; onSecret(secret: Secret): void; onLogOut(operator: OperatorLive): void }

/** What the open menu holds; a closed one follows nobody. */
function OperatorMenu({ id, onSecret, onLogOut }: RowProps) {
  const operator = useLive((state) => state.operators[id])
  if (!operator) return null
  const words = text.queues
  const resetPin = async () => {
    const { pin } = await rpc.supervise.resetPin({ id })
    onSecret({
      title: words.newPin({ name: operator.name }),
      help: words.newPinHelp,
      values: [{ label: text.desk.pin, value: pin }],
    })
  }
  const here = operator.state !== 'offline'
  return (
    <>
      <Monitoring operator={operator} />
      {here && operator.state !== 'paused' && (
        <Menu.Item onClick={() => attempt(rpc.supervise.pauseOperator({ id, reason: supervisorsPause }))}>
          {words.pause}
        </Menu.Item>
      )}
      {operator.state === 'paused' && (
        <Menu.Item onClick={() => attempt(rpc.supervise.resumeOperator({ id }))}>{words.resume}</Menu.Item>
      )}
      {here && <Menu.Item onClick={() => onLogOut(operator)}>{words.logOut}</Menu.Item>}
      <Menu.Item onClick={() => attempt(resetPin())}>{words.resetPin}</Menu.Item>
    </>
  )
}

/** The operator's calls of today in the history. */
const callsTodayOf = (operatorId: string) => `/calls?${new URLSearchParams({ from: isoDay(hostNow()), operatorId })}`

const OperatorRow = memo(function OperatorRow({ id, onSecret, onLogOut }: RowProps) {
  const operator = useLive((state) => state.operators[id])
  const supervisor = useMay('supervisor')
  const nameOf = useQueueName()
  const callerName = useCallerName()
  if (!operator) return null
  const { state, reason, peer } = operator
  const doing = peer ? text.desk.with({ who: callerName(peer, '') }) : reasonOf(reason)
  const detail = [doing, awayWords(operator.away)].filter(Boolean).join(' · ')
  return (
    <Table.Tr>
      <Table.Td>
        <Text fw={500} span>
          {operator.name}
        </Text>{' '}
        <Text span size="xs" c="dimmed">
          {operator.extension}
        </Text>
      </Table.Td>
      <Table.Td>
        <StateBadge state={state} label={text.states[state]} />
        {detail && (
          <Text size="xs" c="dimmed">
            {detail}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <Text size="sm" c="dimmed">
          {operator.queues.map(nameOf).join(', ') || '–'}
        </Text>
      </Table.Td>
      <Table.Td ta="right" ff="monospace">
        {operator.callsToday > 0 ? (
          <Anchor component={Link} to={callsTodayOf(id)} ff="monospace" size="md" c="inherit">
            {operator.callsToday}
          </Anchor>
        ) : (
          0
        )}
      </Table.Td>
      <Table.Td ta="right">{state === 'offline' ? '–' : <Elapsed since={operator.since} />}</Table.Td>
      {supervisor && (
        <Table.Td ta="right" w={44}>
          <RowMenu label={text.queues.actionsFor({ name: operator.name })}>
            <OperatorMenu id={id} onSecret={onSecret} onLogOut={onLogOut} />
          </RowMenu>
        </Table.Td>
      )}
    </Table.Tr>
  )
})

const order: OperatorLive['state'][] = ['unreachable', 'ringing', 'busy', 'wrapUp', 'available', 'paused', 'offline']

/** The rows follow the feed by themselves: the table around them stays as it is. */
function OperatorRows({ queueId, ...acts }: Omit<RowProps, 'id'> & { queueId: string | null }) {
  const sorted = useLiveList((state) =>
    Object.values(state.operators)
      .filter((operator) => !queueId || operator.queues.includes(queueId))
      .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || a.name.localeCompare(b.name))
      .map((operator) => operator.operatorId),
  )
  return useSettled(sorted).map((id) => <OperatorRow key={id} id={id} {...acts} />)
}

/** Who serves, in which state since when; supervisors act from here. */
export function OperatorTable({ queueId }: { queueId: string | null }) {
  const [secret, setSecret] = useState<Secret | null>(null)
  const [leaving, setLeaving] = useState<OperatorLive | null>(null)
  const supervisor = useMay('supervisor')
  const nobody = useLive(
    (state) => !Object.values(state.operators).some((operator) => !queueId || operator.queues.includes(queueId)),
  )
  const words = text.queues
  return (
    <Section title={words.operators}>
      {nobody ? (
        <EmptyState art="people" title={words.noOperators} help={words.noOperatorsHelp} />
      ) : (
        <Table.ScrollContainer minWidth={560}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{text.common.operator}</Table.Th>
                <Table.Th>{text.common.state}</Table.Th>
                <Table.Th>{text.desk.queues}</Table.Th>
                <Table.Th ta="right">{text.calls.title}</Table.Th>
                <Table.Th ta="right">{text.common.since}</Table.Th>
                {supervisor && (
                  <Table.Th>
                    <VisuallyHidden>{text.common.actions}</VisuallyHidden>
                  </Table.Th>
                )}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              <OperatorRows queueId={queueId} onSecret={setSecret} onLogOut={setLeaving} />
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {leaving && <LogOutDialog operator={leaving} onClose={() => setLeaving(null)} />}
      <SecretDialog
        secret={secret}
        onClose={() => setSecret(null)}
        copy={text.common.copy}
        copied={text.common.copied}
        close={text.common.close}
      />
    </Section>
  )
}
