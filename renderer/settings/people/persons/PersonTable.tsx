import { Table, Text, UnstyledButton } from '@mantine/core'
import { IconCircleCheckFilled, IconCircleDashed, IconPhoneCall } from '@tabler/icons-react'
import { useLoad } from '../../../lib/feedback/index.ts'
import { text } from '../../../lib/i18n/index.ts'
import { useLive } from '../../../lib/live/index.ts'
import { rpc } from '../../../lib/rpc/index.ts'
import { useMay, useQueueName, useSession } from '../../../lib/session.ts'
import { StatusBadge, type Tone } from '../../../ui/index.ts'
import { memberOf } from '../penalties.ts'
import type { ListedPerson } from './personForm.ts'

type State = Awaited<ReturnType<typeof rpc.phone.directory>>[number]['state']
const signs: Record<State, { tone: Tone; Icon: typeof IconPhoneCall }> = {
  free: { tone: 'good', Icon: IconCircleCheckFilled },
  busy: { tone: 'busy', Icon: IconPhoneCall },
  offline: { tone: 'idle', Icon: IconCircleDashed },
  unknown: { tone: 'idle', Icon: IconCircleDashed },
}

/** Whether each extension's phone is there; asked again whenever an operator's state or a call changes. */
function usePhoneStates(): ReadonlyMap<string, State> {
  const turn = useLive(
    (state) =>
      `${Object.values(state.operators)
        .map((each) => each.state[0])
        .join('')} ${Object.keys(state.calls).length}`,
  )
  const { data = [] } = useLoad(() => rpc.phone.directory(), `phones ${turn}`, ['extension', 'operator', 'person'])
  return new Map(data.map(({ target, state }) => [target, state]))
}

function useMailboxWords(): (person: ListedPerson) => string {
  const mailboxes = useSession((state) => state.mailboxes)
  return ({ phone }) => {
    if (!phone || phone.mailbox.kind === 'none') return '–'
    const { mailbox } = phone
    return mailbox.kind === 'own' ? text.people.own : (mailboxes.find(({ id }) => id === mailbox.id)?.name ?? mailbox.id)
  }
}

/** People with what matters of each; a name opens the form for who may edit. */
export function PersonTable({ people, onOpen }: { people: readonly ListedPerson[]; onOpen(person: ListedPerson): void }) {
  const fields = text.settings.fields
  const admin = useMay('admin')
  const queueName = useQueueName()
  const states = usePhoneStates()
  const mailbox = useMailboxWords()
  return (
    <Table.ScrollContainer minWidth={520}>
      <Table highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{fields.name}</Table.Th>
            <Table.Th>{text.people.phone}</Table.Th>
            <Table.Th>{fields.queues}</Table.Th>
            <Table.Th>{text.people.voicemail}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {people.map((person) => {
            const { id, name, signIn, phone } = person
            const state = phone ? (states.get(phone.number) ?? 'unknown') : null
            const { tone, Icon } = signs[state ?? 'unknown']
            return (
              <Table.Tr key={id}>
                <Table.Td>
                  {admin ? (
                    <UnstyledButton fw={500} fz="md" c="var(--mantine-color-anchor)" onClick={() => onOpen(person)}>
                      {name}
                    </UnstyledButton>
                  ) : (
                    name
                  )}
                  {admin && (
                    <Text size="xs" c="dimmed">
                      {signIn ? `${signIn.login} · ${fields.roles[signIn.role]}` : text.people.noSignIn}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td>
                  {phone?.number ?? '–'}
                  {state !== null && (
                    <div>
                      <StatusBadge tone={tone} icon={<Icon size={14} />} label={text.phone.presence[state]} />
                    </div>
                  )}
                </Table.Td>
                <Table.Td>{phone?.queues.map((entry) => memberOf(entry, queueName(entry.queueId))).join(', ') || '–'}</Table.Td>
                <Table.Td>{mailbox(person)}</Table.Td>
              </Table.Tr>
            )
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
