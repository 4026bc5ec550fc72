import { Alert, Button, Group, List, NativeSelect, Stack, Switch, Text } from '@mantine/core'
import { useState } from 'react'
import { Loaded, tellUndoable, useLoad, useWork } from '../../../lib/feedback/index.ts'
import { locale, text } from '../../../lib/i18n/index.ts'
import { rpc } from '../../../lib/rpc/index.ts'
import { useSession } from '../../../lib/session.ts'
import { Dialog } from '../../../ui/index.ts'
import { FlowsNaming } from '../../form/FlowsNaming.tsx'
import type { ListedPerson } from './personForm.ts'

type Leaving = Awaited<ReturnType<typeof rpc.settings.people.leaving>>
type LeaveProps = { person: ListedPerson; onClose(): void; onChanged(): void }

function NamingMailbox({ id }: { id: string }) {
  return <FlowsNaming load={useLoad(() => rpc.flows.naming({ kind: 'mailbox', id }), 'naming', ['flow'])} removing />
}

/** What ends with them. */
function Ends({ person, now }: { person: ListedPerson; now: Leaving }) {
  const words = text.people.leave
  const queues = new Intl.ListFormat(locale()).format(now.queues)
  return (
    <List size="sm" spacing={4}>
      {person.signIn && <List.Item>{words.signIn({ login: person.signIn.login })}</List.Item>}
      {person.phone && <List.Item>{words.pin}</List.Item>}
      {now.queues.length > 0 && <List.Item>{words.queues({ queues })}</List.Item>}
      <List.Item>{words.history}</List.Item>
    </List>
  )
}

function Choices({ person, now, onClose, onChanged }: LeaveProps & { now: Leaving }) {
  const words = text.people.leave
  const mailboxes = useSession((state) => state.mailboxes).filter(({ id }) => id !== now.mailboxId)
  const [keepNumber, setKeepNumber] = useState(now.deskPhones > 0)
  const [messagesTo, setMessagesTo] = useState('')
  const { busy, run } = useWork()
  const { id, name, phone, revision } = person
  const leave = () =>
    rpc.settings.people.leave({ id, revision, keepNumber, messagesTo: messagesTo || null }).then(({ change }) => {
      onChanged()
      onClose()
      tellUndoable(words.done({ name }), () => rpc.system.undo({ id: change }).then(onChanged))
    })
  return (
    <Stack gap="md">
      {now.inCall && (
        <Alert color="yellow" p="xs">
          {words.inCall({ name })}
        </Alert>
      )}
      <Ends person={person} now={now} />
      {phone && (
        <Switch
          label={words.keepNumber({ number: phone.number })}
          description={words.keepNumberHelp({ phones: now.deskPhones })}
          checked={keepNumber}
          onChange={(event) => setKeepNumber(event.currentTarget.checked)}
        />
      )}
      {now.mailboxId !== null && (
        <NativeSelect
          label={words.messages({ count: now.messages })}
          description={words.messagesHelp}
          data={[
            { value: '', label: words.keepMailbox },
            ...mailboxes.map((each) => ({ value: each.id, label: words.messagesTo({ mailbox: each.name }) })),
          ]}
          value={messagesTo}
          onChange={(event) => setMessagesTo(event.currentTarget.value)}
        />
      )}
      {now.mailboxId !== null && messagesTo !== '' && <NamingMailbox id={now.mailboxId} />}
      <Text size="sm" c="dimmed">
        {words.undoable}
      </Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {text.common.cancel}
        </Button>
        <Button color="red.9" loading={busy} disabled={now.inCall} onClick={() => void run(leave)}>
          {words.confirm({ name })}
        </Button>
      </Group>
    </Stack>
  )
}

/** Somebody leaves the firm: what ends, and what becomes of their number and messages. */
export function Leave(props: LeaveProps) {
  const { person, onClose } = props
  const load = useLoad(() => rpc.settings.people.leaving({ id: person.id }), `leaving ${person.id}`)
  return (
    <Dialog title={text.people.leave.title({ name: person.name })} onClose={onClose} close={text.common.close} size="md">
      <Loaded load={load} rows={3}>
        {(now) => <Choices {...props} now={now} />}
      </Loaded>
    </Dialog>
  )
}
