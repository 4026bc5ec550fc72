import { Anchor, Badge, Button, Group, Modal, NativeSelect, Stack, Text, Textarea, Title } from '@mantine/core'
import { IconArchive, IconArchiveOff, IconMail, IconMailOpened, IconPhone, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Voicemail } from '../../shared/domain/calls.ts'
import { useHostNow } from '../lib/clock.ts'
import { useCallerName } from '../lib/contacts.ts'
import { tell, tellError, useWork } from '../lib/feedback/index.ts'
import { showNumber } from '../lib/format/telephone.ts'
import { shortMoment } from '../lib/format/time.ts'
import { text } from '../lib/i18n/index.ts'
import { voicemailAddress } from '../lib/media.ts'
import { playerWords } from '../lib/playerWords.ts'
import { rpc } from '../lib/rpc/index.ts'
import { useSession } from '../lib/session.ts'
import { useTyped } from '../lib/view/useTyped.ts'
import { offerNumber } from '../phone/index.ts'
import { AudioPlayer } from '../ui/index.ts'

function Actions({ message, onKeep }: { message: Voicemail; onKeep(): void }) {
  const [asking, setAsking] = useState(false)
  const { busy, run } = useWork()
  const words = text.voicemail
  const set = (status: Voicemail['status']) => {
    onKeep()
    return run(() => rpc.voicemails.setStatus({ id: message.id, status }))
  }
  const remove = () =>
    run(
      () => rpc.voicemails.remove({ id: message.id }),
      () => setAsking(false),
    )
  return (
    <Group gap="xs">
      <Button
        size="xs"
        leftSection={<IconPhone size={15} />}
        disabled={!showNumber(message.from)}
        onClick={() => offerNumber(message.from)}
      >
        {words.callBack}
      </Button>
      {message.status === 'new' ? (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconMailOpened size={15} />}
          loading={busy}
          onClick={() => set('heard')}
        >
          {words.markHeard}
        </Button>
      ) : (
        <Button size="xs" variant="default" leftSection={<IconMail size={15} />} loading={busy} onClick={() => set('new')}>
          {words.markNew}
        </Button>
      )}
      {message.status === 'archived' ? (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconArchiveOff size={15} />}
          loading={busy}
          onClick={() => set('heard')}
        >
          {words.unarchive}
        </Button>
      ) : (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconArchive size={15} />}
          loading={busy}
          onClick={() => set('archived')}
        >
          {words.archive}
        </Button>
      )}
      <Button
        size="xs"
        variant="subtle"
        color="red"
        c="var(--cord-bad)"
        leftSection={<IconTrash size={15} />}
        onClick={() => setAsking(true)}
      >
        {words.remove}
      </Button>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={words.remove}
        centered
        closeButtonProps={{ 'aria-label': text.common.close }}
      >
        <Text size="sm">{words.removeSure}</Text>
        <Group mt="md" justify="flex-end">
          <Button variant="default" onClick={() => setAsking(false)}>
            {text.common.cancel}
          </Button>
          <Button color="red.9" loading={busy} onClick={remove}>
            {words.remove}
          </Button>
        </Group>
      </Modal>
    </Group>
  )
}

function Assignment({ message }: { message: Voicemail }) {
  const operators = useSession((state) => state.operators)
  const { run } = useWork()
  return (
    <NativeSelect
      label={text.voicemail.assign}
      w={240}
      data={[
        { value: '', label: text.common.nobody },
        ...operators.map((operator) => ({ value: operator.id, label: operator.name })),
      ]}
      value={message.assignedTo ?? ''}
      onChange={(event) => {
        const operatorId = event.currentTarget.value || null
        void run(() => rpc.voicemails.assign({ id: message.id, operatorId }))
      }}
    />
  )
}

function Note({ message }: { message: Voicemail }) {
  const { text: note, type, typed } = useTyped(message.note ?? '')
  const save = () => {
    if (!typed) return
    rpc.voicemails.note({ id: message.id, note }).then(() => tell('success', text.common.saved), tellError)
  }
  return (
    <Textarea
      label={text.voicemail.noteLabel}
      autosize
      minRows={2}
      maxRows={8}
      maw={560}
      value={note}
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={save}
    />
  )
}

/** One message: player, what to do with it, whose it is, a note. Hearing it to the end marks it as heard. */
export function MessageDetail({ message, onKeep }: { message: Voicemail; onKeep(): void }) {
  const callerName = useCallerName()
  const now = useHostNow()
  const mailbox = useSession((state) => state.mailboxes.find((each) => each.id === message.mailboxId)?.name ?? message.mailboxId)
  const who = callerName(message.from, message.fromName)
  const number = showNumber(message.from)
  const heard = () => {
    if (message.status !== 'new') return
    onKeep()
    rpc.voicemails.setStatus({ id: message.id, status: 'heard' }).catch(tellError)
  }
  return (
    <Stack gap="lg" p="lg" maw={680}>
      <div>
        <Group gap="sm">
          <Title order={2} fz="xl">
            {who}
          </Title>
          <Badge color={message.status === 'new' ? 'cord' : 'gray'}>{text.voicemail.status[message.status]}</Badge>
        </Group>
        <Text size="sm" c="dimmed">
          {[number === who ? '' : number, mailbox, shortMoment(message.at, now)].filter(Boolean).join(' · ')}
        </Text>
        <Anchor component={Link} to={`/calls/${encodeURIComponent(message.callId)}`} size="sm">
          {text.voicemail.callStory}
        </Anchor>
      </div>
      <AudioPlayer
        src={voicemailAddress(message.id)}
        seconds={message.seconds}
        downloadName={`voicemail-${message.id}.wav`}
        words={playerWords()}
        onPlayed={heard}
      />
      <Actions message={message} onKeep={onKeep} />
      <Assignment message={message} />
      {message.transcript && (
        <div>
          <Text size="sm" fw={500}>
            {text.integrations.speech.transcript}
          </Text>
          <Text maw={560}>{message.transcript}</Text>
        </div>
      )}
      <Note message={message} />
    </Stack>
  )
}
