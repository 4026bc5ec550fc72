import { NativeSelect, SegmentedControl } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconPhoneOutgoing } from '@tabler/icons-react'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import type { Callback } from '../../shared/domain/calls.ts'
import { hostNow } from '../lib/clock.ts'
import { LoadError, LoadingRows, tell, tellError, useLoad } from '../lib/feedback/index.ts'
import { text } from '../lib/i18n/index.ts'
import { useLiveList } from '../lib/live/index.ts'
import { rpc } from '../lib/rpc/index.ts'
import { useSession } from '../lib/session.ts'
import { EmptyState, listKeys, MasterDetail, Page } from '../ui/index.ts'
import { CallbackDetail } from './CallbackDetail.tsx'
import { CallbackRow } from './CallbackRow.tsx'
import { openCallbacks } from './order.ts'

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
  return { items, loaded }
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
  const { items, loaded } = useCallbacks(shown, queueId || null)
  const current = items.find((item) => item.id === chosen) ?? items[0] ?? null
  const words = text.callbacks
  const call = (item: Callback) => rpc.callbacks.return({ id: item.id }).then(() => tell('info', words.returning), tellError)
  useHotkeys([['R', () => current && shown === 'open' && void call(current)]])
  const filters = (
    <>
      <NativeSelect
        size="xs"
        aria-label={text.common.queue}
        data={[{ value: '', label: text.queues.all }, ...queues.map((queue) => ({ value: queue.id, label: queue.name }))]}
        value={queueId}
        onChange={(event) => setQueueId(event.currentTarget.value)}
      />
      <SegmentedControl
        size="xs"
        aria-label={text.common.state}
        data={[
          { value: 'open', label: words.open },
          { value: 'closed', label: words.closed },
        ]}
        value={shown}
        onChange={(value) => setShown(value as Shown)}
      />
    </>
  )
  const empty = shown === 'open' ? [words.empty, words.emptyHelp] : [words.emptyClosed, words.emptyClosedHelp]
  return (
    <Page title={words.title} actions={filters} fixed>
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
        <EmptyState icon={<IconPhoneOutgoing size={20} />} title={empty[0] ?? ''} help={empty[1] ?? ''} />
      )}
    </Page>
  )
}
