import { Group, NativeSelect, SegmentedControl, Text, VisuallyHidden } from '@mantine/core'
import { IconPointFilled } from '@tabler/icons-react'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import type { Voicemail } from '../../shared/domain/calls.ts'
import { useHostNow } from '../lib/clock.ts'
import { useCallerName } from '../lib/contacts.ts'
import { LoadError, LoadingRows, useLoad } from '../lib/feedback/index.ts'
import { clock, shortMoment } from '../lib/format/time.ts'
import { text } from '../lib/i18n/index.ts'
import { useLiveList } from '../lib/live/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import { useOperatorName, useSession } from '../lib/session.ts'
import { ChoiceRow, EmptyState, listKeys, MasterDetail, Page } from '../ui/index.ts'
import { MessageDetail } from './MessageDetail.tsx'

type Filter = Voicemail['status'] | 'all'

/** What the feed knows laid over what was loaded; a message that is gone in the feed is gone. */
function useMessages(filter: Filter, mailboxId: string, kept: string | null) {
  const load = useLoad(() => rpc.voicemails.list({ ...(mailboxId ? { mailboxId } : {}), limit: 500 }), mailboxId)
  const live = useLiveList((state) => Object.values(state.voicemails))
  const known = new Map((load.data ?? []).map((message) => [message.id, message]))
  for (const message of live) known.set(message.id, message)
  const gone = useLiveList((state) =>
    (load.data ?? []).filter((message) => state.seq >= 0 && !state.voicemails[message.id]).map((each) => each.id),
  )
  const shown = (message: Voicemail) =>
    (filter === 'all' || message.status === filter || message.id === kept) &&
    (!mailboxId || message.mailboxId === mailboxId) &&
    (live.length === 0 || !gone.includes(message.id))
  return { load, messages: [...known.values()].filter(shown).sort((a, b) => b.at - a.at) }
}

function Row({ message, selected, onSelect }: { message: Voicemail; selected: boolean; onSelect(): void }) {
  const callerName = useCallerName()
  const now = useHostNow()
  const nameOf = useOperatorName()
  const who = callerName(message.from, message.fromName)
  const fresh = message.status === 'new'
  return (
    <ChoiceRow id={`message-${message.id}`} selected={selected} onSelect={onSelect}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Group gap={4} wrap="nowrap" miw={0}>
          {fresh && (
            <IconPointFilled size={14} color="var(--mantine-primary-color-filled)" aria-hidden style={{ flexShrink: 0 }} />
          )}
          <Text fw={fresh ? 600 : 400} truncate>
            {fresh && <VisuallyHidden>{text.voicemail.status.new} </VisuallyHidden>}
            {who}
          </Text>
        </Group>
        <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
          {shortMoment(message.at, now)}
        </Text>
      </Group>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text size="xs" c="dimmed" truncate>
          {message.assignedTo ? nameOf(message.assignedTo) : (message.note ?? '')}
        </Text>
        <Text size="xs" c="dimmed" ff="monospace">
          {clock(message.seconds * 1000)}
        </Text>
      </Group>
    </ChoiceRow>
  )
}

/** Messages on the left, the chosen one with its player on the right. */
export function VoicemailPage() {
  const [filter, setFilter] = useState<Filter>('new')
  const [mailboxId, setMailboxId] = useState('')
  const [parameters] = useSearchParams()
  const [chosen, setChosen] = useState<string | null>(parameters.get('id'))
  const mailboxes = useSession((state) => state.mailboxes)
  const { load, messages } = useMessages(filter, mailboxId, chosen)
  const current = messages.find((message) => message.id === chosen) ?? messages[0] ?? null
  const words = text.voicemail
  const changeFilter = (value: string) => {
    setFilter(value as Filter)
    setChosen(null)
  }
  const filters = (
    <>
      {mailboxes.length > 1 && (
        <NativeSelect
          size="xs"
          aria-label={words.mailbox}
          data={[
            { value: '', label: text.common.all },
            ...mailboxes.map((mailbox) => ({ value: mailbox.id, label: mailbox.name })),
          ]}
          value={mailboxId}
          onChange={(event) => setMailboxId(event.currentTarget.value)}
        />
      )}
      <SegmentedControl
        size="xs"
        aria-label={text.common.state}
        data={(['new', 'heard', 'archived', 'all'] as const).map((value) => ({ value, label: words.filter[value] }))}
        value={filter}
        onChange={changeFilter}
      />
    </>
  )
  const ids = messages.map((message) => message.id)
  const empty = filter === 'new' ? [words.emptyNew, words.emptyNewHelp] : [words.empty, words.emptyHelp]
  return (
    <Page title={words.title} actions={filters} fixed>
      {load.error !== undefined ? (
        <LoadError error={load.error} retry={load.reload} />
      ) : load.data === undefined ? (
        <LoadingRows />
      ) : current ? (
        <MasterDetail
          list={
            <div role="listbox" aria-label={words.title} onKeyDown={listKeys(ids, current.id, 'message-', setChosen)}>
              {messages.map((message) => (
                <Row key={message.id} message={message} selected={message === current} onSelect={() => setChosen(message.id)} />
              ))}
            </div>
          }
          detail={<MessageDetail key={current.id} message={current} onKeep={() => setChosen(current.id)} />}
        />
      ) : (
        <EmptyState art="messages" title={empty[0] ?? ''} help={empty[1] ?? ''} />
      )}
    </Page>
  )
}
