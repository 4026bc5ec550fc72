import { Button, Group, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Callback } from '../../shared/domain/calls.ts'
import { useWork } from '../lib/feedback/index.ts'
import { officeMoment } from '../lib/format/time.ts'
import { QueueHours } from '../lib/hours/QueueHours.tsx'
import { text } from '../lib/i18n/index.ts'
import { live } from '../lib/live/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import { useSession } from '../lib/session.ts'
import { Dialog } from '../ui/index.ts'

type AddProps = { queueId: string; onClose(): void; onAdded(item: Callback, isNew: boolean): void }

/** A callback by hand: somebody asked for it in person, by mail, or in a call that is over. */
export function AddCallback({ queueId: shown, onClose, onAdded }: AddProps) {
  const words = text.callbacks
  const queues = useSession((state) => state.queues)
  const [number, setNumber] = useState('')
  const [queueId, setQueueId] = useState(shown || (queues[0]?.id ?? ''))
  const [note, setNote] = useState('')
  const [at, setAt] = useState('')
  const { busy, run } = useWork()
  const add = () =>
    run(async () => {
      const about = { ...(note ? { note } : {}), ...(at ? { at: officeMoment(at) } : {}) }
      const before = live.getState().callbacks
      const item = await rpc.callbacks.create({ number, queueId, ...about })
      onAdded(item, before[item.id] === undefined)
    })
  return (
    <Dialog title={words.add} close={text.common.close} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void add()
        }}
      >
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {words.addHelp}
          </Text>
          <TextInput
            data-autofocus
            required
            type="tel"
            label={words.number}
            minLength={3}
            maxLength={40}
            value={number}
            onChange={(event) => setNumber(event.currentTarget.value)}
          />
          <NativeSelect
            label={text.common.queue}
            data={queues.map(({ id, name }) => ({ value: id, label: name }))}
            value={queueId}
            onChange={(event) => setQueueId(event.currentTarget.value)}
          />
          <TextInput
            type="datetime-local"
            label={words.againAt}
            value={at}
            onChange={(event) => setAt(event.currentTarget.value)}
          />
          <QueueHours queueId={queueId} at={at ? officeMoment(at) : null} />
          <Textarea
            label={text.common.note}
            autosize
            minRows={2}
            maxRows={8}
            maxLength={4000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {text.common.cancel}
            </Button>
            <Button type="submit" loading={busy} disabled={!queueId}>
              {words.add}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
