import { Button, NativeSelect, SegmentedControl } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useSearchParams } from 'react-router'
import type { Callback } from '../../shared/domain/calls.ts'
import { hostNow } from '../lib/clock.ts'
import { LoadError, LoadingRows, tell, tellError, useLoad } from '../lib/feedback/index.ts'
import { text } from '../lib/i18n/index.ts'
import { useLiveList } from '../lib/live/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import { useSession } from '../lib/session.ts'
import { EmptyState, listKeys, MasterDetail, Page } from '../ui/index.ts'
import { AddCallback } from './AddCallback.tsx'
import { CallbackDetail } from './CallbackDetail.tsx'
import { CallbackRow } from './CallbackRow.tsx'
import { isOpen, openCallbacks } from './order.ts'

type Shown = 'open' | 'closed'

/** The open ones from the live feed, the closed ones as loaded. */
function useCallbacks(shown: Shown, queueId: string | null) {
  const loaded = useLoad(
    () => rpc.callbacks.list({ closed: shown === 'closed', ...(queueId ? { queueId } : {}) }),
    `${shown} ${queueId}`,
  )
  const live = useLiveList((state) => Object.values(state.callbacks))
  const known = new Map((loaded.data ?? []).map((item) => [item.id, item]))
  for (const item of live) known.set(item.id, item)
  const all = [...known.values()]
  const closed = all.filter((item) => item.status === 'done')
  const items = shown === 'open' ? openCallbacks(all, queueId, hostNow()) : closed.sort((a, b) => b.createdAt - a.createdAt)
  return { items, known, loaded }
}

function List({
  items,
  selected,
  onSelect,
}: {
  items: readonly Callback[]
  selected: string | null
  onSelect(id: string): void
}) {
  const ids = items.map((item) => item.id)
  return (
    <div role="listbox" aria-label={text.callbacks.title} onKeyDown={listKeys(ids, selected, 'callback-', onSelect)}>
      {items.map((item) => (
        <CallbackRow key={item.id} item={item} selected={item.id === selected} onSelect={() => onSelect(item.id)} />
      ))}
    </div>
  )
}

/** Who waits to be called back; claim, call, say how it went. */
export function CallbacksPage() {
  const [shown, setShown] = useState<Shown>('open')
  const [queueId, setQueueId] = useState('')
  const [parameters] = useSearchParams()
  const [chosen, setChosen] = useState<string | null>(parameters.get('id'))
  const queues = useSession((state) => state.queues)
  const [adding, setAdding] = useState(false)
  const { items, known, loaded } = useCallbacks(shown, queueId || null)
  // What is looked at stays, also when it is done, put off or moved in the list; the first of another list is chosen once.
  const current = known.get(chosen ?? '') ?? items[0] ?? null
  const currentId = current?.id ?? null
  useEffect(() => {
    if (currentId !== null) setChosen(currentId)
  }, [currentId])
  const words = text.callbacks
  const call = (item: Callback) => rpc.callbacks.return({ id: item.id }).then(() => tell('info', words.returning), tellError)
  useHotkeys([['R', () => current && isOpen(current) && void call(current)]])
  const added = (item: Callback, isNew: boolean) => {
    setAdding(false)
    setShown('open')
    if (queueId && queueId !== item.queueId) setQueueId('')
    setChosen(item.id)
    loaded.reload()
    tell(isNew ? 'success' : 'info', isNew ? words.added : words.known)
  }
  const filters = (
    <>
      <NativeSelect
        size="xs"
        aria-label={text.common.queue}
        data={[{ value: '', label: text.queues.all }, ...queues.map((queue) => ({ value: queue.id, label: queue.name }))]}
        value={queueId}
        onChange={(event) => {
          setQueueId(event.currentTarget.value)
          setChosen(null)
        }}
      />
      <SegmentedControl
        size="xs"
        aria-label={text.common.state}
        data={[
          { value: 'open', label: words.open },
          { value: 'closed', label: words.closed },
        ]}
        value={shown}
        onChange={(value) => {
          setShown(value as Shown)
          setChosen(null)
        }}
      />
      <Button size="xs" variant="default" leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
        {words.add}
      </Button>
    </>
  )
  const empty = shown === 'open' ? [words.empty, words.emptyHelp] : [words.emptyClosed, words.emptyClosedHelp]
  return (
    <Page title={words.title} actions={filters} fixed>
      {adding && <AddCallback queueId={queueId} onClose={() => setAdding(false)} onAdded={added} />}
      {loaded.error !== undefined && items.length === 0 ? (
        <LoadError error={loaded.error} retry={loaded.reload} />
      ) : loaded.loading && items.length === 0 ? (
        <LoadingRows />
      ) : current ? (
        <MasterDetail
          list={<List items={items} selected={current.id} onSelect={setChosen} />}
          detail={<CallbackDetail key={current.id} item={current} onReturn={() => call(current)} />}
        />
      ) : (
        <EmptyState art="callbacks" title={empty[0] ?? ''} help={empty[1] ?? ''} />
      )}
    </Page>
  )
}
